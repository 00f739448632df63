import { type DayRange, formatAmount, parseAmount, ratio } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';

type Row = {
  connector_id: string;
  platform: string;
  entity_id: string;
  campaign_id: string | null;
  campaign_name: string | null;
  name: string | null;
  effective_status: string | null;
  daily_budget: string | null;
  currency: string;
  spend: string;
  impressions: number;
  clicks: number;
  conversions: string | null;
  conversion_value: string | null;
};

/**
 * The campaigns or ad sets of enabled accounts that spent most in a range, in their account's currency.
 * On days on which the platform left conversions out at this level they are taken from the ads below it.
 */
export async function loadTopAdObjects(
  trx: Trx,
  shopId: string,
  level: 'campaign' | 'adset',
  range: DayRange,
  limit: number,
) {
  const parent = level === 'campaign' ? sql`m.campaign_id` : sql`m.adset_id`;
  const { rows } = await sql<Row>`
    with top as materialized (
      select m.connector_id, m.entity_id, m.currency, sum(m.spend) as spend, sum(m.impressions)::bigint as impressions,
        sum(m.clicks)::bigint as clicks, sum(m.conversions) as conversions, sum(m.conversion_value) as conversion_value,
        array_agg(m.day) filter (where m.conversions is null) as silent_days,
        max(m.entity_name) as entity_name, max(m.campaign_id) as campaign_id
      from core_warehouse.metrics_daily m
      where m.shop_id = ${shopId}::uuid and m.level = ${level} and m.day between ${range.from}::date and ${range.to}::date
        and m.connector_id = any (array(
          select a.id from app_dashboard.connectors a where a.shop_id = ${shopId}::uuid and a.status <> 'disabled'))
      group by m.connector_id, m.entity_id, m.currency
      order by sum(m.spend) desc nulls last, m.entity_id
      limit ${limit}
    )
    select t.connector_id, c.platform, t.entity_id, t.campaign_id, parent.name as campaign_name,
      coalesce(e.name, t.entity_name) as name, e.effective_status, e.daily_budget, t.currency, coalesce(t.spend, 0) as spend,
      coalesce(t.impressions, 0) as impressions, coalesce(t.clicks, 0) as clicks,
      coalesce(t.conversions + below.conversions, t.conversions, below.conversions) as conversions,
      coalesce(t.conversion_value + below.conversion_value, t.conversion_value, below.conversion_value) as conversion_value
    from top t
    join app_dashboard.connectors c on c.shop_id = ${shopId}::uuid and c.id = t.connector_id
    left join core_warehouse.entities e on e.shop_id = ${shopId}::uuid and e.connector_id = t.connector_id
      and e.level = ${level} and e.external_id = t.entity_id
    left join core_warehouse.entities parent on parent.shop_id = ${shopId}::uuid and parent.connector_id = t.connector_id
      and parent.level = 'campaign' and parent.external_id = t.campaign_id
    left join lateral (
      select sum(m.conversions) as conversions, sum(m.conversion_value) as conversion_value
      from core_warehouse.metrics_daily m
      where m.shop_id = ${shopId}::uuid and m.connector_id = t.connector_id and m.level = 'ad'
        and m.day = any (t.silent_days) and ${parent} = t.entity_id
    ) below on true
    order by t.spend desc nulls last, t.entity_id`.execute(trx);
  return rows.map((row) => ({
    ...row,
    name: row.name ?? row.entity_id,
    daily_budget: exact(row.daily_budget),
    spend: exact(row.spend),
    conversions: exact(row.conversions),
    conversion_value: exact(row.conversion_value),
    ctr: ratio(String(row.clicks), String(row.impressions), 6),
    cpc: ratio(row.spend, String(row.clicks)),
    roas: ratio(row.conversion_value, row.spend),
  }));
}

function exact<T extends string | null>(amount: T): T {
  return (amount === null ? null : formatAmount(parseAmount(amount))) as T;
}
