import { open } from 'node:fs/promises';
import { AppError } from '@commerce/core';
import type { FileImport } from '../platform/file-import.ts';
import { readOrdersCsv } from './import-csv.ts';
import { readOrdersJsonl } from './import-jsonl.ts';

/** The first character that is neither a byte order mark nor white space. */
async function firstCharacter(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return (
      buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .trimStart()[0] ?? ''
    );
  } finally {
    await file.close();
  }
}

/** Files of orders: a bulk operation's result, and the export of the Shopify admin. */
export const imports: FileImport = {
  accepts: [
    'the JSONL result of a bulk operation over orders',
    'orders_export.csv of the Shopify admin (Orders, Export; also saved again as XLSX)',
  ],
  async *read(input) {
    const first = await firstCharacter(input.path);
    if (first === '[') {
      throw new AppError(
        'invalid_file',
        'Line 1: this is a JSON array; a bulk result has one object per line. Nothing was stored',
        { details: { line: 1 } },
      );
    }
    return yield* first === '{' ? readOrdersJsonl(input) : readOrdersCsv(input);
  },
};
