import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  createPool,
  type Db,
  type Embedded,
  migrate,
  type MigrationProgress,
  migrationStatus,
  openEmbedded,
} from '@commerce/db';
import type { ServerConfig } from '../config.ts';
import type { ServerLog } from '../log/create-log.ts';
import { OperatorError } from '../operator-error.ts';
import { useDataDir } from './data-directory.ts';

type Pool = ReturnType<typeof createPool>;

export interface OpenedDatabase {
  db: Db;
  pool: Pool;
  /** `owner` runs the embedded server, `guest` uses the one of another process, `hosted` is a server of its own. */
  role: 'owner' | 'guest' | 'hosted';
  /** Where downloads may lie while they are read. */
  scratchDir: string;
  /** Brings the schema up to date. @returns the files that were applied */
  migrate(onProgress?: (progress: MigrationProgress) => void): Promise<string[]>;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  applicationName: string;
  /** When another process holds the data directory: use its server (default) or fail. */
  onHeld?: 'connect' | 'fail';
  onProgress?: (message: string) => void;
  /** The embedded engine died; committed data is safe, this process is of no more use. */
  onStopped?: (error: Error) => void;
  /** Connections at once; default 8. */
  max?: number;
}

/**
 * Opens the configured Postgres: the one of DATABASE_URL, else the embedded one of the data directory.
 * @throws DataDirectoryHeldError with `onHeld: 'fail'`
 */
export async function openDatabase(
  config: ServerConfig,
  log: ServerLog,
  options: OpenDatabaseOptions,
): Promise<OpenedDatabase> {
  const { applicationName, max = 8 } = options;
  const onBroken = (error: Error) =>
    log.warn({ error: error.message }, 'A database connection broke; a new one replaces it');
  const settings = { applicationName, max, onConnectionError: onBroken };
  if (config.database.kind === 'hosted') {
    const { url, directUrl } = config.database;
    const pool = createPool({ connection: { connectionString: url }, ...settings });
    return {
      ...queries(pool),
      role: 'hosted',
      scratchDir: join(tmpdir(), 'commerce-scratch'),
      migrate: (onProgress) => migrateHosted(pool, directUrl, url, onProgress),
    };
  }
  useDataDir(config.dataDir);
  const embedded = await openEmbedded({
    dataDir: config.dataDir,
    onHeld: options.onHeld ?? 'connect',
    ...(options.onProgress && { onProgress: options.onProgress }),
    ...(options.onStopped && { onStopped: options.onStopped }),
  });
  const pool = createPool({ connection: embedded.connection, statementTimeoutMs: 0, ...settings });
  const scratchDir = join(config.dataDir, 'scratch');
  if (embedded.role === 'owner') await rm(scratchDir, { recursive: true, force: true });
  return {
    ...queries(pool, embedded),
    role: embedded.role,
    scratchDir,
    migrate: (onProgress) => migrate(pool, onProgress ? { onProgress } : {}),
  };
}

function queries(pool: Pool, embedded?: Embedded) {
  const db = createDatabase(pool);
  let closing: Promise<void> | undefined;
  const close = async () => {
    if (!pool.ended) await pool.end();
    await embedded?.close();
  };
  return { db, pool, close: () => (closing ??= close()) };
}

/** Several processes may start at once; behind a transaction pooler only the direct address can migrate. */
async function migrateHosted(
  pool: Pool,
  directUrl: string,
  url: string,
  onProgress?: (progress: MigrationProgress) => void,
): Promise<string[]> {
  const { pending } = await migrationStatus(pool).catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
  if (pending.length === 0) return [];
  const direct = createPool({
    connection: { connectionString: directUrl },
    applicationName: 'commerce-migrate',
    max: 1,
    statementTimeoutMs: 0,
  });
  try {
    return await migrate(direct, onProgress ? { onProgress } : {});
  } finally {
    await direct.end();
  }
}

function unreachable(url: string, cause: unknown): OperatorError {
  const { host, pathname } = new URL(url);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OperatorError(
    `The database at ${host}${pathname} cannot be used: ${reason || 'no answer'}. Nothing was changed. ` +
      'Check DATABASE_URL, that the server runs, and that this machine may connect to it.',
    { cause },
  );
}
