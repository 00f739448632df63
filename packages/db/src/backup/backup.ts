import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { flushToDisk } from '../flush-to-disk.ts';
import { readHistory } from '../migrate/history.ts';
import { type BackupProgress, type BackupSummary, serialise } from './format.ts';
import { portableText, quoted, type StoredTable, storedTables } from './stored-tables.ts';

const bytesPerFetch = 4_000_000;
const mostRowsPerFetch = 5_000;

/**
 * Writes all data of the product to `file` (gzip), from one snapshot, with bounded memory. The file
 * can be restored on any engine. It appears under its name only when complete, readable by its owner
 * only; it holds encrypted credentials but not the key that opens them.
 */
export async function backupDatabase(
  pool: pg.Pool,
  file: string,
  options: { onProgress?: (progress: BackupProgress) => void } = {},
): Promise<BackupSummary> {
  const target = resolve(file);
  const draft = `${target}.${randomUUID()}.draft`;
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(portableText);
    const summary: BackupSummary = { schemaVersion: '', createdAt: '', rows: {} };
    await pipeline(
      Readable.from(backupLines(client, summary, options.onProgress ?? (() => {}))),
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    );
    await rename(draft, target);
    await flushToDisk(dirname(target));
    return summary;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function* backupLines(
  client: pg.ClientBase,
  summary: BackupSummary,
  onProgress: (progress: BackupProgress) => void,
): AsyncGenerator<string> {
  const migrations = await readHistory(client);
  summary.schemaVersion = migrations.at(-1)?.version ?? '';
  summary.createdAt = new Date().toISOString();
  const createdAt = summary.createdAt;
  yield serialise({ format: 'commerce-backup', formatVersion: 1, createdAt, migrations });
  for (const table of await storedTables(client)) {
    yield serialise({ table: table.name, columns: table.columns.map((column) => column.name) });
    let rows = 0;
    for await (const batch of tableBatches(client, table)) {
      yield `${batch.join('\n')}\n`;
      rows += batch.length;
      onProgress({ table: table.name, rows });
    }
    summary.rows[table.name] = rows;
  }
  yield serialise({ end: true, rows: summary.rows });
}

/**
 * Rows as lines of the file. The database writes the JSON: an embedded one answers nobody else while it is read, and
 * taking its rows apart here would make that three times as long.
 */
async function* tableBatches(
  client: pg.ClientBase,
  { name, columns }: StoredTable,
): AsyncGenerator<string[]> {
  const values = columns.map((column) => `${quoted([column])}::text`).join(', ');
  await client.query(
    `declare backup_rows no scroll cursor for
       select array_to_json(array[${values}]::text[])::text as line from ${name}`,
  );
  let size = 100;
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${size} from backup_rows`);
    if (rows.length === 0) break;
    const batch = rows.map(({ line }) => line);
    yield batch;
    size = nextSize(batch);
  }
  await client.query('close backup_rows');
}

function nextSize(batch: string[]): number {
  const bytes = batch.reduce((sum, line) => sum + line.length, 0);
  return Math.max(
    1,
    Math.min(mostRowsPerFetch, Math.floor((bytesPerFetch * batch.length) / bytes)),
  );
}
