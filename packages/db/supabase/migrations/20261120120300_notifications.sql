-- How people hear of decisions: Telegram chats and browsers.

create table app_dashboard.telegram_chats (
  agency_id uuid not null references app_dashboard.agencies (id) on delete cascade,
  chat_id bigint not null unique,
  -- The person whose taps these are, here and on Telegram.
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  telegram_user_id bigint not null,
  title text,
  locale text not null default 'ko' check (locale in ('ko', 'en')),
  timezone text not null default 'Asia/Seoul',
  digest_hour smallint check (digest_hour between 0 and 23),
  digest_day date,
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  state text not null default 'active' check (state in ('active', 'blocked', 'removed')),
  state_message text,
  paired_at timestamptz not null,
  primary key (agency_id, chat_id)
);

-- One-time codes that let a chat in; only their hash is kept.
create table app_dashboard.telegram_pairings (
  code_hash text primary key,
  agency_id uuid not null references app_dashboard.agencies (id) on delete cascade,
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null
);

-- Updates that were handled: Telegram delivers at least once.
create table app_dashboard.telegram_updates (
  update_id bigint primary key,
  handled_at timestamptz not null
);

create table app_dashboard.push_subscriptions (
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  locale text not null default 'ko' check (locale in ('ko', 'en')),
  created_at timestamptz not null,
  failed_at timestamptz,
  failure text,
  primary key (user_id, id)
);

-- The server's own VAPID key pair; the private half sealed like every other secret.
create table app_dashboard.push_keys (
  id integer primary key check (id = 1),
  public_key text not null,
  private_key_ciphertext text not null,
  created_at timestamptz not null
);

-- One message about one proposal (or a digest) to one place; edited as long as the proposal moves.
create table app_dashboard.notifications (
  agency_id uuid not null references app_dashboard.agencies (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  shop_id uuid references app_dashboard.shops (id) on delete cascade,
  kind text not null check (kind in ('proposal', 'digest', 'alert')),
  proposal_id uuid,
  channel text not null check (channel in ('telegram', 'web_push')),
  -- Chat id, or push subscription id.
  target text not null,
  -- What makes it one of a kind for its target: proposal:<id>, digest:<day>, alert:<what>.
  dedupe_key text not null,
  payload jsonb not null default '{}',
  state text not null default 'pending' check (state in ('pending', 'sent', 'failed', 'dropped')),
  message_id bigint,
  -- Revision of the proposal the message shows.
  revision integer not null default 0,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (agency_id, id),
  unique (channel, target, dedupe_key)
);
create index notifications_due_idx on app_dashboard.notifications (channel, next_attempt_at) where state = 'pending';
create index notifications_proposal_idx on app_dashboard.notifications (shop_id, proposal_id) where kind = 'proposal';

alter table app_dashboard.telegram_chats enable row level security;
alter table app_dashboard.telegram_pairings enable row level security;
alter table app_dashboard.telegram_updates enable row level security;
alter table app_dashboard.push_subscriptions enable row level security;
alter table app_dashboard.push_keys enable row level security;
alter table app_dashboard.notifications enable row level security;
create policy own on app_dashboard.telegram_chats for select to authenticated using (user_id = (select app_dashboard.current_user_id()));
create policy own on app_dashboard.push_subscriptions for select to authenticated using (user_id = (select app_dashboard.current_user_id()));
grant select on app_dashboard.telegram_chats, app_dashboard.push_subscriptions to authenticated;
grant all on all tables in schema app_dashboard to service_role;
