import type { AppDashboardSyncJobs } from '@commerce/db';
import { type Selectable, sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { type JobRecord, toJob } from './job-record.ts';

/** A job this process may work on, as long as it holds the lease. */
export interface ClaimedJob extends JobRecord {
  /** Differs with every claim, so that a worker that lost its job and got it again is two holders. */
  leaseOwner: string;
  claimedAt: Date;
}

/**
 * Takes one job that is due, or null. A shop with fewer running jobs goes first, then the shop that was
 * served longest ago: many jobs of one shop cannot keep another shop waiting.
 */
export async function claimJob(
  ctx: EngineContext,
  input: { worker: string },
): Promise<ClaimedJob | null> {
  const now = ctx.now();
  const leaseOwner = `${input.worker}/${ctx.newId()}`;
  const leaseEnd = new Date(now.getTime() + ctx.settings.leaseMs);
  const result = await sql<Selectable<AppDashboardSyncJobs>>`
    with running as (
      select shop_id, count(*) as jobs
      from app_dashboard.sync_jobs where status = 'IN_PROGRESS' group by shop_id
    ),
    waiting as (
      select distinct shop_id
      from app_dashboard.sync_jobs where status = 'QUEUED' and run_after <= ${now}::timestamptz
    ),
    shops as materialized (
      select w.shop_id, coalesce(r.jobs, 0) as running, (
        select max(last.heartbeat_at)
        from app_dashboard.connectors c
        cross join lateral (
          select j.heartbeat_at from app_dashboard.sync_jobs j
          where j.shop_id = c.shop_id and j.connector_id = c.id and j.heartbeat_at is not null
          order by j.created_at desc limit 1
        ) last
        where c.shop_id = w.shop_id
      ) as served_at
      from waiting w
      left join running r on r.shop_id = w.shop_id
    ),
    picked as (
      select q.shop_id, q.id
      from app_dashboard.sync_jobs q
      join shops s on s.shop_id = q.shop_id
      where q.status = 'QUEUED' and q.run_after <= ${now}::timestamptz
      order by s.running, s.served_at nulls first, q.run_after, q.created_at, q.id
      limit 1
      for update of q skip locked
    )
    update app_dashboard.sync_jobs j
    set status = 'IN_PROGRESS', lease_owner = ${leaseOwner}, lease_expires_at = ${leaseEnd}::timestamptz,
      heartbeat_at = ${now}::timestamptz, started_at = coalesce(j.started_at, ${now}::timestamptz),
      error_code = null, error_message = null, error_task = null
    from picked
    where j.shop_id = picked.shop_id and j.id = picked.id
    returning j.*
  `.execute(ctx.db);
  const [row] = result.rows;
  return row ? { ...toJob(row), leaseOwner, claimedAt: now } : null;
}
