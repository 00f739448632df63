import { readFile } from 'node:fs/promises';
import { type ActionCap, AppError } from '@commerce/core';
import { z } from 'zod';
import { capSchema, currencyCode, parseOrRefuse, platformId } from './cap-schema.ts';

/**
 * `{"shops": {"<shop id>": {"meta": {"KRW": {…}}}, "*": {…}}}`; `*` holds for shops that have no entry of
 * their own for that platform and currency. Amounts as in `ActionCap`: decimals in quotes, whole numbers may
 * be bare.
 */
const fileSchema = z.strictObject({
  shops: z.record(
    z.union([z.literal('*'), z.uuid()]),
    z.record(platformId, z.record(currencyCode, capSchema)),
  ),
});

/**
 * The caps a file gives a shop; read anew every time, so that an edit counts from the next write on.
 * @throws AppError `invalid_input` naming what is wrong with the file: then nothing is written anywhere
 */
export async function readCapsFile(path: string, shopId: string): Promise<ActionCap[]> {
  const { shops } = parseOrRefuse(fileSchema, await readJson(path), `The caps file ${path}`);
  const caps = new Map<string, ActionCap>();
  for (const entry of [shops['*'], shops[shopId]]) {
    for (const [platform, currencies] of Object.entries(entry ?? {})) {
      for (const [currency, cap] of Object.entries(currencies)) {
        caps.set(`${platform}|${currency}`, { platform, currency, ...cap });
      }
    }
  }
  return [...caps.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ platform, currency }: ActionCap): string => `${platform}|${currency}`;

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new AppError('invalid_input', `The caps file ${path} ${why}; nothing is written`, {
      cause,
    });
  }
}
