import { CompiledQuery } from 'kysely';
import type { Db } from '../database.ts';

/** A rollup figure that is not what the facts under it say. null: no such row. */
export interface RollupDifference {
  rollup: 'daily_revenue' | 'marketing_daily';
  connectorId: string;
  /** Time basis of revenue; null for marketing, which has only account days. */
  basis: 'order' | 'event' | null;
  day: string;
  currency: string;
  measure: string;
  stored: string | null;
  recomputed: string | null;
}

/**
 * Compares the rollups of a shop with figures computed from its ledger and metrics by other SQL than
 * the one that maintains them. An empty list means that they agree. Reads all facts of the shop: it
 * takes seconds per million orders.
 */
export async function checkRollups(db: Db, shopId: string): Promise<RollupDifference[]> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const revenue = await trx.executeQuery<RollupDifference>(
        CompiledQuery.raw(revenueCheck, [shopId]),
      );
      const marketing = await trx.executeQuery<RollupDifference>(
        CompiledQuery.raw(marketingCheck, [shopId]),
      );
      return [...revenue.rows, ...marketing.rows];
    });
}

const net = 'e.gross_amount - e.discount_amount';
const sum = (value: string, where: string) => `coalesce(sum(${value}) filter (where ${where}), 0)`;
const goods = "e.line_type = 'product'";

const fromLedger: Readonly<Record<string, string>> = {
  units: sum('e.quantity', goods),
  gross_sales: sum('e.gross_amount', `${goods} and e.event_type in ('sale', 'exchange')`),
  discounts: sum('e.discount_amount', `${goods} and e.event_type in ('sale', 'exchange')`),
  refunds: sum(`-(${net})`, `${goods} and e.event_type not in ('sale', 'exchange')`),
  net_sales: sum(net, goods),
  shipping: sum(net, "e.line_type = 'shipping'"),
  tax: sum('e.tax_amount', "e.line_type <> 'gift_card'"),
  tips: sum(net, "e.line_type = 'tip'"),
  duties_and_fees: sum(net, "e.line_type in ('duty', 'fee')"),
  gift_cards: sum('e.amount', "e.line_type = 'gift_card'"),
  adjustments: sum(net, "e.line_type in ('adjustment', 'unknown')"),
  total_sales: sum('e.amount', "e.line_type <> 'gift_card'"),
};

const cancelled = 'o.cancelled_at is not null and not o.is_test and o.deleted_at is null';
const fromOrders: Readonly<Record<string, string>> = {
  orders: 'count(*) filter (where o.is_revenue)',
  new_customer_orders: 'count(*) filter (where o.is_revenue and o.customer_order_index = 1)',
  cancelled_orders: `count(*) filter (where ${cancelled})`,
  cancelled_amount: sum('o.total', cancelled),
  test_orders: 'count(*) filter (where o.is_test)',
};

const aliased = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns).map(([name, value]) => `${value} as ${name}`);
const measures = [...Object.keys(fromLedger), ...Object.keys(fromOrders)];
const pairs = (alias: string, names: readonly string[]) =>
  names.map((name) => `('${name}', ${alias}.${name}::numeric)`).join(', ');

/** One row per measure: long form makes a missing row and a row of zeros the same thing. */
const long = (source: string, keys: string, names: readonly string[]) =>
  `select ${keys}, v.measure, v.value from ${source} f cross join lateral (values ${pairs('f', names)}) v (measure, value)`;

const ledgerBy = (basis: 'order' | 'event') =>
  `select e.connector_id, '${basis}' as basis, e.${basis}_day as day, e.currency, ${aliased(fromLedger).join(', ')}
   from core_warehouse.order_ledger e
   join core_warehouse.orders o on o.shop_id = e.shop_id and o.connector_id = e.connector_id and o.external_id = e.order_id
   where e.shop_id = $1 and o.is_revenue
   group by e.connector_id, e.${basis}_day, e.currency`;

const revenueKeys = 'f.connector_id, f.basis, f.day, f.currency';
const revenueCheck = `
  with ledger as (${ledgerBy('order')} union all ${ledgerBy('event')}),
  orders as (
    select o.connector_id, b.basis, o.order_day as day, o.currency, ${aliased(fromOrders).join(', ')}
    from core_warehouse.orders o cross join (values ('order'), ('event')) b (basis)
    where o.shop_id = $1
    group by o.connector_id, b.basis, o.order_day, o.currency
  ),
  recomputed as (
    ${long('ledger', revenueKeys, Object.keys(fromLedger))}
    union all ${long('orders', revenueKeys, Object.keys(fromOrders))}
  ),
  stored as (
    ${long('(select * from reporting.daily_revenue_rollup where shop_id = $1)', revenueKeys, measures)}
  )
  select 'daily_revenue' as rollup, connector_id as "connectorId", basis, day, currency, measure,
    s.value::text as stored, r.value::text as recomputed
  from stored s
  full join recomputed r using (connector_id, basis, day, currency, measure)
  where coalesce(s.value, 0) <> coalesce(r.value, 0)
  order by day, basis, measure`;

const metrics = [
  'spend',
  'impressions',
  'clicks',
  'link_clicks',
  'conversions',
  'conversion_value',
];
const levels = ['account', 'campaign', 'adset', 'ad', 'keyword'];
const atLevel = (metric: string, level: string) =>
  `sum(m.${metric}) filter (where m.level = '${level}')`;
const ifComplete = (metric: string, level: string) =>
  `case when bool_and(m.${metric} is not null) filter (where m.level = '${level}') then ${atLevel(metric, level)} end`;
/** The coarsest level on which every row reported the metric, else the finest that reported it at all. */
const chosen = metrics.map((metric) => {
  const complete = levels.map((level) => ifComplete(metric, level));
  const partial = [...levels].reverse().map((level) => atLevel(metric, level));
  return `coalesce(${[...complete, ...partial].join(', ')}) as ${metric}`;
});

const marketingCheck = `
  with facts as (
    select m.connector_id, m.day, min(m.currency) as currency, ${chosen.join(', ')}
    from core_warehouse.metrics_daily m
    where m.shop_id = $1
    group by m.connector_id, m.day
  ),
  recomputed as (${long('facts', 'f.connector_id, f.day, f.currency', metrics)}),
  stored as (
    ${long('(select * from reporting.marketing_daily_rollup where shop_id = $1)', 'f.connector_id, f.day, f.currency', metrics)}
  )
  select 'marketing_daily' as rollup, connector_id as "connectorId", null as basis, day, currency, measure,
    s.value::text as stored, r.value::text as recomputed
  from stored s
  full join recomputed r using (connector_id, day, currency, measure)
  where s.value is distinct from r.value
  order by day, measure`;
