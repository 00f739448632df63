import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@commerce/core';
import type { MasterKey } from './envelope.ts';
import { formatMasterKey, parseMasterKeys } from './master-keys.ts';

const OTHERS_MAY_ACCESS = 0o077;

/**
 * The master keys of a key file; the file is made with a new key when there is none (`created`: tell the
 * operator to back it up, apart from the database).
 * @throws AppError `invalid_input` when others can read the file or it holds no keys
 */
export async function loadKeyFile(path: string): Promise<{ keys: MasterKey[]; created: boolean }> {
  const created = await createIfMissing(path);
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & OTHERS_MAY_ACCESS) !== 0) {
    throw new AppError(
      'invalid_input',
      `The key file ${path} can be read by others on this machine. Nothing was opened with it; ` +
        `run: chmod 600 ${path}`,
    );
  }
  return { keys: parseMasterKeys(await readFile(path, 'utf8')), created };
}

/** Two first starts at once must end with one key: the file appears whole, by a link, or not at all. */
async function createIfMissing(path: string): Promise<boolean> {
  if (await stat(path).catch(() => null)) return false;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const text = `${formatMasterKey({ id: 'k1', key: randomBytes(32) })}\n`;
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o600, flush: true });
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
