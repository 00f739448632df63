import {
  type ConnectorFreshness,
  type DataState,
  type Day,
  type DayRange,
  dayState,
  isStale,
  type SourceCoverage,
  worstState,
} from '@commerce/core';
import type { Trx } from '@commerce/db';
import { type RawBuilder, sql } from 'kysely';
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

export type ConnectorRow = {
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
  imported_ranges: (DayRange & { told_at: string })[] | null;
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
  const { rows } = await connectorsQuery(shopId).execute(trx);
  return connectorFacts(ctx, rows);
}

export const connectorsQuery = (shopId: string | null): RawBuilder<ConnectorRow> =>
  sql<ConnectorRow>`select * from reporting.connector_facts(${shopId}::uuid)`;

/** What `connectorsQuery` found, as reports judge it. */
export function connectorFacts(
  ctx: EngineContext,
  rows: readonly ConnectorRow[],
): ConnectorFacts[] {
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
    importedRanges:
      row.imported_ranges?.map(({ from, to, told_at: at }) => ({
        from,
        to,
        toldAt: new Date(at),
      })) ?? null,
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
