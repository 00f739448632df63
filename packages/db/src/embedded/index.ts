export { DataDirectoryHeldError } from './held-error.ts';
export {
  type Embedded,
  type EmbeddedConnection,
  type EmbeddedOptions,
  openEmbedded,
} from './open-embedded.ts';
