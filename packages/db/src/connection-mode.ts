import type pg from 'pg';

/** `transaction` is a pooler that may hand every transaction another session (port 6543). */
export type ConnectionMode = 'session' | 'transaction';

const transactionPoolerPort = 6543;

/** Told from the port, as Supabase and PgBouncer setups publish it. */
export function connectionMode(options: Pick<pg.PoolConfig, 'connectionString' | 'port'>) {
  const port = options.connectionString
    ? Number(new URL(options.connectionString).port || 5432)
    : options.port;
  const mode: ConnectionMode = port === transactionPoolerPort ? 'transaction' : 'session';
  return mode;
}
