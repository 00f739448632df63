-- What a shop's ads are for, and the rules that watch them.

-- A shop's own profiles, and its own targets for the built-in ones (same key).
create table app_dashboard.kpi_profiles (
  shop_id uuid not null references app_dashboard.shops (id) on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{1,39}$'),
  name text not null check (length(name) between 1 and 80),
  objective text not null check (objective in ('purchase', 'traffic', 'retargeting')),
  -- Decimal strings by metric: {"roas": "2.5", "cpa": "12000"}; amounts in the account's currency.
  targets jsonb not null default '{}',
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (shop_id, key)
);

-- The profile of an ad object; what has none takes its parent's.
create table app_dashboard.entity_kpi_profiles (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null check (level in ('account', 'campaign', 'adset', 'ad', 'keyword')),
  entity_id text not null,
  profile_key text not null,
  attached_by text not null,
  attached_at timestamptz not null,
  primary key (shop_id, connector_id, level, entity_id),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);

create table app_dashboard.rules (
  shop_id uuid not null references app_dashboard.shops (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  template text not null,
  name text not null check (length(name) between 1 and 120),
  state text not null default 'disabled' check (state in ('enabled', 'shadow', 'disabled')),
  -- Counts the changes of everything that decides what the rule does; see rule_versions.
  version integer not null default 1,
  template_version integer not null,
  parameters jsonb not null default '{}',
  scope jsonb not null default '{}',
  cooldown_hours integer not null check (cooldown_hours between 0 and 8760),
  daily_limit integer not null check (daily_limit between 1 and 1000),
  -- Local minutes of the day between which nothing is raised; from > to spans midnight.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (shop_id, id),
  check ((quiet_from is null) = (quiet_to is null))
);

create table app_dashboard.rule_versions (
  shop_id uuid not null,
  rule_id uuid not null,
  version integer not null,
  template text not null,
  template_version integer not null,
  parameters jsonb not null,
  scope jsonb not null,
  cooldown_hours integer not null,
  daily_limit integer not null,
  quiet_from smallint,
  quiet_to smallint,
  changed_by text not null,
  created_at timestamptz not null,
  primary key (shop_id, rule_id, version),
  foreign key (shop_id, rule_id) references app_dashboard.rules (shop_id, id) on delete cascade
);

-- One judgement of one account by one rule, with what was known at as_of.
create table app_dashboard.rule_evaluations (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  rule_id uuid not null,
  rule_version integer not null,
  connector_id uuid not null,
  as_of timestamptz not null,
  last_complete_day date not null,
  state text not null check (state in ('enabled', 'shadow')),
  entities integer not null,
  findings integer not null,
  primary key (shop_id, id),
  foreign key (shop_id, rule_id) references app_dashboard.rules (shop_id, id) on delete cascade
);
create index rule_evaluations_rule_idx on app_dashboard.rule_evaluations (shop_id, rule_id, as_of desc);

create table app_dashboard.rule_findings (
  shop_id uuid not null,
  evaluation_id uuid not null,
  rule_id uuid not null,
  connector_id uuid not null,
  level text not null,
  entity_id text not null,
  subject text not null,
  as_of timestamptz not null,
  finding jsonb not null,
  -- What became of it: a proposal, or why not.
  outcome text not null check (outcome in
    ('proposed', 'shadow', 'open_already', 'superseded_older', 'cooldown', 'daily_limit', 'quiet_hours', 'no_change')),
  proposal_id uuid,
  primary key (shop_id, evaluation_id, level, entity_id, subject),
  foreign key (shop_id, evaluation_id) references app_dashboard.rule_evaluations (shop_id, id) on delete cascade
);
create index rule_findings_entity_idx on app_dashboard.rule_findings (shop_id, rule_id, level, entity_id, as_of desc);

-- Which state of an account's data was judged last; moved by whoever judges it.
create table app_dashboard.rule_cursors (
  shop_id uuid not null,
  connector_id uuid not null,
  judged_sync_at timestamptz,
  judged_at timestamptz not null,
  primary key (shop_id, connector_id),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);

create trigger rule_versions_append_only before update on app_dashboard.rule_versions
  for each row execute function app_dashboard.refuse_change();

do $$
declare
  t text;
begin
  foreach t in array array['kpi_profiles', 'entity_kpi_profiles', 'rules', 'rule_versions', 'rule_evaluations',
    'rule_findings', 'rule_cursors'] loop
    execute format('alter table app_dashboard.%I enable row level security', t);
    execute format('create policy visible on app_dashboard.%I for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()))', t);
    execute format('grant select on app_dashboard.%I to authenticated', t);
  end loop;
end $$;
grant all on all tables in schema app_dashboard to service_role;
