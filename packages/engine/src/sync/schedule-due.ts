import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

/**
 * Queues a job for every account that is due and has none in flight: an increment, or the whole history for
 * one that was never read. One statement, whatever the number of connectors.
 */
export async function scheduleDue(ctx: EngineContext): Promise<{ scheduled: number }> {
  const now = ctx.now();
  const result = await sql`
    insert into app_dashboard.sync_jobs
      (shop_id, id, connector_id, kind, run_after, requested_by, created_at)
    select c.shop_id, gen_random_uuid(), c.id,
      case when c.last_synced_at is null then 'HISTORICAL_INIT' else 'INCREMENTAL' end,
      ${now}::timestamptz, 'scheduler', ${now}::timestamptz
    from app_dashboard.connectors c
    where c.mode = 'api'
      and c.status in ('connected', 'failing')
      and c.next_sync_at <= ${now}::timestamptz
      and not exists (
        select from app_dashboard.sync_jobs j
        where j.shop_id = c.shop_id and j.connector_id = c.id and j.status in ('QUEUED', 'IN_PROGRESS')
      )
    on conflict (shop_id, connector_id) where status in ('QUEUED', 'IN_PROGRESS') do nothing
  `.execute(ctx.db);
  return { scheduled: Number(result.numAffectedRows ?? 0n) };
}
