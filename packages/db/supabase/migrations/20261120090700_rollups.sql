-- Grain: shop, connector, currency, time basis, day. Every measure is additive over orders, so a write
-- takes its orders out (sign -1), changes them, and puts them back (sign +1) in one transaction.
create table reporting.daily_revenue_rollup (
  shop_id uuid not null,
  connector_id uuid not null,
  basis text not null check (basis in ('order', 'event')),
  day date not null,
  currency text not null,
  orders bigint not null default 0,
  units bigint not null default 0,
  gross_sales numeric(20,4) not null default 0,
  discounts numeric(20,4) not null default 0,
  refunds numeric(20,4) not null default 0,
  net_sales numeric(20,4) not null default 0,
  shipping numeric(20,4) not null default 0,
  tax numeric(20,4) not null default 0,
  tips numeric(20,4) not null default 0,
  duties_and_fees numeric(20,4) not null default 0,
  gift_cards numeric(20,4) not null default 0,
  adjustments numeric(20,4) not null default 0,
  total_sales numeric(20,4) not null default 0,
  new_customer_orders bigint not null default 0,
  cancelled_orders bigint not null default 0,
  cancelled_amount numeric(20,4) not null default 0,
  test_orders bigint not null default 0,
  primary key (shop_id, basis, day, connector_id, currency)
);

-- gross, discount and refund are without VAT. A negative product event that is not a sale is a refund.
create function reporting.apply_orders(p_shop_id uuid, p_connector_id uuid, p_order_ids text[], p_sign integer)
returns void language sql set search_path = '' as $$
  insert into reporting.daily_revenue_rollup as r (
    shop_id, connector_id, basis, day, currency, orders, units, gross_sales, discounts, refunds, net_sales, shipping,
    tax, tips, duties_and_fees, gift_cards, adjustments, total_sales, new_customer_orders, cancelled_orders,
    cancelled_amount, test_orders)
  with picked as materialized (
    select o.external_id, o.order_day, o.currency, o.is_revenue, o.is_test, o.deleted_at, o.cancelled_at,
      o.customer_order_index, o.total
    from core_warehouse.orders o
    where o.shop_id = p_shop_id and o.connector_id = p_connector_id and o.external_id = any (p_order_ids)
  ),
  events as (
    select b.basis, case b.basis when 'order' then l.order_day else l.event_day end as day, l.currency,
      l.line_type, l.event_type, coalesce(l.quantity, 0) as quantity,
      l.gross_amount, l.discount_amount, l.tax_amount, l.amount
    from picked p
    join core_warehouse.order_ledger l
      on l.shop_id = p_shop_id and l.connector_id = p_connector_id and l.order_id = p.external_id
    cross join (values ('order'), ('event')) b (basis)
    where p.is_revenue
  ),
  sums as (
    select basis, day, currency, 0::bigint as orders,
      coalesce(sum(quantity) filter (where line_type = 'product'), 0) as units,
      coalesce(sum(gross_amount) filter (where line_type = 'product' and event_type = 'sale'), 0) as gross_sales,
      coalesce(sum(discount_amount) filter (where line_type = 'product' and event_type = 'sale'), 0) as discounts,
      coalesce(-sum(gross_amount - discount_amount) filter (where line_type = 'product' and event_type <> 'sale'), 0) as refunds,
      coalesce(sum(gross_amount - discount_amount) filter (where line_type = 'product'), 0) as net_sales,
      coalesce(sum(gross_amount - discount_amount) filter (where line_type = 'shipping'), 0) as shipping,
      coalesce(sum(tax_amount) filter (where line_type <> 'gift_card'), 0) as tax,
      coalesce(sum(gross_amount - discount_amount) filter (where line_type = 'tip'), 0) as tips,
      coalesce(sum(gross_amount - discount_amount) filter (where line_type in ('duty', 'fee')), 0) as duties_and_fees,
      coalesce(sum(amount) filter (where line_type = 'gift_card'), 0) as gift_cards,
      coalesce(sum(gross_amount - discount_amount) filter (where line_type in ('adjustment', 'unknown')), 0) as adjustments,
      coalesce(sum(amount) filter (where line_type <> 'gift_card'), 0) as total_sales,
      0::bigint as new_customer_orders, 0::bigint as cancelled_orders, 0::numeric as cancelled_amount, 0::bigint as test_orders
    from events
    group by basis, day, currency
  ),
  counts as (
    select b.basis, p.order_day as day, p.currency,
      count(*) filter (where p.is_revenue) as orders,
      0::bigint as units, 0::numeric as gross_sales, 0::numeric as discounts, 0::numeric as refunds, 0::numeric as net_sales,
      0::numeric as shipping, 0::numeric as tax, 0::numeric as tips, 0::numeric as duties_and_fees, 0::numeric as gift_cards,
      0::numeric as adjustments, 0::numeric as total_sales,
      count(*) filter (where p.is_revenue and p.customer_order_index = 1) as new_customer_orders,
      count(*) filter (where p.cancelled_at is not null and not p.is_test and p.deleted_at is null) as cancelled_orders,
      coalesce(sum(p.total) filter (where p.cancelled_at is not null and not p.is_test and p.deleted_at is null), 0) as cancelled_amount,
      count(*) filter (where p.is_test) as test_orders
    from picked p
    cross join (values ('order'), ('event')) b (basis)
    group by b.basis, p.order_day, p.currency
  ),
  delta as (
    select * from sums union all select * from counts
  )
  select p_shop_id, p_connector_id, basis, day, currency,
    p_sign * sum(orders), p_sign * sum(units), p_sign * sum(gross_sales), p_sign * sum(discounts), p_sign * sum(refunds),
    p_sign * sum(net_sales), p_sign * sum(shipping), p_sign * sum(tax), p_sign * sum(tips), p_sign * sum(duties_and_fees),
    p_sign * sum(gift_cards), p_sign * sum(adjustments), p_sign * sum(total_sales), p_sign * sum(new_customer_orders),
    p_sign * sum(cancelled_orders), p_sign * sum(cancelled_amount), p_sign * sum(test_orders)
  from delta
  group by basis, day, currency
  order by basis, day, currency
  on conflict (shop_id, basis, day, connector_id, currency) do update set
    orders = r.orders + excluded.orders,
    units = r.units + excluded.units,
    gross_sales = r.gross_sales + excluded.gross_sales,
    discounts = r.discounts + excluded.discounts,
    refunds = r.refunds + excluded.refunds,
    net_sales = r.net_sales + excluded.net_sales,
    shipping = r.shipping + excluded.shipping,
    tax = r.tax + excluded.tax,
    tips = r.tips + excluded.tips,
    duties_and_fees = r.duties_and_fees + excluded.duties_and_fees,
    gift_cards = r.gift_cards + excluded.gift_cards,
    adjustments = r.adjustments + excluded.adjustments,
    total_sales = r.total_sales + excluded.total_sales,
    new_customer_orders = r.new_customer_orders + excluded.new_customer_orders,
    cancelled_orders = r.cancelled_orders + excluded.cancelled_orders,
    cancelled_amount = r.cancelled_amount + excluded.cancelled_amount,
    test_orders = r.test_orders + excluded.test_orders
$$;

-- Grain: shop, connector, account day. Each metric is taken from the coarsest level that reported it
-- (account, else the sum of campaigns, ad sets, ads): a platform may leave conversions out above the ad.
create table reporting.marketing_daily_rollup (
  shop_id uuid not null,
  connector_id uuid not null,
  day date not null,
  platform text not null,
  currency text not null,
  vat_basis text not null,
  spend numeric(20,4),
  impressions bigint,
  clicks bigint,
  link_clicks bigint,
  conversions numeric(20,4),
  conversion_value numeric(20,4),
  observed_at timestamptz not null,
  primary key (shop_id, day, connector_id)
);

create function reporting.refresh_marketing(p_shop_id uuid, p_connector_id uuid, p_days date[])
returns void language sql set search_path = '' as $$
  delete from reporting.marketing_daily_rollup
  where shop_id = p_shop_id and connector_id = p_connector_id and day = any (p_days);

  insert into reporting.marketing_daily_rollup (
    shop_id, connector_id, day, platform, currency, vat_basis, spend, impressions, clicks, link_clicks, conversions,
    conversion_value, observed_at)
  with by_level as (
    select m.day, m.level,
      case m.level when 'account' then 1 when 'campaign' then 2 when 'adset' then 3 when 'ad' then 4 else 5 end as rank,
      min(m.currency) as currency, min(m.vat_basis) as vat_basis, sum(m.spend) as spend, sum(m.impressions)::bigint as impressions,
      sum(m.clicks)::bigint as clicks, sum(m.link_clicks)::bigint as link_clicks, sum(m.conversions) as conversions,
      sum(m.conversion_value) as conversion_value, max(m.observed_at) as observed_at
    from core_warehouse.metrics_daily m
    where m.shop_id = p_shop_id and m.connector_id = p_connector_id and m.day = any (p_days)
    group by m.day, m.level
  )
  select p_shop_id, p_connector_id, l.day, c.platform, min(l.currency), min(l.vat_basis),
    (array_agg(l.spend order by l.rank) filter (where l.spend is not null))[1],
    (array_agg(l.impressions order by l.rank) filter (where l.impressions is not null))[1],
    (array_agg(l.clicks order by l.rank) filter (where l.clicks is not null))[1],
    (array_agg(l.link_clicks order by l.rank) filter (where l.link_clicks is not null))[1],
    (array_agg(l.conversions order by l.rank) filter (where l.conversions is not null))[1],
    (array_agg(l.conversion_value order by l.rank) filter (where l.conversion_value is not null))[1],
    max(l.observed_at)
  from by_level l
  join app_dashboard.connectors c on c.shop_id = p_shop_id and c.id = p_connector_id
  group by l.day, c.platform
$$;

revoke all on function reporting.apply_orders(uuid, uuid, text[], integer), reporting.refresh_marketing(uuid, uuid, date[]) from public;
grant execute on function reporting.apply_orders(uuid, uuid, text[], integer), reporting.refresh_marketing(uuid, uuid, date[]) to service_role;

alter table reporting.daily_revenue_rollup enable row level security;
alter table reporting.marketing_daily_rollup enable row level security;
create policy visible on reporting.daily_revenue_rollup for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on reporting.marketing_daily_rollup for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
grant select on reporting.daily_revenue_rollup, reporting.marketing_daily_rollup to authenticated;
