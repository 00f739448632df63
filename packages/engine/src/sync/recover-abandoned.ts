import { type Trx, withSystem } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { MAX_JOB_ATTEMPTS } from './back-off.ts';
import { failConnector } from './settle-connector.ts';

/**
 * Takes back jobs whose worker has been silent longer than its lease. They go on where they stopped; a job
 * that lost its worker again and again fails instead.
 */
export async function recoverAbandoned(
  ctx: EngineContext,
): Promise<{ requeued: number; failed: number }> {
  return await withSystem(ctx.db, async (trx) => {
    const requeued = await requeueAbandoned(trx, ctx);
    const failed = await failAbandoned(trx, ctx);
    return { requeued, failed };
  });
}

async function requeueAbandoned(trx: Trx, ctx: EngineContext): Promise<number> {
  const now = ctx.now();
  const result = await sql<{ id: string }>`
    with abandoned as (
      update app_dashboard.sync_jobs
      set status = 'QUEUED', attempts = attempts + 1, run_after = ${now}::timestamptz,
        lease_owner = null, lease_expires_at = null
      where status = 'IN_PROGRESS' and lease_expires_at < ${now}::timestamptz
        and attempts + 1 < ${MAX_JOB_ATTEMPTS}
      returning shop_id, id
    ),
    slices as (
      update app_dashboard.sync_slices s set status = 'PENDING'
      from abandoned a
      where s.shop_id = a.shop_id and s.job_id = a.id and s.status = 'RUNNING'
    )
    select id from abandoned
  `.execute(trx);
  return result.rows.length;
}

async function failAbandoned(trx: Trx, ctx: EngineContext): Promise<number> {
  const now = ctx.now();
  const failure = {
    code: 'abandoned',
    message:
      `The worker stopped ${MAX_JOB_ATTEMPTS} times during this job. What was read so far is kept; ` +
      "look into the server's log and memory before starting it again",
  };
  const jobs = await trx
    .updateTable('app_dashboard.sync_jobs')
    .set({
      status: 'FAILED',
      attempts: sql<number>`attempts + 1`,
      error_code: failure.code,
      error_message: failure.message,
      finished_at: now,
      lease_owner: null,
      lease_expires_at: null,
    })
    .where('status', '=', 'IN_PROGRESS')
    .where('lease_expires_at', '<', now)
    .returning(['shop_id', 'connector_id', 'id'])
    .execute();
  for (const job of jobs) {
    await trx
      .updateTable('app_dashboard.sync_slices')
      .set({ status: 'FAILED', error_code: failure.code, error_message: failure.message })
      .where('shop_id', '=', job.shop_id)
      .where('job_id', '=', job.id)
      .where('status', '=', 'RUNNING')
      .execute();
    await failConnector(trx, ctx, { shopId: job.shop_id, id: job.connector_id }, failure);
  }
  return jobs.length;
}
