import { groupBy } from './group-by.ts';
import { AppError, basisDay, type Day } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { type ConnectorFacts, daysState, loadConnectorFacts } from './connector-facts.ts';

/** A shop and what every report of it starts from. */
export interface ShopHeader {
  id: string;
  name: string;
  currency: string;
  timezone: string;
  isDemo: boolean;
  isDefault: boolean;
  role: 'owner' | 'manager' | 'viewer';
  dataVersion: number;
  latestAdDay: Day | null;
  latestOrderDay: Day | null;
  connectors: ConnectorFacts[];
}

type Row = {
  id: string;
  name: string;
  currency: string;
  timezone: string;
  is_demo: boolean;
  is_default: boolean;
  shop_role: 'manager' | 'viewer' | null;
  data_version: number;
  latest_ad_day: Day | null;
  latest_order_day: Day | null;
};

/** The shops the actor may read, in name order, or the one asked for. */
export async function loadShopHeaders(
  ctx: EngineContext,
  trx: Trx,
  shopId: string | null,
): Promise<ShopHeader[]> {
  const userId = ctx.actor.user?.id ?? null;
  const { rows } = await sql<Row>`
    select s.id, s.name, s.currency, s.timezone, s.is_demo, s.data_version, coalesce(us.is_default, false) as is_default,
      us.role as shop_role,
      (select m.day from reporting.marketing_daily_rollup m
        where m.shop_id = s.id and exists (select from app_dashboard.connectors c
          where c.shop_id = m.shop_id and c.id = m.connector_id and c.status <> 'disabled')
        order by m.day desc limit 1) as latest_ad_day,
      (select max(r.day) from reporting.daily_revenue_rollup r
        where r.shop_id = s.id and r.basis = 'order' and r.orders > 0) as latest_order_day
    from app_dashboard.shops s
    left join app_dashboard.user_shops us on us.shop_id = s.id and us.user_id = ${userId}::uuid
    where s.archived_at is null and (${shopId}::uuid is null or s.id = ${shopId}::uuid)
    order by s.name, s.id`.execute(trx);
  const connectors = groupBy(await loadConnectorFacts(ctx, trx, shopId), (facts) => facts.shopId);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    currency: row.currency,
    timezone: row.timezone,
    isDemo: row.is_demo,
    isDefault: row.is_default,
    role:
      ctx.actor.user?.role === 'AGENCY_OWNER' || !ctx.actor.user
        ? 'owner'
        : (row.shop_role ?? 'viewer'),
    dataVersion: row.data_version,
    latestAdDay: row.latest_ad_day,
    latestOrderDay: row.latest_order_day,
    connectors: connectors.get(row.id) ?? [],
  }));
}

/** @throws AppError `not_found` also where the shop exists but is not the actor's. */
export async function loadShopHeader(
  ctx: EngineContext,
  trx: Trx,
  shopId: string,
): Promise<ShopHeader> {
  const [header] = await loadShopHeaders(ctx, trx, shopId);
  if (!header) throw noSuchShop();
  return header;
}

export const noSuchShop = (): AppError =>
  new AppError('not_found', 'There is no such shop, or it is not shared with you.');

export function salesSources(header: ShopHeader): ConnectorFacts[] {
  return header.connectors.filter(({ kind, status }) => kind === 'sales' && status !== 'disabled');
}

export function adSources(header: ShopHeader): ConnectorFacts[] {
  return header.connectors.filter(({ kind, status }) => kind === 'ads' && status !== 'disabled');
}

/** The basis day with its certainty: of the ads where it comes from them, else of the orders. */
export function basisDayView(header: ShopHeader, now: Date) {
  const basis = basisDay(header, now);
  const sources = basis.source === 'ad_metrics' ? adSources(header) : salesSources(header);
  return {
    day: basis.day,
    source: basis.source,
    days_behind: basis.daysBehind,
    state: daysState(sources, basis.day, now),
  };
}
