import { withSystem } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { loadConnector } from './connector-record.ts';
import { dropQueuedJob } from '../sync/drop-queued-job.ts';

/**
 * Stops reading an account; what was read stays. Connecting the account again takes it up where it ended.
 * @throws AppError `not_found`, `forbidden`
 */
export async function disableConnector(
  ctx: EngineContext,
  input: { shopId: string; connectorId: string },
): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const connector = await loadConnector(trx, input);
    if (connector.status === 'disabled') return;
    await trx
      .updateTable('app_dashboard.connectors')
      .set({
        status: 'disabled',
        status_code: null,
        status_message: 'Switched off by hand; data read so far is kept',
        status_notes: '[]',
        updated_at: ctx.now(),
      })
      .where('shop_id', '=', input.shopId)
      .where('id', '=', input.connectorId)
      .execute();
    await dropQueuedJob(trx, ctx, connector, {
      code: 'cancelled',
      message: 'The connector was switched off before this job started',
    });
    await recordAudit(trx, ctx, {
      action: 'connector.disable',
      shopId: input.shopId,
      targetType: 'connector',
      targetId: input.connectorId,
      before: { status: connector.status },
      after: { status: 'disabled' },
    });
  });
}
