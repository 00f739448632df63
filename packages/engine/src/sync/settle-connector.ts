import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { connectorBackOffMs } from './back-off.ts';

type ConnectorKey = { shopId: string; id: string };
type Failure = { code: string; message: string };
type SettleContext = Pick<EngineContext, 'now' | 'settings'>;

/** How long after a success the next read is due: with a scheduler every 5 minutes nothing gets stale. */
export const syncIntervalMs = (settings: EngineContext['settings']): number =>
  Math.max(1, settings.maxStalenessMinutes / 3) * 60_000;

/**
 * All was read: fresh again, as of the moment the run began, because what changed since may be missing. A
 * rebuild of chosen days did not read up to now and leaves that moment alone. A read that was asked for
 * meanwhile (a webhook) stays due.
 */
export async function freshenConnector(
  trx: Trx,
  ctx: SettleContext,
  connector: ConnectorKey,
  facts: { claimedAt: Date; collectedFrom: string | null; readUpToNow: boolean },
): Promise<void> {
  const now = ctx.now();
  const planned = new Date(now.getTime() + syncIntervalMs(ctx.settings));
  await sql`
    update app_dashboard.connectors
    set last_synced_at = case when ${facts.readUpToNow} then ${facts.claimedAt}::timestamptz else last_synced_at end,
      next_sync_at = case when not ${facts.readUpToNow} then next_sync_at when next_sync_at > ${facts.claimedAt}::timestamptz
        then least(next_sync_at, ${planned}::timestamptz) else ${planned}::timestamptz end,
      collected_from = ${facts.collectedFrom}::date,
      consecutive_failures = 0,
      status = case when status = 'disabled' then status else 'connected' end,
      status_code = case when status = 'disabled' then status_code end,
      status_message = case when status = 'disabled' then status_message end,
      status_notes = '[]',
      updated_at = ${now}::timestamptz
    where shop_id = ${connector.shopId} and id = ${connector.id}
  `.execute(trx);
}

/** A job failed: tried again later and later. Stays off when it was switched off or waits for a person. */
export async function failConnector(
  trx: Trx,
  ctx: SettleContext,
  connector: ConnectorKey,
  failure: Failure,
): Promise<void> {
  const now = ctx.now();
  const row = await trx
    .updateTable('app_dashboard.connectors')
    .set({
      status: 'failing',
      status_code: failure.code,
      status_message: failure.message,
      status_notes: '[]',
      consecutive_failures: sql<number>`consecutive_failures + 1`,
      updated_at: now,
    })
    .where('shop_id', '=', connector.shopId)
    .where('id', '=', connector.id)
    .where('status', 'in', ['connected', 'failing'])
    .returning('consecutive_failures')
    .executeTakeFirst();
  if (!row) return;
  await trx
    .updateTable('app_dashboard.connectors')
    .set({ next_sync_at: new Date(now.getTime() + connectorBackOffMs(row.consecutive_failures)) })
    .where('shop_id', '=', connector.shopId)
    .where('id', '=', connector.id)
    .execute();
}

/**
 * The platform no longer takes the credentials: nothing is scheduled until a person reconnects. A person who
 * did so after `since` has already answered.
 */
export async function demandReauth(
  trx: Trx,
  ctx: SettleContext,
  connector: ConnectorKey,
  failure: Failure & { since: Date },
): Promise<void> {
  await sql`
    update app_dashboard.connectors c
    set status = 'needs_reauth', status_code = ${failure.code}, status_message = ${failure.message},
      status_notes = '[]',
      consecutive_failures = consecutive_failures + 1, updated_at = ${ctx.now()}::timestamptz
    where c.shop_id = ${connector.shopId} and c.id = ${connector.id} and c.status <> 'disabled'
      and not exists (
        select from app_dashboard.shop_credentials s
        where s.shop_id = c.shop_id and s.connector_id = c.id and s.name <> 'token_cache'
          and s.updated_at > ${failure.since}::timestamptz
      )
  `.execute(trx);
}
