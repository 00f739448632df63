import { AppError } from '@commerce/core';
import type { MasterKey } from './envelope.ts';

const KEY_BYTES = 32;
const ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `k2:<base64 of 32 bytes>,k1:<…>`, separated by commas or line breaks; the first key is the active one.
 * @throws AppError `invalid_input` naming the entry by its number, never by its content
 */
export function parseMasterKeys(text: string): MasterKey[] {
  const entries = text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && !entry.startsWith('#'));
  if (entries.length === 0) {
    throw new AppError('invalid_input', 'There is no master key in the given text');
  }
  return entries.map((entry, index) => {
    const match = ENTRY.exec(entry);
    const key = Buffer.from(match?.[2] ?? '', 'base64');
    if (!match || key.byteLength !== KEY_BYTES) {
      throw new AppError(
        'invalid_input',
        `Master key number ${index + 1} is not written as id:base64 of 32 bytes`,
      );
    }
    return { id: match[1] as string, key };
  });
}

export function formatMasterKey({ id, key }: MasterKey): string {
  return `${id}:${Buffer.from(key).toString('base64')}`;
}
