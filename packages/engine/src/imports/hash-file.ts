import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@commerce/core';

/** SHA-256 of a file of any size, hexadecimal. @throws AppError `invalid_file` when it cannot be read */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new AppError('invalid_file', `${path}: ${why}; nothing was stored`, { cause });
  }
  return hash.digest('hex');
}
