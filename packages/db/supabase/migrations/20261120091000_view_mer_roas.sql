-- Grain: shop, day (shop timezone for revenue, account day for spend), shop currency. A side on which nothing
-- was stored that day is null.
-- revenue: net sales on the event date, VAT excluded. Amounts in other currencies are converted with the rate of
-- their day; where one is missing fx_missing is true and that side and its ratios are null. spend: accounts that
-- are not disabled; where they spent on different VAT bases mixed_vat is true, and spend and the ratios are null.
-- mer = revenue / spend, platform_roas = platform_conversion_value / spend.
create view reporting.mer_roas with (security_invoker = true) as
with revenue as (
  select r.shop_id, r.day,
    coalesce(sum(round(r.net_sales * x.rate, 4)) filter (where r.basis = 'event'), 0) as revenue,
    coalesce(sum(r.orders) filter (where r.basis = 'order'), 0)::bigint as orders,
    bool_or(x.rate is null and (r.net_sales <> 0 or r.refunds <> 0 or r.orders <> 0)) as fx_missing
  from reporting.daily_revenue_rollup r
  join app_dashboard.shops s on s.id = r.shop_id
  left join core_warehouse.fx_rates f
    on r.currency <> s.currency and f.day = r.day and f.base = s.currency and f.quote = r.currency
  cross join lateral (select case when r.currency = s.currency then 1 else f.rate end as rate) x
  where r.basis in ('event', 'order')
  group by r.shop_id, r.day
),
spend as (
  select m.shop_id, m.day,
    sum(round(m.spend * x.rate, 4)) as spend,
    sum(round(m.conversion_value * x.rate, 4)) as conversion_value,
    sum(m.conversions) as conversions,
    count(distinct m.vat_basis) filter (where m.spend <> 0) > 1 as mixed_vat,
    bool_or(x.rate is null and (coalesce(m.spend, 0) <> 0 or coalesce(m.conversion_value, 0) <> 0)) as fx_missing
  from reporting.marketing_daily_rollup m
  join app_dashboard.shops s on s.id = m.shop_id
  join app_dashboard.connectors c on c.shop_id = m.shop_id and c.id = m.connector_id and c.status <> 'disabled'
  left join core_warehouse.fx_rates f
    on m.currency <> s.currency and f.day = m.day and f.base = s.currency and f.quote = m.currency
  cross join lateral (select case when m.currency = s.currency then 1 else f.rate end as rate) x
  group by m.shop_id, m.day
)
select coalesce(r.shop_id, p.shop_id) as shop_id, coalesce(r.day, p.day) as day, x.revenue, r.orders, x.spend,
  x.conversion_value as platform_conversion_value, p.conversions as platform_conversions,
  coalesce(r.fx_missing, false) or coalesce(p.fx_missing, false) as fx_missing,
  coalesce(p.mixed_vat, false) as mixed_vat,
  round(x.revenue / nullif(x.spend, 0), 4) as mer,
  round(x.conversion_value / nullif(x.spend, 0), 4) as platform_roas
from revenue r
full join spend p on p.shop_id = r.shop_id and p.day = r.day
cross join lateral (
  select case when not r.fx_missing then r.revenue end as revenue,
    case when not p.fx_missing and not p.mixed_vat then p.spend end as spend,
    case when not p.fx_missing then p.conversion_value end as conversion_value
) x;
grant select on reporting.mer_roas to authenticated, service_role;
