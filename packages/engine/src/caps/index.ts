export { getCaps } from './get-caps.ts';
export type { CapsView, CapView } from './load-caps.ts';
export { deleteCap, saveCap, type SaveCapInput } from './save-cap.ts';
