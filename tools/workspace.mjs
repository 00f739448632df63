import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** True when `path`, relative to the repository's root, exists. */
export const inRepository = (path) => existsSync(join(root, path));

/** True when the module with this `import.meta.url` is the one Node was started with. */
export const isMain = (moduleUrl) =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(moduleUrl);
