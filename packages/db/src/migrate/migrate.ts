import pg from 'pg';
import { connectionMode } from '../connection-mode.ts';
import {
  type AppliedMigration,
  exclusively,
  forget,
  historyExists,
  prepareHistory,
  readHistory,
  recordApplied,
  recordChecksum,
} from './history.ts';
import { MigrationError } from './migration-error.ts';
import { type Migration, migrationsDirectory, readMigrations } from './migration-files.ts';

export interface MigrationProgress {
  done: number;
  total: number;
  file: string;
}

export interface MigrateOptions {
  directory?: string;
  onProgress?: (progress: MigrationProgress) => void;
}

export interface MigrationStatus {
  /** The newest applied version; null on a new database. */
  current: string | null;
  applied: string[];
  /** Files that wait to be applied. */
  pending: string[];
}

/**
 * Brings the schema up to date; does nothing when it is. Files and history are those of
 * `supabase db push`, so a database can be moved between both. Safe to run from several processes.
 *
 * @returns the files that were applied
 * @throws {MigrationError} when a file fails (it is rolled back, earlier ones are kept), when a landed
 *   file was edited, or when the database is newer than this program
 */
export async function migrate(pool: pg.Pool, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.directory ?? migrationsDirectory);
  return await withRunner(pool, async (client) => {
    await prepareHistory(client);
    const history = await readHistory(client);
    assertConsistent(migrations, history);
    await assertHistoryNotLost(client, migrations, history);
    return await applyPending(client, migrations, history, options);
  });
}

/**
 * Erases everything this product stored and builds the schema anew. The erasing is the first
 * migration's; it happens in one transaction with clearing the history, so it can be repeated.
 */
export async function resetDatabase(
  pool: pg.Pool,
  options: MigrateOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(options.directory ?? migrationsDirectory);
  const [first] = migrations;
  if (first === undefined) return [];
  return await withRunner(pool, async (client) => {
    await prepareHistory(client);
    await exclusively(client, async () => {
      await forget(
        client,
        migrations.map((migration) => migration.version),
      );
      await runFile(client, first);
    });
    options.onProgress?.({ done: 1, total: migrations.length, file: first.file });
    const history = await readHistory(client);
    return [first.file, ...(await applyPending(client, migrations, history, options))];
  });
}

/** What is applied and what waits; changes nothing. */
export async function migrationStatus(
  pool: pg.Pool,
  options: Pick<MigrateOptions, 'directory'> = {},
): Promise<MigrationStatus> {
  const migrations = await readMigrations(options.directory ?? migrationsDirectory);
  const client = await pool.connect();
  try {
    const history = (await historyExists(client)) ? await readHistory(client) : [];
    const applied = new Set(history.map((entry) => entry.version));
    return {
      current: history.at(-1)?.version ?? null,
      applied: [...applied],
      pending: migrations.filter((file) => !applied.has(file.version)).map((file) => file.file),
    };
  } finally {
    client.release();
  }
}

/** @throws {MigrationError} behind a transaction pooler */
export async function withRunner<T>(
  pool: pg.Pool,
  fn: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  if (connectionMode(pool.options) === 'transaction') {
    throw new MigrationError(
      'transaction_pooler',
      'Migrations cannot run through a transaction pooler (port 6543). Nothing was changed. ' +
        'Set DATABASE_URL_DIRECT to the direct or session connection (port 5432).',
    );
  }
  const client = await pool.connect();
  try {
    return await fn(client);
  } finally {
    client.release();
  }
}

async function applyPending(
  client: pg.ClientBase,
  migrations: Migration[],
  history: AppliedMigration[],
  options: MigrateOptions,
): Promise<string[]> {
  const known = new Map(history.map((entry) => [entry.version, entry]));
  const applied: string[] = [];
  for (const [index, migration] of migrations.entries()) {
    const entry = known.get(migration.version);
    if (entry !== undefined) {
      if (entry.checksum === null) await recordChecksum(client, migration);
      continue;
    }
    const ran = await exclusively(client, async () => {
      const now = await readHistory(client);
      if (now.some((other) => other.version === migration.version)) return false;
      await runFile(client, migration);
      return true;
    });
    if (ran) applied.push(migration.file);
    options.onProgress?.({ done: index + 1, total: migrations.length, file: migration.file });
  }
  return applied;
}

/** Runs one file and records it, in the caller's transaction. */
export async function runFile(client: pg.ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
    await recordApplied(client, migration);
  } catch (error) {
    throw new MigrationError(
      'failed',
      `${migration.file}${lineOf(error, migration.sql)} failed: ${(error as Error).message}. ` +
        'Nothing of this file was kept; the files before it are applied. ' +
        'Correct the cause and run it again.',
      { cause: error, file: migration.file },
    );
  }
}

function lineOf(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) return '';
  return `:${sql.slice(0, Number(error.position)).split('\n').length}`;
}

function assertConsistent(migrations: Migration[], history: AppliedMigration[]): void {
  const files = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const entry of history) {
    const file = files.get(entry.version);
    if (file === undefined) {
      throw new MigrationError(
        'unknown_version',
        `The database has migration ${entry.version}${entry.name ? `_${entry.name}` : ''}, which ` +
          'this program does not know. Nothing was changed. Upgrade the program; if the migration ' +
          'is not ours, use a database of its own.',
      );
    }
    if (entry.checksum !== null && entry.checksum !== file.checksum) {
      throw new MigrationError(
        'edited',
        `${file.file} was edited after it had been applied to this database. Nothing was changed. ` +
          'Restore the file as it was and put the change into a new migration; on a database ' +
          'without data worth keeping, run a reset instead.',
        { file: file.file },
      );
    }
  }
  assertInOrder(migrations, history);
}

function assertInOrder(migrations: Migration[], history: AppliedMigration[]): void {
  const newest = history.at(-1)?.version;
  const applied = new Set(history.map((entry) => entry.version));
  if (newest === undefined) return;
  const late = migrations.find((file) => file.version < newest && !applied.has(file.version));
  if (late === undefined) return;
  throw new MigrationError(
    'out_of_order',
    `${late.file} is older than ${newest}, which this database already has. Nothing was changed. ` +
      'Give the new file a version later than every applied one.',
    { file: late.file },
  );
}

/** The first migration drops our schemas; running it because the history is gone would erase data. */
async function assertHistoryNotLost(
  client: pg.ClientBase,
  migrations: Migration[],
  history: AppliedMigration[],
): Promise<void> {
  if (history.length > 0 || migrations.length === 0) return;
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace n
      where nspname in ('app_dashboard', 'staging_ingest', 'core_warehouse', 'reporting')
        and exists (select from pg_class c where c.relnamespace = n.oid) order by 1`,
  );
  if (rows.length === 0) return;
  throw new MigrationError(
    'history_missing',
    `The database holds the schemas ${rows.map((row) => row.name).join(', ')} but no record of how ` +
      'they were made. Nothing was changed, because the first migration would erase them. ' +
      'Restore supabase_migrations.schema_migrations, or run a reset to start from nothing.',
  );
}
