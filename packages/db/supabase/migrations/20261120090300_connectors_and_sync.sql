-- One row per account of a platform: a Shopify shop, a Meta ad account.
create table app_dashboard.connectors (
  shop_id uuid not null references app_dashboard.shops (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  platform text not null,
  kind text not null check (kind in ('sales', 'ads', 'analytics', 'payments')),
  mode text not null check (mode in ('api', 'import', 'fixture')),
  external_account_id text not null,
  name text not null,
  currency text check (currency ~ '^[A-Z]{3}$'),
  timezone text,
  config jsonb not null default '{}',
  status text not null default 'connected' check (status in ('connected', 'needs_reauth', 'failing', 'disabled')),
  status_code text,
  status_message text,
  -- When deliveries were last asked for at the platform, and what of them it refused.
  webhooks_checked_at timestamptz,
  webhooks_warning text,
  -- Served by a local simulator; only the demo seed sets it.
  simulated boolean not null default false,
  -- First day that was asked for and read; null before the first success.
  collected_from date,
  last_synced_at timestamptz,
  next_sync_at timestamptz not null default now(),
  consecutive_failures integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, id),
  unique (shop_id, platform, external_account_id)
);
create index connectors_due_idx on app_dashboard.connectors (next_sync_at) where status in ('connected', 'failing') and mode = 'api';

-- Encrypted under the server's master key; never granted to a person.
create table app_dashboard.shop_credentials (
  shop_id uuid not null,
  connector_id uuid not null,
  name text not null,
  ciphertext text not null,
  key_id text not null,
  hint text,
  expires_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (shop_id, connector_id, name),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);

create table app_dashboard.sync_jobs (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  connector_id uuid not null,
  kind text not null check (kind in ('HISTORICAL_INIT', 'HISTORICAL_REBUILD', 'INCREMENTAL')),
  status text not null default 'QUEUED' check (status in ('QUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED')),
  range_from date,
  range_to date,
  records_synced bigint not null default 0,
  attempts integer not null default 0,
  run_after timestamptz not null default now(),
  lease_owner text,
  lease_expires_at timestamptz,
  heartbeat_at timestamptz,
  error_code text,
  error_message text,
  error_task text,
  requested_by text not null default 'scheduler',
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (shop_id, id),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);
create unique index sync_jobs_one_in_flight on app_dashboard.sync_jobs (shop_id, connector_id) where status in ('QUEUED', 'IN_PROGRESS');
create index sync_jobs_claim_idx on app_dashboard.sync_jobs (run_after) where status = 'QUEUED';
create index sync_jobs_lease_idx on app_dashboard.sync_jobs (lease_expires_at) where status = 'IN_PROGRESS';
create index sync_jobs_history_idx on app_dashboard.sync_jobs (shop_id, connector_id, created_at desc);
create index sync_jobs_finished_idx on app_dashboard.sync_jobs (finished_at) where status in ('SUCCEEDED', 'FAILED');

-- A part of a job with its proof: what was asked for, how many were said to exist, how many came.
create table app_dashboard.sync_slices (
  shop_id uuid not null,
  job_id uuid not null,
  id uuid not null default gen_random_uuid(),
  connector_id uuid not null,
  stream text not null,
  slice_key text not null,
  range_from text,
  range_to text,
  params jsonb not null default '{}',
  position integer not null default 0,
  status text not null default 'PENDING' check (status in ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
  -- What the reader needs to take up again after a restart: a bulk operation id, a report run id.
  state jsonb,
  expected_count bigint,
  received_count bigint not null default 0,
  attempts integer not null default 0,
  notes jsonb not null default '[]',
  error_code text,
  error_message text,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (shop_id, job_id, id),
  unique (shop_id, job_id, stream, slice_key),
  foreign key (shop_id, job_id) references app_dashboard.sync_jobs (shop_id, id) on delete cascade
);

-- How far each stream was read; written with the rows it speaks of. A stream may have no cursor.
create table app_dashboard.sync_cursors (
  shop_id uuid not null,
  connector_id uuid not null,
  stream text not null,
  cursor text,
  -- When all slices of the stream in one job had succeeded, last time.
  last_read_at timestamptz,
  -- Whether everything the platform has of it was read once.
  history_read boolean not null default false,
  job_id uuid,
  updated_at timestamptz not null default now(),
  primary key (shop_id, connector_id, stream),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);

create table app_dashboard.imports (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  connector_id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  format text not null,
  rows_read bigint not null,
  rows_kept bigint not null,
  skipped jsonb not null default '[]',
  range_from date,
  range_to date,
  report jsonb not null default '{}',
  imported_by text not null,
  imported_at timestamptz not null default now(),
  primary key (shop_id, id),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);

-- Durable dedupe of webhook deliveries; a row exists before the platform gets its 200.
create table app_dashboard.webhook_events (
  shop_id uuid not null,
  connector_id uuid not null,
  event_id text not null,
  topic text not null,
  body_sha256 text not null,
  payload json not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  primary key (shop_id, connector_id, event_id),
  foreign key (shop_id, connector_id) references app_dashboard.connectors (shop_id, id) on delete cascade
);
create index webhook_events_processed_idx on app_dashboard.webhook_events (received_at) where processed_at is not null;

-- Work that is due now and then; whoever moves the time does it.
create table app_dashboard.chores (
  name text primary key,
  claimed_at timestamptz not null
);

alter table app_dashboard.connectors enable row level security;
alter table app_dashboard.shop_credentials enable row level security;
alter table app_dashboard.sync_jobs enable row level security;
alter table app_dashboard.sync_slices enable row level security;
alter table app_dashboard.sync_cursors enable row level security;
alter table app_dashboard.imports enable row level security;
alter table app_dashboard.webhook_events enable row level security;
alter table app_dashboard.chores enable row level security;

create policy visible on app_dashboard.connectors for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on app_dashboard.sync_jobs for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on app_dashboard.sync_slices for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on app_dashboard.sync_cursors for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on app_dashboard.imports for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));

grant select on app_dashboard.connectors, app_dashboard.sync_jobs, app_dashboard.sync_slices, app_dashboard.sync_cursors, app_dashboard.imports to authenticated;
grant all on all tables in schema app_dashboard to service_role;
