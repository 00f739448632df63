import { formatAmount, parseAmount } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';

type Row = {
  day: string;
  platform: string;
  metric: 'ad_spend' | 'platform_conversion_value';
  was: string;
  now: string;
  currency: string;
  observed_at: Date;
};

/** Past days whose account figures a platform changed since `since`, the largest change first. */
export async function loadRestatements(trx: Trx, shopId: string, since: Date, limit: number) {
  const { rows } = await sql<Row>`
    with changed as (
      select distinct on (v.connector_id, v.entity_id, v.day) v.connector_id, v.entity_id, v.day, v.spend, v.conversion_value
      from core_warehouse.metrics_daily_versions v
      where v.shop_id = ${shopId}::uuid and v.level = 'account' and v.superseded_at >= ${since}
      order by v.connector_id, v.entity_id, v.day, v.observed_at
    )
    select ch.day, c.platform, x.metric, x.was, x.now, m.currency, m.observed_at
    from changed ch
    join core_warehouse.metrics_daily m on m.shop_id = ${shopId}::uuid and m.connector_id = ch.connector_id and m.level = 'account'
      and m.entity_id = ch.entity_id and m.day = ch.day
    join app_dashboard.connectors c on c.shop_id = ${shopId}::uuid and c.id = ch.connector_id
    cross join lateral (values ('ad_spend', ch.spend, m.spend), ('platform_conversion_value', ch.conversion_value, m.conversion_value))
      x (metric, was, now)
    where x.was <> x.now and m.observed_at > (m.day + 1)::timestamp at time zone coalesce(c.timezone, 'UTC')
    order by abs(x.now - x.was) / greatest(abs(x.was), 1) desc, ch.day desc
    limit ${limit}`.execute(trx);
  return rows.map((row) => ({
    ...row,
    was: formatAmount(parseAmount(row.was)),
    now: formatAmount(parseAmount(row.now)),
    observed_at: row.observed_at.toISOString(),
  }));
}
