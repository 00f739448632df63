-- What the process that asks Telegram said of the bot last, for whoever looks from another process.

create table app_dashboard.telegram_bot (
  id integer primary key check (id = 1),
  state text not null check (state in ('connecting', 'running', 'conflict', 'unauthorized', 'stopped')),
  -- Of the bot, once Telegram has said it.
  username text,
  changed_at timestamptz not null
);

alter table app_dashboard.telegram_bot enable row level security;
grant all on all tables in schema app_dashboard to service_role;
