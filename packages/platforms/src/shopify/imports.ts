import { open } from 'node:fs/promises';
import { AppError } from '@commerce/core';
import type { FileImport } from '../platform/file-import.ts';
import { readOrdersCsv } from './import-csv.ts';
import { readOrdersJsonl } from './import-jsonl.ts';

interface Beginning {
  /** Without a byte order mark and white space before it. */
  text: string;
  isUtf16: boolean;
}

async function beginningOf(path: string): Promise<Beginning> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const head = buffer.subarray(0, bytesRead);
    const isUtf16 = head.length > 1 && [0xfeff, 0xfffe].includes(head.readUInt16LE(0));
    const encoding = head[0] === 0xfe ? 'utf-16be' : isUtf16 ? 'utf-16le' : 'utf-8';
    return { text: new TextDecoder(encoding).decode(head).trimStart(), isUtf16 };
  } finally {
    await file.close();
  }
}

/** Texts that are easily taken for a bulk result. */
const OTHER_JSON: readonly { starts: RegExp; says: string }[] = [
  { starts: /^\[/, says: 'this is a JSON array; a bulk result has one object per line' },
  {
    starts: /^\{\s*"(?:data|errors|extensions)"\s*:/,
    says: "this is an answer of the GraphQL API; a bulk result has one order per line. Import what the operation's url gives, or the nodes of the answer's orders, one per line",
  },
  {
    starts: /^\{\s*"(?:orders?"\s*:|id"\s*:\s*\d)/,
    says: 'this is JSON of the REST API or of a webhook, which is not read. Import the result of a bulk operation over orders, or the order export of the admin',
  },
  {
    starts: /^\{\s*\n/,
    says: 'this is JSON over several lines; a bulk result has one object per line',
  },
];

/** @throws AppError `invalid_file` for JSON that is no bulk result, saying what to import instead */
function refuseOtherJson({ text, isUtf16 }: Beginning): void {
  const refuse = (says: string): AppError =>
    new AppError('invalid_file', `Line 1: ${says}. Nothing was stored`, { details: { line: 1 } });
  const other = OTHER_JSON.find(({ starts }) => starts.test(text));
  if (other) throw refuse(other.says);
  if (isUtf16 && text.startsWith('{')) {
    throw refuse(
      'the text is UTF-16, as some programs write what they are given; a bulk result is UTF-8. Download it again straight into a file',
    );
  }
}

/** Files of orders: a bulk operation's result, and the export of the Shopify admin. */
export const imports: FileImport = {
  accepts: [
    'the JSONL result of a bulk operation over orders',
    'orders_export.csv of the Shopify admin (Orders, Export; also saved again as XLSX)',
  ],
  async *read(input) {
    const beginning = await beginningOf(input.path);
    refuseOtherJson(beginning);
    const isJson = beginning.text.startsWith('{');
    return yield* isJson ? readOrdersJsonl(input) : readOrdersCsv(input);
  },
};
