import {
  type ConnectorFreshness,
  type DataState,
  type Day,
  type DayRange,
  dayState,
  isStale,
  mergeRanges,
  type SourceCoverage,
  worstState,
} from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

/** A connector with everything its freshness and its days' certainty are judged by. */
export interface ConnectorFacts extends ConnectorFreshness, SourceCoverage {
  shopId: string;
  id: string;
  platform: string;
  kind: 'sales' | 'ads' | 'analytics' | 'payments';
  name: string;
  externalAccountId: string;
  currency: string | null;
  accountTimezone: string | null;
  statusMessage: string | null;
  simulated: boolean;
  nextSyncAt: Date | null;
}

type Row = {
  shop_id: string;
  id: string;
  platform: string;
  kind: ConnectorFacts['kind'];
  mode: ConnectorFacts['mode'];
  name: string;
  external_account_id: string;
  currency: string | null;
  timezone: string | null;
  shop_timezone: string;
  status: ConnectorFacts['status'];
  status_message: string | null;
  simulated: boolean;
  collected_from: Day | null;
  imported_ranges: DayRange[] | null;
  last_synced_at: Date | null;
  next_sync_at: Date | null;
  syncing: boolean;
};

/** All connectors of the visible shops, or of one. */
export async function loadConnectorFacts(
  ctx: EngineContext,
  trx: Trx,
  shopId: string | null,
): Promise<ConnectorFacts[]> {
  const { rows } = await sql<Row>`
    select c.shop_id, c.id, c.platform, c.kind, c.mode, c.name, c.external_account_id, c.currency, c.timezone,
      s.timezone as shop_timezone, c.status, c.simulated, c.collected_from, c.last_synced_at, c.next_sync_at,
      nullif(concat_ws(' ', c.status_message, case when c.status = 'connected' then c.webhooks_warning end), '') as status_message,
      (select json_agg(distinct jsonb_build_object('from', i.range_from, 'to', i.range_to))
        from app_dashboard.imports i where i.shop_id = c.shop_id and i.connector_id = c.id
          and i.range_from is not null and i.range_to is not null) as imported_ranges,
      exists (select from app_dashboard.sync_jobs j where j.shop_id = c.shop_id and j.connector_id = c.id
        and j.status in ('QUEUED', 'IN_PROGRESS')) as syncing
    from app_dashboard.connectors c
    join app_dashboard.shops s on s.id = c.shop_id
    where ${shopId}::uuid is null or c.shop_id = ${shopId}::uuid
    order by c.shop_id, c.kind desc, c.platform, c.name`.execute(trx);
  return rows.map((row) => ({
    shopId: row.shop_id,
    id: row.id,
    platform: row.platform,
    kind: row.kind,
    mode: row.mode,
    name: row.name,
    externalAccountId: row.external_account_id,
    currency: row.currency,
    accountTimezone: row.timezone,
    // Orders are counted in the shop's days, ads in the account's.
    timezone: row.kind === 'ads' ? (row.timezone ?? row.shop_timezone) : row.shop_timezone,
    status: row.status,
    statusMessage: row.status_message,
    simulated: row.simulated,
    collectedFrom: row.collected_from,
    importedRanges: row.imported_ranges && mergeRanges(row.imported_ranges),
    // Of a connector of files this is the last import, which says nothing of the days before it.
    syncedAt: row.mode === 'api' ? row.last_synced_at : null,
    lastSyncedAt: row.last_synced_at,
    nextSyncAt: row.next_sync_at,
    syncing: row.syncing,
    restatementDays: ctx.platforms.get(row.platform)?.restatementDays ?? 0,
  }));
}

/** How certain a day is over several sources together; nothing connected means not collected. */
export function daysState(sources: readonly ConnectorFacts[], day: Day, now: Date): DataState {
  if (sources.length === 0) return 'not_collected';
  return worstState(sources.map((source) => dayState(source, day, now)));
}

/** A connector as the API shows it. */
export function connectorView(ctx: EngineContext, facts: ConnectorFacts) {
  return {
    id: facts.id,
    platform: facts.platform,
    kind: facts.kind,
    mode: facts.mode,
    name: facts.name,
    external_account_id: facts.externalAccountId,
    currency: facts.currency,
    timezone: facts.accountTimezone,
    status: facts.status,
    status_message: facts.statusMessage,
    simulated: facts.simulated,
    syncing: facts.syncing,
    stale: isStale(facts, ctx.settings.maxStalenessMinutes, ctx.now()),
    last_synced_at: facts.lastSyncedAt?.toISOString() ?? null,
    next_sync_at: facts.mode === 'api' ? (facts.nextSyncAt?.toISOString() ?? null) : null,
  };
}
