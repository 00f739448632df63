import { createPool } from '@commerce/db';
import { CommandError } from '../command-error.ts';
import type { Invocation } from '../command.ts';
import { CLI_EXIT } from '../exit-codes.ts';
import { commandLog } from './open-session.ts';
import {
  loadConfig,
  openDatabase,
  type OpenedDatabase,
  readRunning,
  type ServerConfig,
} from '@commerce/server';

export interface PlainDatabase {
  config: ServerConfig;
  database: OpenedDatabase;
}

/** Opens the database as it is, without keys or migrations: for looking after the database itself. */
export async function withDatabase<T>(
  { out, verbose }: Invocation,
  work: (plain: PlainDatabase) => Promise<T>,
): Promise<T> {
  const config = loadConfig();
  const database = await openDatabase(config, commandLog(config, verbose), {
    applicationName: 'commerce-cli',
    max: 2,
    onProgress: (message) => out.note(message),
  });
  try {
    return await work({ config, database });
  } finally {
    await database.close();
  }
}

/**
 * The pool on which long work and schema changes may run: with a hosted database the direct connection,
 * since a transaction pooler allows neither.
 */
export async function withDirectPool<T>(
  { config, database }: PlainDatabase,
  work: (pool: OpenedDatabase['pool']) => Promise<T>,
): Promise<T> {
  if (config.database.kind === 'embedded') return await work(database.pool);
  const pool = createPool({
    connection: { connectionString: config.database.directUrl },
    applicationName: 'commerce-cli',
    max: 2,
    statementTimeoutMs: 0,
  });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** @throws CommandError when another process works on the same data directory */
export function refuseBeside({ config, database }: PlainDatabase, what: string): void {
  if (database.role !== 'guest') return;
  const running = readRunning(config.dataDir);
  const who = running ? `Process ${running.pid}` : 'Another process';
  throw new CommandError(
    'data_directory_held',
    `${who} uses the data in ${config.dataDir}, and ${what} would pull it away from under it. Nothing was changed. Stop that process first`,
    CLI_EXIT.busy,
  );
}
