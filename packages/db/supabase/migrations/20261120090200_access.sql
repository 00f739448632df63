-- Sign-in state. None of it is readable by a signed-in person: only the server touches these tables.
create table app_dashboard.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  user_agent text,
  ip text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  absolute_expires_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text
);
create index sessions_user_idx on app_dashboard.sessions (user_id);

-- Rotated on every use; a second use of the same token ends the whole session.
create table app_dashboard.refresh_tokens (
  token_hash text primary key,
  session_id uuid not null references app_dashboard.sessions (id) on delete cascade,
  parent_hash text,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  replaced_by text
);
create index refresh_tokens_session_idx on app_dashboard.refresh_tokens (session_id);

create table app_dashboard.sign_in_links (
  token_hash text primary key,
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);

create table app_dashboard.sign_in_attempts (
  subject text not null,
  attempted_at timestamptz not null default now(),
  succeeded boolean not null
);
create index sign_in_attempts_idx on app_dashboard.sign_in_attempts (subject, attempted_at);

create table app_dashboard.api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  name text not null,
  prefix text not null,
  key_hash text not null unique,
  scopes jsonb not null default '[]',
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index api_keys_user_idx on app_dashboard.api_keys (user_id);

-- The stored answer of a write, so that a repeated request gets the first answer and does nothing.
create table app_dashboard.idempotency_keys (
  user_id uuid not null,
  key text not null,
  method text not null,
  path text not null,
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);

create table app_dashboard.audit_log (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid,
  shop_id uuid,
  actor_type text not null check (actor_type in ('user', 'api_key', 'system', 'cli', 'webhook')),
  actor_id text,
  action text not null,
  target_type text,
  target_id text,
  before jsonb,
  after jsonb,
  request_id text,
  ip text,
  at timestamptz not null default now()
);
create index audit_log_shop_idx on app_dashboard.audit_log (shop_id, at desc);
create index audit_log_agency_idx on app_dashboard.audit_log (agency_id, at desc);

create function app_dashboard.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
create trigger audit_log_append_only before update or delete on app_dashboard.audit_log
  for each row execute function app_dashboard.refuse_change();

alter table app_dashboard.sessions enable row level security;
alter table app_dashboard.refresh_tokens enable row level security;
alter table app_dashboard.sign_in_links enable row level security;
alter table app_dashboard.sign_in_attempts enable row level security;
alter table app_dashboard.api_keys enable row level security;
alter table app_dashboard.idempotency_keys enable row level security;
alter table app_dashboard.audit_log enable row level security;

create policy visible on app_dashboard.audit_log for select to authenticated
  using (
    shop_id in (select app_dashboard.visible_shop_ids())
    or (shop_id is null and agency_id = (select app_dashboard.current_agency_id()) and (select app_dashboard.is_agency_owner()))
  );
grant select on app_dashboard.audit_log to authenticated;
grant all on all tables in schema app_dashboard to service_role;
