-- Ad objects at every level. Budgets are in the account's currency, major units.
create table core_warehouse.entities (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null check (level in ('account', 'campaign', 'adset', 'ad', 'keyword')),
  external_id text not null,
  parent_id text,
  campaign_id text,
  name text not null,
  status text,
  effective_status text,
  objective text,
  optimization_goal text,
  buying_type text,
  bid_strategy text,
  attribution_setting text,
  currency text,
  daily_budget numeric(20,4),
  lifetime_budget numeric(20,4),
  bid_amount numeric(20,4),
  starts_at timestamptz,
  ends_at timestamptz,
  created_at timestamptz,
  source_updated_at timestamptz,
  attributes jsonb,
  primary key (shop_id, connector_id, level, external_id)
);

-- One row per ad object and account day. A null metric was not reported; it is not 0.
-- spend and conversion_value: account currency, major units, VAT basis in vat_basis.
create table core_warehouse.metrics_daily (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null check (level in ('account', 'campaign', 'adset', 'ad', 'keyword')),
  entity_id text not null,
  day date not null,
  campaign_id text,
  adset_id text,
  entity_name text,
  currency text not null,
  vat_basis text not null check (vat_basis in ('incl', 'excl', 'exempt', 'unknown')),
  attribution_setting text,
  spend numeric(20,4),
  impressions bigint,
  reach bigint,
  frequency numeric(20,6),
  clicks bigint,
  link_clicks bigint,
  landing_page_views bigint,
  add_to_cart numeric(20,4),
  initiate_checkout numeric(20,4),
  leads numeric(20,4),
  conversions numeric(20,4),
  conversion_value numeric(20,4),
  -- Which of the platform's overlapping action types conversions and their value were taken from.
  conversion_action text,
  metrics_json jsonb,
  source text not null check (source in ('api', 'file')),
  first_observed_at timestamptz not null,
  observed_at timestamptz not null,
  primary key (shop_id, connector_id, level, entity_id, day)
);
create index metrics_daily_report_idx on core_warehouse.metrics_daily (shop_id, level, day, connector_id);
create index metrics_daily_file_idx on core_warehouse.metrics_daily (shop_id, connector_id, level, day) where source = 'file';

-- A value that the platform later changed: valid from observed_at until superseded_at.
create table core_warehouse.metrics_daily_versions (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null,
  entity_id text not null,
  day date not null,
  observed_at timestamptz not null,
  superseded_at timestamptz not null,
  spend numeric(20,4),
  impressions bigint,
  clicks bigint,
  link_clicks bigint,
  conversions numeric(20,4),
  conversion_value numeric(20,4),
  metrics_json jsonb,
  primary key (shop_id, connector_id, level, entity_id, day, observed_at)
);

create function core_warehouse.keep_metric_version() returns trigger language plpgsql as $$
begin
  insert into core_warehouse.metrics_daily_versions (
    shop_id, connector_id, level, entity_id, day, observed_at, superseded_at,
    spend, impressions, clicks, link_clicks, conversions, conversion_value, metrics_json)
  values (
    old.shop_id, old.connector_id, old.level, old.entity_id, old.day, old.observed_at, new.observed_at,
    old.spend, old.impressions, old.clicks, old.link_clicks, old.conversions, old.conversion_value, old.metrics_json)
  on conflict do nothing;
  return new;
end $$;
-- The writer moves observed_at with the values and only with them.
create trigger metrics_daily_keep_version before update on core_warehouse.metrics_daily
  for each row when (old.observed_at is distinct from new.observed_at)
  execute function core_warehouse.keep_metric_version();

-- One quote unit costs `rate` base units on that day: amount in quote * rate = amount in base.
create table core_warehouse.fx_rates (
  day date not null,
  base text not null check (base ~ '^[A-Z]{3}$'),
  quote text not null check (quote ~ '^[A-Z]{3}$'),
  rate numeric(24,12) not null check (rate > 0),
  source text not null,
  primary key (day, base, quote)
);

do $$
declare
  t text;
begin
  foreach t in array array['orders', 'order_deletions', 'order_line_items', 'transactions', 'order_ledger', 'products', 'product_variants',
    'inventory_levels', 'entities', 'metrics_daily', 'metrics_daily_versions'] loop
    execute format('alter table core_warehouse.%I enable row level security', t);
    execute format('create policy visible on core_warehouse.%I for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()))', t);
    execute format('grant select on core_warehouse.%I to authenticated', t);
  end loop;
end $$;
alter table core_warehouse.fx_rates enable row level security;
create policy readable on core_warehouse.fx_rates for select to authenticated using (true);
grant select on core_warehouse.fx_rates to authenticated;
grant all on all tables in schema core_warehouse to service_role;
