import { migrationStatus } from '@commerce/db';
import type { OpenedDatabase, ServerConfig } from '@commerce/server';
import { broken, type Finding, ok, warning } from './finding.ts';

const OLDEST_POSTGRES = 15;
const SLOW_MS = 250;

/** Whether the database answers, how fast, and whether this program works with its version. */
export async function checkDatabase(
  config: ServerConfig,
  { pool, role }: OpenedDatabase,
): Promise<Finding> {
  const { rows } = await pool.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const started = performance.now();
  await pool.query('select 1');
  const ms = Math.ceil(performance.now() - started);
  const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
  const where = config.database.kind === 'embedded' ? `${role} of ${config.dataDir}` : 'hosted';
  const text = `Postgres ${major}, ${where}, answers in ${ms} ms`;
  if (major < OLDEST_POSTGRES) {
    return broken('database', text, `Postgres ${OLDEST_POSTGRES} or newer is needed; upgrade it.`);
  }
  if (ms > SLOW_MS && role === 'hosted') {
    return warning('database', text, 'Run this program near its database, or look at its load.');
  }
  return ok('database', text);
}

/** Whether the schema is the one this program was written for. */
export async function checkMigrations({ pool }: OpenedDatabase): Promise<Finding> {
  const { current, pending } = await migrationStatus(pool);
  if (pending.length === 0) return ok('migrations', `up to date at ${current ?? 'none'}`);
  return broken(
    'migrations',
    `${pending.length} migrations are not applied, the first is ${pending[0]}`,
    'Run: commerce db init',
  );
}
