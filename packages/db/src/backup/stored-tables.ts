import type pg from 'pg';
import { byRelation, type CatalogColumn, readColumns } from '../schema-dump/read-catalog.ts';

export interface StoredTable {
  /** Quoted and qualified, ready for SQL. */
  name: string;
  columns: CatalogColumn[];
}

/** Every table of ours with the columns that hold data of their own. */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const columns = await readColumns(client);
  const stored = columns.filter(
    (column) => (column.kind === 'r' || column.kind === 'p') && !column.generated,
  );
  return [...byRelation(stored)].map(([name, members]) => ({ name, columns: members }));
}

export function quoted(columns: { name: string }[]): string {
  return columns.map((column) => `"${column.name.replaceAll('"', '""')}"`).join(', ');
}

/** The first table that holds a row; undefined when there is no data at all. */
export async function firstTableWithRows(client: pg.ClientBase): Promise<string | undefined> {
  for (const { name } of await storedTables(client)) {
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from ${name}) as found`,
    );
    if (rows[0]?.found === true) return name;
  }
  return undefined;
}

/** Makes values print the same on every server, for this transaction. */
export const portableText = `select set_config('TimeZone', 'UTC', true),
  set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', 'iso_8601', true),
  set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true),
  set_config('statement_timeout', '0', true)`;
