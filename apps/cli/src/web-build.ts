import { buildWeb, isWebBuilt } from '../../../tools/build-web.mjs';

/** Builds the web app when its sources changed since the last build. */
export async function builtWebApp(): Promise<void> {
  if (!isWebBuilt()) await buildWeb();
}
