import type { Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';

/** Ends a job that has not started, because its connector must not be read any more. */
export async function dropQueuedJob(
  trx: Trx,
  ctx: Pick<EngineContext, 'now'>,
  connector: { shopId: string; id: string },
  reason: { code: string; message: string },
): Promise<void> {
  await trx
    .updateTable('app_dashboard.sync_jobs')
    .set({
      status: 'FAILED',
      error_code: reason.code,
      error_message: reason.message,
      finished_at: ctx.now(),
    })
    .where('shop_id', '=', connector.shopId)
    .where('connector_id', '=', connector.id)
    .where('status', '=', 'QUEUED')
    .execute();
}
