-- Grain: shop, day (shop timezone for revenue, account day for spend), shop currency.
-- revenue: net sales on the event date, VAT excluded. spend: converted with the rate of that day; where a
-- rate is missing fx_missing is true and spend and the ratios are null. mer = revenue / spend.
create view reporting.mer_roas with (security_invoker = true) as
with revenue as (
  select r.shop_id, r.day, sum(r.net_sales) as revenue, sum(r.orders) as orders
  from reporting.daily_revenue r
  join app_dashboard.shops s on s.id = r.shop_id and s.currency = r.currency
  where r.basis = 'event'
  group by r.shop_id, r.day
),
spend as (
  select m.shop_id, m.day,
    bool_or(m.currency <> s.currency and f.rate is null and coalesce(m.spend, 0) <> 0) as fx_missing,
    sum(m.spend * case when m.currency = s.currency then 1 else f.rate end) as spend,
    sum(m.conversion_value * case when m.currency = s.currency then 1 else f.rate end) as conversion_value,
    sum(m.conversions) as conversions
  from reporting.marketing_daily m
  join app_dashboard.shops s on s.id = m.shop_id
  left join core_warehouse.fx_rates f on f.day = m.day and f.base = s.currency and f.quote = m.currency
  group by m.shop_id, m.day
)
select coalesce(r.shop_id, p.shop_id) as shop_id, coalesce(r.day, p.day) as day, r.revenue, r.orders,
  case when p.fx_missing then null else p.spend end as spend,
  case when p.fx_missing then null else p.conversion_value end as platform_conversion_value,
  p.conversions as platform_conversions, coalesce(p.fx_missing, false) as fx_missing,
  case when p.fx_missing then null else r.revenue / nullif(p.spend, 0) end as mer,
  case when p.fx_missing then null else p.conversion_value / nullif(p.spend, 0) end as platform_roas
from revenue r
full join spend p on p.shop_id = r.shop_id and p.day = r.day;
grant select on reporting.mer_roas to authenticated, service_role;
