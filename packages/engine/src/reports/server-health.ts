import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

const MS_PER_NS = 1_000_000;

/** Whether the database answers, how fast, and what waits for the workers. Never throws. */
export async function serverHealth(ctx: Pick<EngineContext, 'db' | 'log'>) {
  const started = process.hrtime.bigint();
  try {
    const { rows } = await sql<{ queued: number; running: number }>`
      select count(*) filter (where status = 'QUEUED') as queued,
        count(*) filter (where status = 'IN_PROGRESS') as running
      from app_dashboard.sync_jobs where status in ('QUEUED', 'IN_PROGRESS')`.execute(ctx.db);
    const latency = Number(process.hrtime.bigint() - started) / MS_PER_NS;
    return {
      reachable: true,
      latency_ms: Math.round(latency * 10) / 10,
      queued_jobs: rows[0]?.queued ?? 0,
      running_jobs: rows[0]?.running ?? 0,
    };
  } catch (error) {
    ctx.log.error({ error: String(error) }, 'The database does not answer the health check');
    return { reachable: false, latency_ms: null, queued_jobs: null, running_jobs: null };
  }
}
