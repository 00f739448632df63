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

-- Adds (sign 1) or takes out (sign -1) what these orders contribute, and returns the days it touched.
-- gross, discount and refund are without VAT. Product events that are neither a sale nor an exchange are refunds.
-- `offset 0` keeps every lookup on the full key, also where the tables were never analyzed.
create function reporting.apply_orders(p_shop_id uuid, p_connector_id uuid, p_order_ids text[], p_sign integer)
returns setof date language sql set search_path = '' as $$
  insert into reporting.daily_revenue_rollup as r (
    shop_id, connector_id, basis, day, currency, orders, units, gross_sales, discounts, refunds, net_sales, shipping,
    tax, tips, duties_and_fees, gift_cards, adjustments, total_sales, new_customer_orders, cancelled_orders,
    cancelled_amount, test_orders)
  with picked as materialized (
    select o.*
    from unnest(p_order_ids) i (order_id)
    cross join lateral (
      select s.external_id, s.order_day, s.currency, s.is_revenue, s.is_test, s.customer_order_index, s.total,
        s.cancelled_at is not null and not s.is_test and s.deleted_at is null as is_cancelled
      from core_warehouse.orders s
      where s.shop_id = p_shop_id and s.connector_id = p_connector_id and s.external_id = i.order_id
      offset 0
    ) o
  ),
  events as materialized (
    select l.order_day, l.event_day, l.currency, l.line_type, l.event_type in ('sale', 'exchange') as is_sale,
      coalesce(sum(l.quantity), 0) as quantity, sum(l.gross_amount) as gross, sum(l.discount_amount) as discount,
      sum(l.tax_amount) as tax, sum(l.amount) as amount
    from picked p
    cross join lateral (
      select e.order_day, e.event_day, e.currency, e.line_type, e.event_type, e.quantity, e.gross_amount,
        e.discount_amount, e.tax_amount, e.amount
      from core_warehouse.order_ledger e
      where e.shop_id = p_shop_id and e.connector_id = p_connector_id and e.order_id = p.external_id
      offset 0
    ) l
    where p.is_revenue
    group by 1, 2, 3, 4, 5
  ),
  delta as (
    select b.basis, case b.basis when 'order' then e.order_day else e.event_day end as day, e.currency, 0 as orders,
      case when line_type = 'product' then quantity else 0 end as units,
      case when line_type = 'product' and is_sale then gross else 0 end as gross_sales,
      case when line_type = 'product' and is_sale then discount else 0 end as discounts,
      case when line_type = 'product' and not is_sale then discount - gross else 0 end as refunds,
      case when line_type = 'product' then gross - discount else 0 end as net_sales,
      case when line_type = 'shipping' then gross - discount else 0 end as shipping,
      case when line_type <> 'gift_card' then tax else 0 end as tax,
      case when line_type = 'tip' then gross - discount else 0 end as tips,
      case when line_type in ('duty', 'fee') then gross - discount else 0 end as duties_and_fees,
      case when line_type = 'gift_card' then amount else 0 end as gift_cards,
      case when line_type in ('adjustment', 'unknown') then gross - discount else 0 end as adjustments,
      case when line_type <> 'gift_card' then amount else 0 end as total_sales,
      0 as new_customer_orders, 0 as cancelled_orders, 0 as cancelled_amount, 0 as test_orders
    from events e
    cross join (values ('order'), ('event')) b (basis)
    union all
    select b.basis, c.order_day, c.currency, c.orders, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, c.new_customer_orders,
      c.cancelled_orders, c.cancelled_amount, c.test_orders
    from (
      select p.order_day, p.currency, count(*) filter (where p.is_revenue) as orders,
        count(*) filter (where p.is_revenue and p.customer_order_index = 1) as new_customer_orders,
        count(*) filter (where p.is_cancelled) as cancelled_orders,
        coalesce(sum(p.total) filter (where p.is_cancelled), 0) as cancelled_amount,
        count(*) filter (where p.is_test) as test_orders
      from picked p
      group by p.order_day, p.currency
    ) c
    cross join (values ('order'), ('event')) b (basis)
  )
  select p_shop_id, p_connector_id, d.basis, d.day, d.currency,
    p_sign * d.orders, p_sign * d.units, p_sign * d.gross_sales, p_sign * d.discounts, p_sign * d.refunds,
    p_sign * d.net_sales, p_sign * d.shipping, p_sign * d.tax, p_sign * d.tips, p_sign * d.duties_and_fees,
    p_sign * d.gift_cards, p_sign * d.adjustments, p_sign * d.total_sales, p_sign * d.new_customer_orders,
    p_sign * d.cancelled_orders, p_sign * d.cancelled_amount, p_sign * d.test_orders
  from (
    select basis, day, currency, sum(orders) as orders, sum(units) as units, sum(gross_sales) as gross_sales,
      sum(discounts) as discounts, sum(refunds) as refunds, sum(net_sales) as net_sales, sum(shipping) as shipping,
      sum(tax) as tax, sum(tips) as tips, sum(duties_and_fees) as duties_and_fees, sum(gift_cards) as gift_cards,
      sum(adjustments) as adjustments, sum(total_sales) as total_sales, sum(new_customer_orders) as new_customer_orders,
      sum(cancelled_orders) as cancelled_orders, sum(cancelled_amount) as cancelled_amount, sum(test_orders) as test_orders
    from delta
    group by basis, day, currency
  ) d
  where (d.orders, d.units, d.new_customer_orders, d.cancelled_orders, d.test_orders) <> (0, 0, 0, 0, 0)
    or (d.gross_sales, d.discounts, d.refunds, d.net_sales, d.shipping, d.tax, d.tips, d.duties_and_fees, d.gift_cards,
      d.adjustments, d.total_sales, d.cancelled_amount) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  order by d.basis, d.day, d.currency
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
  returning r.day
$$;

-- A day whose last order moved away is a day without data, not a day of zeros.
create function reporting.drop_empty_revenue(p_shop_id uuid, p_connector_id uuid, p_days date[])
returns void language sql set search_path = '' as $$
  delete from reporting.daily_revenue_rollup
  where shop_id = p_shop_id and connector_id = p_connector_id and day = any (p_days)
    and (orders, units, new_customer_orders, cancelled_orders, test_orders) = (0, 0, 0, 0, 0)
    and (gross_sales, discounts, refunds, net_sales, shipping, tax, tips, duties_and_fees, gift_cards, adjustments,
      total_sales, cancelled_amount) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$$;

-- Grain: shop, connector, account day. Each metric is taken from the coarsest level on which every object
-- reported it (account, else the sum of campaigns, ad sets, ads): a platform may leave conversions out above
-- the ad. Where no level is complete, from the finest that reported anything.
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
      sum(m.conversion_value) as conversion_value,
      bool_or(m.spend is null)::integer as spend_gaps,
      bool_or(m.impressions is null)::integer as impressions_gaps,
      bool_or(m.clicks is null)::integer as clicks_gaps,
      bool_or(m.link_clicks is null)::integer as link_clicks_gaps,
      bool_or(m.conversions is null)::integer as conversions_gaps,
      bool_or(m.conversion_value is null)::integer as conversion_value_gaps,
      max(m.observed_at) as observed_at
    from (select distinct d from unnest(p_days) u (d)) days
    cross join (values ('account'), ('campaign'), ('adset'), ('ad'), ('keyword')) levels (level)
    cross join lateral (
      select v.*
      from core_warehouse.metrics_daily v
      where v.shop_id = p_shop_id and v.level = levels.level and v.day = days.d and v.connector_id = p_connector_id
      offset 0
    ) m
    group by m.day, m.level
  )
  select p_shop_id, p_connector_id, l.day, c.platform, min(l.currency), min(l.vat_basis),
    (array_agg(l.spend order by l.spend_gaps, l.rank * (1 - 2 * l.spend_gaps)) filter (where l.spend is not null))[1],
    (array_agg(l.impressions order by l.impressions_gaps, l.rank * (1 - 2 * l.impressions_gaps)) filter (where l.impressions is not null))[1],
    (array_agg(l.clicks order by l.clicks_gaps, l.rank * (1 - 2 * l.clicks_gaps)) filter (where l.clicks is not null))[1],
    (array_agg(l.link_clicks order by l.link_clicks_gaps, l.rank * (1 - 2 * l.link_clicks_gaps)) filter (where l.link_clicks is not null))[1],
    (array_agg(l.conversions order by l.conversions_gaps, l.rank * (1 - 2 * l.conversions_gaps)) filter (where l.conversions is not null))[1],
    (array_agg(l.conversion_value order by l.conversion_value_gaps, l.rank * (1 - 2 * l.conversion_value_gaps)) filter (where l.conversion_value is not null))[1],
    max(l.observed_at)
  from by_level l
  join app_dashboard.connectors c on c.shop_id = p_shop_id and c.id = p_connector_id
  group by l.day, c.platform
$$;

revoke all on function reporting.apply_orders(uuid, uuid, text[], integer), reporting.drop_empty_revenue(uuid, uuid, date[]), reporting.refresh_marketing(uuid, uuid, date[]) from public;
grant execute on function reporting.apply_orders(uuid, uuid, text[], integer), reporting.drop_empty_revenue(uuid, uuid, date[]), reporting.refresh_marketing(uuid, uuid, date[]) to service_role;

alter table reporting.daily_revenue_rollup enable row level security;
alter table reporting.marketing_daily_rollup enable row level security;
create policy visible on reporting.daily_revenue_rollup for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on reporting.marketing_daily_rollup for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
grant select on reporting.daily_revenue_rollup, reporting.marketing_daily_rollup to authenticated;
