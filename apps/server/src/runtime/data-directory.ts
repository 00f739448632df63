import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';

const WHY: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a data directory cannot be used; null when it can, or could be made. Makes nothing. */
export function unusableDataDir(dataDir: string): string | null {
  return whyNot(() => {
    const found = statSync(dataDir, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) throw Object.assign(new Error(), { code: 'EEXIST' });
    if (found) accessSync(dataDir, constants.W_OK | constants.X_OK);
  });
}

/**
 * Makes the data directory where it is missing, for this user alone.
 * @throws OperatorError when it cannot be made or written to
 */
export function useDataDir(dataDir: string): void {
  const why = unusableDataDir(dataDir) ?? whyNot(() => makeFolders(dataDir));
  if (why === null) return;
  throw new OperatorError(
    `The data directory ${dataDir} cannot be used: ${why}. Nothing was changed. ` +
      'Give this user a folder it may write to, or choose another with COMMERCE_DATA_DIR.',
    { exitCode: EXIT.usage },
  );
}

/** Not `recursive: true`: in a place like /proc, where nobody may make a folder, Node then tries forever. */
function makeFolders(dir: string): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(dir) !== dir) makeFolders(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

function whyNot(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    const why = WHY[(error as NodeJS.ErrnoException).code ?? ''];
    if (why === undefined) throw error;
    return why;
  }
}
