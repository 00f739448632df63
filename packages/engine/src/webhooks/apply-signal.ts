import { markOrderDeleted, type Trx } from '@commerce/db';
import type { WebhookSignal } from '@commerce/platforms';
import { sql } from 'kysely';
import { recordAudit } from '../audit/record-audit.ts';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { dropQueuedJob } from '../sync/drop-queued-job.ts';
import { insertJob } from '../sync/insert-job.ts';
import { demandReauth } from '../sync/settle-connector.ts';

/** A burst of deliveries becomes one read: the next one starts this long after the last success. */
const SETTLE_MS = 30_000;

/** Does what a verified delivery asks for; a webhook is a hint, so facts are read again from the platform. */
export async function applySignal(
  trx: Trx,
  ctx: EngineContext,
  connector: ConnectorRecord,
  signal: WebhookSignal,
): Promise<void> {
  switch (signal.effect) {
    case 'sync':
      return await readSoon(trx, ctx, connector);
    case 'wake':
      return await wakeWaitingJob(trx, ctx, connector);
    case 'delete':
      return await deleteRecord(trx, ctx, connector, signal);
    case 'reauth':
      return await stopUntilReconnected(trx, ctx, connector, signal);
    case 'none':
  }
}

/** A job that is already reading may have passed the change: the connector stays due, and is read once more. */
async function readSoon(trx: Trx, ctx: EngineContext, connector: ConnectorRecord): Promise<void> {
  if (connector.mode !== 'api' || !['connected', 'failing'].includes(connector.status)) return;
  const now = ctx.now();
  const settled = (connector.lastSyncedAt?.getTime() ?? 0) + SETTLE_MS;
  const runAfter = new Date(Math.max(now.getTime(), settled));
  const { job, created } = await insertJob(trx, ctx, connector, {
    kind: 'INCREMENTAL',
    range: null,
    runAfter,
  });
  if (created || job.status !== 'IN_PROGRESS') return;
  await trx
    .updateTable('app_dashboard.connectors')
    .set({ next_sync_at: now })
    .where('shop_id', '=', connector.shopId)
    .where('id', '=', connector.id)
    .execute();
}

/**
 * A running job looks now at what it waits for. A queued one starts now, unless it waits because the platform
 * asked for that.
 */
async function wakeWaitingJob(
  trx: Trx,
  ctx: EngineContext,
  connector: ConnectorRecord,
): Promise<void> {
  await sql`
    update app_dashboard.sync_jobs
    set run_after = ${ctx.now()}::timestamptz
    where shop_id = ${connector.shopId} and connector_id = ${connector.id}
      and (status = 'IN_PROGRESS'
        or status = 'QUEUED' and error_code is distinct from 'rate_limited' and run_after > ${ctx.now()}::timestamptz)
  `.execute(trx);
}

async function deleteRecord(
  trx: Trx,
  ctx: EngineContext,
  connector: ConnectorRecord,
  { stream, externalId }: WebhookSignal,
): Promise<void> {
  if (externalId === null) return;
  const place = { shopId: connector.shopId, connectorId: connector.id };
  if (stream === 'orders') {
    await markOrderDeleted(trx, { ...place, orderId: externalId, deletedAt: ctx.now() });
  } else if (stream === 'products') {
    await trx
      .updateTable('core_warehouse.products')
      .set({ deleted_at: ctx.now() })
      .where('shop_id', '=', connector.shopId)
      .where('connector_id', '=', connector.id)
      .where('external_id', '=', externalId)
      .where('deleted_at', 'is', null)
      .execute();
  }
}

async function stopUntilReconnected(
  trx: Trx,
  ctx: EngineContext,
  connector: ConnectorRecord,
  { topic }: WebhookSignal,
): Promise<void> {
  const failure = {
    code: 'credentials',
    message: `The platform withdrew our access (${topic}). What was read is kept; connect the account again`,
  };
  await demandReauth(trx, ctx, connector, { ...failure, since: ctx.now() });
  await dropQueuedJob(trx, ctx, connector, failure);
  await recordAudit(trx, ctx, {
    action: 'connector.access_withdrawn',
    shopId: connector.shopId,
    targetType: 'connector',
    targetId: connector.id,
    before: { status: connector.status },
    after: { status: 'needs_reauth', topic },
  });
}
