import { setImmediate as turn } from 'node:timers/promises';
import type { Trx } from '../database.ts';
import { copyIn } from './copy-in.ts';
import { type FixedColumns, textOf } from './incoming-rows.ts';
import type { Tenant } from './run-statement.ts';
import { type ColumnType, columnNames, type TableShape } from './table-shape.ts';

/** Rows as COPY reads them. */
export interface ReadyRows {
  /** Table and columns. */
  target: string;
  chunks: readonly Buffer[];
  count: number;
}

/** About what is made ready within a millisecond. */
const ROWS_PER_CHUNK = 64;

/** Makes rows ready to be copied, a few at a time, so that statements on their way are not held up. */
export async function readyRows<Row extends object>(
  tenant: Tenant,
  shape: TableShape<Row>,
  rows: readonly Row[],
  fixed: FixedColumns = {},
): Promise<ReadyRows> {
  const names = ['shop_id', 'connector_id', ...Object.keys(fixed), ...columnNames(shape)];
  const same = [tenant.shopId, tenant.connectorId, ...Object.values(fixed)].map(escaped).join('\t');
  const chunks: Buffer[] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_CHUNK) {
    await turn();
    chunks.push(Buffer.from(copyText(shape, rows.slice(at, at + ROWS_PER_CHUNK), same), 'utf8'));
  }
  return { target: `${shape.table} (${names.join(', ')})`, chunks, count: rows.length };
}

/** Adds rows that cannot be stored yet. Returns how many. */
export async function copyRows(trx: Trx, { target, chunks, count }: ReadyRows): Promise<number> {
  if (count > 0) await copyIn(trx, target, 'text', chunks);
  return count;
}

function copyText<Row>(shape: TableShape<Row>, rows: readonly Row[], same: string): string {
  const columns = Object.entries(shape.columns) as [keyof Row, ColumnType][];
  let text = '';
  for (const row of rows) {
    text += same;
    for (const [name, type] of columns) {
      const value = row[name];
      text += value === null || value === undefined ? '\t\\N' : `\t${escaped(textOf(value, type))}`;
    }
    text += '\n';
  }
  return text;
}

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Whatever text a platform sends, it must not be taken for the end of its column or row. */
function escaped(text: string): string {
  if (!special.test(text)) return text;
  return text.replace(/[\\\n\r\t]/g, (char) => escapes[char] as string);
}
