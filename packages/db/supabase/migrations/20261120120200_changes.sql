-- History of ad objects: what they were, who changed them, and every figure as it was known.

-- A field of an ad object that changed, as we noticed it.
create table core_warehouse.entity_changes (
  shop_id uuid not null,
  connector_id uuid not null,
  id bigint generated always as identity,
  level text not null,
  entity_id text not null,
  field text not null check (field in ('status', 'effective_status', 'daily_budget', 'lifetime_budget', 'bid_amount', 'name')),
  before text,
  after text,
  observed_at timestamptz not null,
  -- Our own execution that made it; null when it was made elsewhere.
  execution_id uuid,
  primary key (shop_id, connector_id, id)
);
create index entity_changes_entity_idx on core_warehouse.entity_changes (shop_id, connector_id, level, entity_id, observed_at);
create index entity_changes_time_idx on core_warehouse.entity_changes (shop_id, observed_at desc);

-- The platform's own log of changes: who did what, when.
create table core_warehouse.account_activities (
  shop_id uuid not null,
  connector_id uuid not null,
  external_id text not null,
  occurred_at timestamptz not null,
  event_type text not null,
  actor_id text,
  actor_name text,
  application text,
  level text,
  entity_id text,
  entity_name text,
  field text,
  before text,
  after text,
  attributes jsonb,
  primary key (shop_id, connector_id, external_id)
);
create index account_activities_entity_idx on core_warehouse.account_activities (shop_id, connector_id, entity_id, occurred_at desc);
create index account_activities_time_idx on core_warehouse.account_activities (shop_id, occurred_at desc);

-- The writer says when the platform told it (commerce.observed_at) and, for our own writes, which execution it was.
create function core_warehouse.keep_entity_change() returns trigger language plpgsql as $$
declare
  seen timestamptz := coalesce(nullif(current_setting('commerce.observed_at', true), '')::timestamptz, now());
  execution uuid := nullif(current_setting('commerce.execution_id', true), '')::uuid;
begin
  insert into core_warehouse.entity_changes
    (shop_id, connector_id, level, entity_id, field, before, after, observed_at, execution_id)
  select new.shop_id, new.connector_id, new.level, new.external_id, c.field, c.before, c.after, seen, execution
  from (values
    ('status', old.status, new.status),
    ('effective_status', old.effective_status, new.effective_status),
    ('daily_budget', trim_scale(old.daily_budget)::text, trim_scale(new.daily_budget)::text),
    ('lifetime_budget', trim_scale(old.lifetime_budget)::text, trim_scale(new.lifetime_budget)::text),
    ('bid_amount', trim_scale(old.bid_amount)::text, trim_scale(new.bid_amount)::text),
    ('name', old.name, new.name)
  ) as c (field, before, after)
  where c.before is distinct from c.after;
  return new;
end $$;
create trigger entities_keep_change after update on core_warehouse.entities
  for each row when (
    (old.status, old.effective_status, old.daily_budget, old.lifetime_budget, old.bid_amount, old.name)
    is distinct from
    (new.status, new.effective_status, new.daily_budget, new.lifetime_budget, new.bid_amount, new.name))
  execute function core_warehouse.keep_entity_change();

-- When the object was first seen, so that the past is judged without objects nobody knew of.
-- Rows from before this column keep null: they were always known.
alter table core_warehouse.entities add column first_observed_at timestamptz;
alter table core_warehouse.entities alter column first_observed_at
  set default coalesce(nullif(current_setting('commerce.observed_at', true), '')::timestamptz, now());

-- Everything rules read is kept with each version.
alter table core_warehouse.metrics_daily_versions
  add column reach bigint,
  add column frequency numeric(20,6),
  add column landing_page_views bigint,
  add column add_to_cart numeric(20,4),
  add column initiate_checkout numeric(20,4),
  add column leads numeric(20,4);
create or replace function core_warehouse.keep_metric_version() returns trigger language plpgsql as $$
begin
  insert into core_warehouse.metrics_daily_versions (
    shop_id, connector_id, level, entity_id, day, observed_at, superseded_at,
    spend, impressions, reach, frequency, clicks, link_clicks, landing_page_views,
    add_to_cart, initiate_checkout, leads, conversions, conversion_value, metrics_json)
  values (
    old.shop_id, old.connector_id, old.level, old.entity_id, old.day, old.observed_at, new.observed_at,
    old.spend, old.impressions, old.reach, old.frequency, old.clicks, old.link_clicks, old.landing_page_views,
    old.add_to_cart, old.initiate_checkout, old.leads, old.conversions, old.conversion_value, old.metrics_json)
  on conflict do nothing;
  return new;
end $$;
create index metrics_daily_versions_day_idx on core_warehouse.metrics_daily_versions (shop_id, connector_id, level, day);

do $$
declare
  t text;
begin
  foreach t in array array['entity_changes', 'account_activities'] loop
    execute format('alter table core_warehouse.%I enable row level security', t);
    execute format('create policy visible on core_warehouse.%I for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()))', t);
    execute format('grant select on core_warehouse.%I to authenticated', t);
  end loop;
end $$;
grant all on all tables in schema core_warehouse to service_role;
