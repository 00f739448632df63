import type pg from 'pg';

/** Ad objects of the account and the days each of them reports, ending yesterday. */
export interface AccountSize {
  campaigns: number;
  adsets: number;
  ads: number;
  days: number;
}

const OBJECTS = `(
    select 'campaign' as level, 'c' || n as id, null::text as parent_id, 'c' || n as campaign_id, n, 400 as weight
    from generate_series(1, $2::integer) n
    union all select 'adset', 's' || n, 'c' || 1 + n % $2::integer, 'c' || 1 + n % $2::integer, n, 60
    from generate_series(1, $3::integer) n
    union all select 'ad', 'a' || n, 's' || 1 + n % $3::integer, 'c' || 1 + (1 + n % $3::integer) % $2::integer, n, 8
    from generate_series(1, $4::integer) n
  )`;

const ENTITIES = `
  insert into core_warehouse.entities (shop_id, connector_id, level, external_id, parent_id, campaign_id, name,
    status, effective_status, currency, daily_budget, first_observed_at)
  select c.shop_id, c.id, o.level, o.id, o.parent_id, o.campaign_id, 'Bench ' || o.level || ' ' || o.n,
    'ACTIVE', 'ACTIVE', 'KRW', case when o.level = 'adset' then 50000 end, null
  from app_dashboard.connectors c cross join ${OBJECTS} o
  where c.shop_id = $1 and c.platform = 'meta'`;

/** What the day came to, once everything had arrived: one object in nine spends and sells nothing for a week at a time. */
const FIGURES = `
  select c.shop_id, c.id as connector_id, o.level, o.id as entity_id, current_date - d as day, o.campaign_id,
    o.weight * (300 + (o.n * 7 + d * 3) % 90) as spend, o.weight * 40 as impressions, o.weight as clicks,
    case when (o.n + d / 7) % 9 = 0 then 0 else o.weight / 8 + (o.n + d) % 3 end as conversions,
    ((current_date - d + 1)::timestamp + interval '3 hours') at time zone 'Asia/Seoul' as next_morning
  from app_dashboard.connectors c
  cross join ${OBJECTS} o
  cross join generate_series(1, $5::integer) d
  where c.shop_id = $1 and c.platform = 'meta'`;

const METRICS = `
  insert into core_warehouse.metrics_daily (shop_id, connector_id, level, entity_id, day, campaign_id, currency, vat_basis,
    spend, impressions, clicks, link_clicks, landing_page_views, conversions, conversion_value, source, first_observed_at, observed_at)
  select shop_id, connector_id, level, entity_id, day, campaign_id, 'KRW', 'excl', spend, impressions, clicks, clicks, clicks / 2,
    conversions, conversions * 21000, 'api', next_morning, next_morning + interval '4 days'
  from (${FIGURES}) f`;

/** The morning after, a fifth of the conversions had not been reported yet. */
const VERSIONS = `
  insert into core_warehouse.metrics_daily_versions (shop_id, connector_id, level, entity_id, day, observed_at, superseded_at,
    spend, impressions, clicks, link_clicks, landing_page_views, conversions, conversion_value)
  select shop_id, connector_id, level, entity_id, day, observed_at - interval '4 days', observed_at,
    spend, impressions, clicks, link_clicks, landing_page_views, floor(conversions * 0.8), floor(conversions * 0.8) * 21000
  from core_warehouse.metrics_daily where shop_id = $1`;

/** Fills the shop's Meta account with objects, their days, and what was known of each the morning after. */
export async function seedAccount(
  pool: pg.Pool,
  shopId: string,
  { campaigns, adsets, ads, days }: AccountSize,
): Promise<void> {
  const objects = [shopId, campaigns, adsets, ads];
  await pool.query(ENTITIES, objects);
  await pool.query(METRICS, [...objects, days]);
  await pool.query(VERSIONS, [shopId]);
  await pool.query('vacuum (analyze)');
}
