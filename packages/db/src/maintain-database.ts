import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Whether this is the embedded engine, which has no background workers that clean up and keep statistics. */
export async function isEmbeddedEngine(db: Db): Promise<boolean> {
  const { rows } = await sql<{ embedded: boolean }>`
    select version() ilike '%pglite%' as embedded`.execute(db);
  return rows[0]?.embedded ?? false;
}

/**
 * Cleans up after changed and removed rows and brings the planner's statistics up to date, for every table of
 * ours. One statement per table, outside transactions: on the embedded engine, which is one session, others
 * wait for one table at most (half a million rows take one to three seconds). Ends early when `signal` fires.
 */
export async function maintainDatabase(db: Db, signal?: AbortSignal): Promise<void> {
  const { rows } = await sql<{ table: string }>`
    select format('%I.%I', schemaname, tablename) as table
    from pg_tables
    where schemaname in ('app_dashboard', 'staging_ingest', 'core_warehouse', 'reporting')
    order by 1`.execute(db);
  for (const { table } of rows) {
    if (signal?.aborted) return;
    await sql`vacuum (analyze) ${sql.raw(table)}`.execute(db);
  }
}
