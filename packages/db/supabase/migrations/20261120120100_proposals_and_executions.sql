-- Every outward change: proposed, decided, executed, read back, undone.

create table app_dashboard.action_proposals (
  shop_id uuid not null references app_dashboard.shops (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  -- What a button of a chat carries: meaningless by itself.
  short_id text not null unique check (short_id ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  connector_id uuid not null,
  kind text not null check (kind in ('pause', 'resume', 'set_daily_budget', 'set_lifetime_budget',
    'refresh_creative', 'add_negative_keywords', 'review_delivery', 'check_connection')),
  -- What of the object is spoken of; one open proposal per object and subject.
  subject text not null check (subject in ('status', 'budget', 'creative', 'keywords', 'delivery', 'connection')),
  level text not null check (level in ('account', 'campaign', 'adset', 'ad', 'keyword')),
  entity_id text not null,
  entity_name text not null,
  status text not null default 'proposed' check (status in
    ('proposed', 'approved', 'executing', 'executed', 'failed', 'unknown_outcome', 'undone', 'rejected', 'expired', 'superseded')),
  risk text not null check (risk in ('low', 'medium', 'high')),
  requires_approval boolean not null,
  -- False for advice that only a person can follow.
  executable boolean not null,
  source text not null check (source in ('rule', 'person', 'api', 'mcp', 'undo', 'drift')),
  rule_id uuid,
  rule_version integer,
  proposed_by text not null,
  reason jsonb not null,
  diff jsonb not null,
  diff_hash text not null check (diff_hash ~ '^[0-9a-f]{64}$'),
  evidence jsonb not null,
  -- null with irreversible_reason where nothing takes it back.
  inverse jsonb,
  irreversible_reason text,
  -- The execution this one takes back.
  undoes uuid,
  batch_id uuid,
  superseded_by uuid,
  expires_at timestamptz not null,
  snoozed_until timestamptz,
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  decided_via text check (decided_via in ('web', 'api', 'telegram', 'cli', 'system')),
  decision_reason text,
  -- Moves with every change; cards compare it with what they show.
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (shop_id, id),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);
create unique index action_proposals_open_key on app_dashboard.action_proposals (shop_id, connector_id, level, entity_id, subject)
  where status in ('proposed', 'approved', 'executing', 'unknown_outcome') and undoes is null;
-- Links and buttons name a proposal alone.
create index action_proposals_id_idx on app_dashboard.action_proposals (id);
create unique index action_proposals_undo_key on app_dashboard.action_proposals (shop_id, undoes)
  where status in ('proposed', 'approved', 'executing', 'unknown_outcome', 'executed') and undoes is not null;
create index action_proposals_inbox_idx on app_dashboard.action_proposals (shop_id, status, created_at desc);
create index action_proposals_expiry_idx on app_dashboard.action_proposals (expires_at) where status in ('proposed', 'approved');

create table app_dashboard.executions (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  proposal_id uuid not null,
  connector_id uuid not null,
  kind text not null,
  level text not null,
  entity_id text not null,
  entity_name text not null,
  status text not null default 'executing' check (status in ('executing', 'executed', 'failed', 'unknown_outcome', 'undone')),
  -- How far it came: nothing sent before `writing`; from there on only reading tells.
  step text not null default 'claimed' check (step in ('claimed', 'writing', 'written', 'done')),
  mode text not null check (mode in ('manual', 'auto_low_risk')),
  executed_by text not null,
  executed_by_name text,
  executed_via text not null check (executed_via in ('web', 'api', 'telegram', 'cli', 'system')),
  action jsonb not null,
  -- State of the object as the platform told it before and after.
  before jsonb,
  after jsonb,
  request jsonb,
  response jsonb,
  error_code text,
  error_message text,
  attempts integer not null default 0,
  rereads integer not null default 0,
  next_attempt_at timestamptz,
  lease_owner text,
  lease_expires_at timestamptz,
  -- Day of the account's timezone the caps count it on.
  account_day date not null,
  -- Amount by which a budget was raised, account currency; null for anything else.
  budget_increase numeric(20,4),
  currency text,
  undo_of uuid,
  undone_by uuid,
  started_at timestamptz not null,
  written_at timestamptz,
  finished_at timestamptz,
  -- Last day of the observation window, and what it showed.
  observe_until date,
  verdict text check (verdict in ('improved', 'worse', 'inconclusive')),
  verdict_detail jsonb,
  judged_at timestamptz,
  primary key (shop_id, id),
  unique (shop_id, proposal_id),
  foreign key (shop_id, proposal_id) references app_dashboard.action_proposals (shop_id, id) on delete cascade
);
create index executions_id_idx on app_dashboard.executions (id);
create index executions_open_idx on app_dashboard.executions (next_attempt_at, lease_expires_at) where status in ('executing', 'unknown_outcome');
create index executions_shop_idx on app_dashboard.executions (shop_id, started_at desc);
create index executions_day_idx on app_dashboard.executions (shop_id, connector_id, account_day);
create index executions_unjudged_idx on app_dashboard.executions (observe_until) where status = 'executed' and verdict is null;

-- Limits of live writes. No row for a platform and currency: nothing is written there.
create table app_dashboard.action_caps (
  shop_id uuid not null references app_dashboard.shops (id) on delete cascade,
  platform text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  allowed_kinds text[] not null,
  -- Of one budget change, in either direction.
  max_change_percent numeric(7,2) not null check (max_change_percent > 0),
  -- Ceiling of one object's daily budget.
  max_daily_budget numeric(20,4) not null check (max_daily_budget > 0),
  -- Sum of all raises of an account's day.
  max_daily_increase numeric(20,4) not null check (max_daily_increase >= 0),
  max_actions_per_day integer not null check (max_actions_per_day between 0 and 10000),
  -- Ids of objects that are never touched.
  never_touch text[] not null default '{}',
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (shop_id, platform, currency)
);

-- The kill switch: while a row is open, nothing is written; shop_id null stops every shop of the agency.
create table app_dashboard.write_stops (
  agency_id uuid not null references app_dashboard.agencies (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  shop_id uuid references app_dashboard.shops (id) on delete cascade,
  reason text,
  engaged_by text not null,
  engaged_by_name text,
  engaged_via text not null,
  engaged_at timestamptz not null,
  released_by text,
  released_by_name text,
  released_via text,
  released_at timestamptz,
  primary key (agency_id, id)
);
create unique index write_stops_open_key on app_dashboard.write_stops
  (agency_id, coalesce(shop_id, '00000000-0000-0000-0000-000000000000')) where released_at is null;

do $$
declare
  t text;
begin
  foreach t in array array['action_proposals', 'executions', 'action_caps'] loop
    execute format('alter table app_dashboard.%I enable row level security', t);
    execute format('create policy visible on app_dashboard.%I for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()))', t);
    execute format('grant select on app_dashboard.%I to authenticated', t);
  end loop;
end $$;
alter table app_dashboard.write_stops enable row level security;
create policy visible on app_dashboard.write_stops for select to authenticated using (
  agency_id = (select app_dashboard.current_agency_id())
  and (shop_id is null or shop_id in (select app_dashboard.visible_shop_ids()))
);
grant select on app_dashboard.write_stops to authenticated;

-- From which surface an audited act came.
alter table app_dashboard.audit_log add column via text;
alter table app_dashboard.audit_log drop constraint audit_log_actor_type_check;
alter table app_dashboard.audit_log add constraint audit_log_actor_type_check
  check (actor_type in ('user', 'api_key', 'system', 'cli', 'webhook', 'mcp'));
grant all on all tables in schema app_dashboard to service_role;
