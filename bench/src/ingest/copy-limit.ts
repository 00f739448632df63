import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPool } from '@commerce/db';
import type pg from 'pg';
import { copyIn, copyOut } from './copy-stream.ts';

const TABLES = [
  'staging_ingest.raw_payloads',
  'core_warehouse.orders',
  'core_warehouse.order_line_items',
  'core_warehouse.transactions',
  'core_warehouse.order_ledger',
  'reporting.daily_revenue_rollup',
];

/** Seconds that plain COPY takes for what these tables hold, into the same tables with the same indexes. */
export async function copyLimit(serverUrl: string, scratchDir: string): Promise<number> {
  const connection = { connectionString: serverUrl };
  const pool = createPool({ connection, max: 1, statementTimeoutMs: 0 });
  const client = await pool.connect();
  try {
    let seconds = 0;
    for (const table of TABLES) {
      const columns = await storableColumns(client, table);
      const file = join(scratchDir, `${table}.copy`);
      await copyOut(client, `copy ${table} (${columns}) to stdout`, createWriteStream(file));
      await client.query(`truncate ${table}`);
      await client.query('checkpoint');
      const start = performance.now();
      const source = createReadStream(file, { highWaterMark: 1 << 18 });
      await copyIn(client, `copy ${table} (${columns}) from stdin`, source);
      seconds += (performance.now() - start) / 1000;
      await rm(file);
    }
    return seconds;
  } finally {
    client.release();
    await pool.end();
  }
}

async function storableColumns(client: pg.PoolClient, table: string): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns
     from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? '';
}
