import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

/** Queues again what a worker still holds; its late writes find the lease gone and change nothing. */
export async function releaseWorker(ctx: EngineContext, worker: string): Promise<void> {
  await sql`
    with released as (
      update app_dashboard.sync_jobs
      set status = 'QUEUED', run_after = ${ctx.now()}::timestamptz, lease_owner = null, lease_expires_at = null
      where status = 'IN_PROGRESS' and starts_with(lease_owner, ${`${worker}/`})
      returning shop_id, id
    )
    update app_dashboard.sync_slices s set status = 'PENDING'
    from released r
    where s.shop_id = r.shop_id and s.job_id = r.id and s.status = 'RUNNING'
  `.execute(ctx.db);
}
