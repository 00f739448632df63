import pg from 'pg';
import { connectionMode } from './connection-mode.ts';
import type { EmbeddedConnection } from './embedded/index.ts';
import { typeParsers } from './type-parsers.ts';

export interface PoolOptions {
  /** A connection URL of a Postgres server, or what `openEmbedded` returned. */
  connection: { connectionString: string } | EmbeddedConnection;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Most connections at once; default 5, as many processes may share one server. */
  max?: number;
  /** Longest a single statement may run; default 30 s; 0 for none. The embedded engine has no limit. */
  statementTimeoutMs?: number;
  /** A connection broke, idle or in use; the pool replaces it by itself. */
  onConnectionError?: (error: Error) => void;
}

/**
 * The one way to reach Postgres, embedded or hosted. Only unnamed statements are used on it, and
 * session state (SET, advisory locks, LISTEN, temporary tables) must not be: behind a transaction
 * pooler and on the embedded engine sessions are shared. Use `set_config(…, true)` in transactions.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...options.connection,
    ...sessionLimits(options),
    types: typeParsers,
    max: options.max ?? 5,
    application_name: options.applicationName ?? 'commerce',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // Without a listener of its own, a connection that breaks while in use would end the process. An idle one
  // tells the pool as well, which then has nothing to add.
  const onError = options.onConnectionError ?? (() => {});
  pool.on('connect', (client) => void client.on('error', onError));
  pool.on('error', () => {});
  return pool;
}

/** A transaction pooler refuses unknown startup parameters; there the server's defaults hold. */
function sessionLimits(options: PoolOptions): pg.PoolConfig {
  if (connectionMode(options.connection) === 'transaction') return {};
  return {
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
  };
}
