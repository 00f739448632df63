import type pg from 'pg';
import type { BusinessSize } from './size.ts';

const ORDERS = `
  insert into core_warehouse.orders (shop_id, connector_id, external_id, name, order_day, created_at,
    processed_at, source_updated_at, cancelled_at, financial_status, fulfillment_status, currency, total,
    current_total, quantity, current_quantity, customer_order_index, last_utm_campaign, source)
  select c.shop_id, c.id, 'gid://shopify/Order/' || lpad(n::text, 12, '0'), '#' || n,
    (at at time zone 'Asia/Seoul')::date, at, at, at, case when n % 40 = 0 then at end, 'PAID', 'FULFILLED',
    'KRW', 20000 + n % 97 * 1000, 20000 + n % 97 * 1000, 1 + n % 3, 1 + n % 3, 1 + n % 4, 'campaign-' || n % 14, 'api'
  from app_dashboard.connectors c
  cross join generate_series(1, $1::integer) n
  cross join lateral (select now() - ($1::integer - n) * ($2::integer * interval '1 day' / $1::integer) as at) times
  where c.platform = 'shopify'`;

const LINES = `
  insert into core_warehouse.order_line_items (shop_id, connector_id, order_id, external_id, title, quantity, currency, original_total)
  select shop_id, connector_id, external_id, external_id || '-1', 'A product of the shop', quantity, currency, total
  from core_warehouse.orders`;

const REVENUE = `
  insert into reporting.daily_revenue_rollup (shop_id, connector_id, basis, day, currency, orders, units,
    gross_sales, net_sales, tax, total_sales, new_customer_orders, cancelled_orders, cancelled_amount)
  select shop_id, connector_id, basis, order_day, currency, count(*) filter (where is_revenue), sum(quantity) filter (where is_revenue),
    sum(round(total / 1.1)) filter (where is_revenue), sum(round(total / 1.1)) filter (where is_revenue),
    sum(total - round(total / 1.1)) filter (where is_revenue), sum(total) filter (where is_revenue),
    count(*) filter (where is_revenue and customer_order_index = 1), count(*) filter (where not is_revenue),
    coalesce(sum(total) filter (where not is_revenue), 0)
  from core_warehouse.orders cross join (values ('order'), ('event')) b (basis)
  group by 1, 2, 3, 4, 5`;

const AD_OBJECTS = `(
    select 'account' as level, 1 as n, null::text as campaign_id, null::text as adset_id
    union all select 'campaign', n, 'campaign-' || n, null from generate_series(1, $1::integer) n
    union all select 'adset', n, 'campaign-' || 1 + n % $1::integer, 'adset-' || n from generate_series(1, $2::integer) n
    union all select 'ad', n, 'campaign-' || 1 + n % $2::integer % $1::integer, 'adset-' || 1 + n % $2::integer from generate_series(1, $3::integer) n
  )`;

const ENTITIES = `
  insert into core_warehouse.entities (shop_id, connector_id, level, external_id, campaign_id, parent_id, name, effective_status, currency, daily_budget)
  select c.shop_id, c.id, o.level, o.level || '-' || o.n, o.campaign_id, coalesce(o.adset_id, o.campaign_id),
    'Bench ' || o.level || ' ' || o.n, 'ACTIVE', 'KRW', 50000
  from app_dashboard.connectors c cross join ${AD_OBJECTS} o
  where c.platform = 'meta'`;

const METRICS = `
  insert into core_warehouse.metrics_daily (shop_id, connector_id, level, entity_id, day, campaign_id, adset_id, entity_name,
    currency, vat_basis, spend, impressions, clicks, link_clicks, conversions, conversion_value, source, first_observed_at, observed_at)
  select c.shop_id, c.id, o.level, o.level || '-' || o.n, current_date - d, o.campaign_id, o.adset_id, 'Bench ' || o.level || ' ' || o.n,
    'KRW', 'excl', m.weight * (100 + (o.n * 7 + d * 3) % 50), m.weight * 40, m.weight, m.weight,
    m.weight / 10, m.weight / 10 * 30000, 'api', now(), now()
  from app_dashboard.connectors c
  cross join ${AD_OBJECTS} o
  cross join lateral (select case o.level when 'account' then 5000 when 'campaign' then 400 when 'adset' then 90 else 10 end as weight) m
  cross join generate_series(0, $4::integer - 1) d
  where c.platform = 'meta'`;

const MARKETING = `
  select reporting.refresh_marketing(shop_id, id, array(select current_date - d from generate_series(0, $1::integer - 1) d))
  from app_dashboard.connectors where platform = 'meta'`;

/** Fills all shops with orders, lines, ad objects, metrics and their rollups, a table per statement. */
export async function seedBusiness(
  pool: pg.Pool,
  size: BusinessSize,
  onProgress: (message: string) => void,
): Promise<void> {
  const { ordersPerShop, days, campaigns, adsets, ads } = size;
  const objects = [campaigns, adsets, ads];
  const steps: [table: string, statement: string, values: number[]][] = [
    ['core_warehouse.orders', ORDERS, [ordersPerShop, days]],
    ['core_warehouse.order_line_items', LINES, []],
    ['reporting.daily_revenue_rollup', REVENUE, []],
    ['core_warehouse.entities', ENTITIES, objects],
    ['core_warehouse.metrics_daily', METRICS, [...objects, days]],
  ];
  for (const [table, statement, values] of steps) {
    onProgress(`filling ${table}`);
    await withoutIndexes(pool, table, () => pool.query(statement, values));
  }
  onProgress('filling reporting.marketing_daily_rollup');
  await pool.query('analyze');
  await pool.query(MARKETING, [days]);
  await pool.query('vacuum (analyze)');
}

/** Secondary indexes are built once at the end, as a restore does. */
async function withoutIndexes(pool: pg.Pool, table: string, fill: () => Promise<unknown>) {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = $1::regclass and not indisprimary`,
    [table],
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  await fill();
  for (const { definition } of rows) await pool.query(definition);
}
