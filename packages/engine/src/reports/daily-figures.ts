import type { DayRange, VatBasis } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';

/** One shop day in the shop's currency. `fx_missing`: an amount had no rate of that day and is left out. */
export interface RevenueDay {
  shop_id: string;
  day: string;
  /** Net sales on the event date, VAT excluded. */
  revenue: string;
  refunds: string;
  /** Gross − discounts of the orders placed that day, VAT excluded. */
  order_value: string;
  orders: number;
  fx_missing: boolean;
}

/** One shop day of ad figures in the shop's currency; null where no account reported the metric. */
export interface SpendDay {
  shop_id: string;
  day: string;
  spend: string | null;
  conversion_value: string | null;
  vat_bases: VatBasis[];
  fx_missing: boolean;
}

/** Revenue of the shops' days in a range; days without a row had no order event. */
export async function loadRevenueDays(
  trx: Trx,
  shopIds: readonly string[],
  range: DayRange,
): Promise<RevenueDay[]> {
  const { rows } = await sql<RevenueDay>`
    select r.shop_id, r.day,
      coalesce(sum(round(r.net_sales * x.rate, 4)) filter (where r.basis = 'event'), 0) as revenue,
      coalesce(sum(round(r.refunds * x.rate, 4)) filter (where r.basis = 'event'), 0) as refunds,
      coalesce(sum(round((r.gross_sales - r.discounts) * x.rate, 4)) filter (where r.basis = 'order'), 0) as order_value,
      coalesce(sum(r.orders) filter (where r.basis = 'order'), 0)::bigint as orders,
      bool_or(x.rate is null and (r.net_sales <> 0 or r.refunds <> 0 or r.orders <> 0)) as fx_missing
    from reporting.daily_revenue_rollup r
    join app_dashboard.shops s on s.id = r.shop_id
    left join core_warehouse.fx_rates f on r.currency <> s.currency and f.day = r.day and f.base = s.currency and f.quote = r.currency
    cross join lateral (select case when r.currency = s.currency then 1 else f.rate end as rate) x
    where r.shop_id = any (${shopIds}::uuid[]) and r.basis in ('event', 'order')
      and r.day between ${range.from}::date and ${range.to}::date
    group by r.shop_id, r.day
    order by r.shop_id, r.day`.execute(trx);
  return rows;
}

/** Ad figures of the shops' days in a range, each account's day as the account counts it. Disabled connectors stay out. */
export async function loadSpendDays(
  trx: Trx,
  shopIds: readonly string[],
  range: DayRange,
): Promise<SpendDay[]> {
  const { rows } = await sql<SpendDay>`
    select m.shop_id, m.day, sum(round(m.spend * x.rate, 4)) as spend,
      sum(round(m.conversion_value * x.rate, 4)) as conversion_value,
      array_agg(distinct m.vat_basis) filter (where m.spend <> 0) as vat_bases,
      bool_or(x.rate is null and (coalesce(m.spend, 0) <> 0 or coalesce(m.conversion_value, 0) <> 0)) as fx_missing
    from reporting.marketing_daily_rollup m
    join app_dashboard.shops s on s.id = m.shop_id
    join app_dashboard.connectors c on c.shop_id = m.shop_id and c.id = m.connector_id and c.status <> 'disabled'
    left join core_warehouse.fx_rates f on m.currency <> s.currency and f.day = m.day and f.base = s.currency and f.quote = m.currency
    cross join lateral (select case when m.currency = s.currency then 1 else f.rate end as rate) x
    where m.shop_id = any (${shopIds}::uuid[]) and m.day between ${range.from}::date and ${range.to}::date
    group by m.shop_id, m.day
    order by m.shop_id, m.day`.execute(trx);
  return rows.map((row) => ({ ...row, vat_bases: row.vat_bases ?? [] }));
}
