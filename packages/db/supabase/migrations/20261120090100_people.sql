create table app_dashboard.agencies (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  created_at timestamptz not null default now()
);

-- auth_subject links a foreign identity (a Supabase user id) to a local person.
create table app_dashboard.users (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references app_dashboard.agencies (id),
  email text not null check (email = lower(email)),
  display_name text not null default '',
  role text not null check (role in ('AGENCY_OWNER', 'AGENCY_STAFF', 'STORE_USER')),
  password_hash text,
  auth_subject text unique,
  locale text not null default 'ko' check (locale in ('ko', 'en')),
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (email)
);
create index users_agency_idx on app_dashboard.users (agency_id);

create table app_dashboard.shops (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references app_dashboard.agencies (id),
  name text not null check (length(name) between 1 and 200),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  timezone text not null,
  is_demo boolean not null default false,
  -- Moves with every transaction that changes what a report of this shop would show.
  data_version bigint not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index shops_agency_idx on app_dashboard.shops (agency_id);

create table app_dashboard.user_shops (
  shop_id uuid not null references app_dashboard.shops (id) on delete cascade,
  user_id uuid not null references app_dashboard.users (id) on delete cascade,
  role text not null default 'viewer' check (role in ('manager', 'viewer')),
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (shop_id, user_id)
);
create unique index user_shops_one_default on app_dashboard.user_shops (user_id) where is_default;
create index user_shops_user_idx on app_dashboard.user_shops (user_id);

-- The person of this request: the local user id, or the user whose foreign subject signed in.
-- plpgsql keeps its plans for the session; every row level policy calls these, and SQL functions that
-- cannot be inlined are planned anew at each call.
create function app_dashboard.current_user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  subject text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub';
begin
  return (
    select u.id from app_dashboard.users u
    where (u.id::text = subject or u.auth_subject = subject) and u.disabled_at is null
  );
end $$;

create function app_dashboard.current_agency_id() returns uuid
language sql stable security definer set search_path = '' as $$
  select agency_id from app_dashboard.users where id = app_dashboard.current_user_id()
$$;

-- Shops the person may read: an agency owner all of the agency's, everybody else those shared with them.
create function app_dashboard.visible_shop_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  person uuid := app_dashboard.current_user_id();
begin
  return query
  select s.id
  from app_dashboard.users u
  join app_dashboard.shops s on s.agency_id = u.agency_id
  where u.id = person
    and (
      u.role = 'AGENCY_OWNER'
      or exists (select from app_dashboard.user_shops us where us.user_id = u.id and us.shop_id = s.id)
    );
end $$;

create function app_dashboard.is_agency_owner() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from app_dashboard.users where id = app_dashboard.current_user_id() and role = 'AGENCY_OWNER'
  )
$$;

revoke all on function app_dashboard.is_agency_owner(), app_dashboard.current_user_id(), app_dashboard.current_agency_id(), app_dashboard.visible_shop_ids() from public;
grant execute on function app_dashboard.is_agency_owner(), app_dashboard.current_user_id(), app_dashboard.current_agency_id(), app_dashboard.visible_shop_ids() to authenticated, service_role;

alter table app_dashboard.agencies enable row level security;
alter table app_dashboard.users enable row level security;
alter table app_dashboard.shops enable row level security;
alter table app_dashboard.user_shops enable row level security;

create policy own_agency on app_dashboard.agencies for select to authenticated
  using (id = (select app_dashboard.current_agency_id()));
create policy self_or_owned on app_dashboard.users for select to authenticated
  using (
    id = (select app_dashboard.current_user_id())
    or ((select app_dashboard.is_agency_owner()) and agency_id = (select app_dashboard.current_agency_id()))
  );
create policy visible on app_dashboard.shops for select to authenticated
  using (id in (select app_dashboard.visible_shop_ids()));
create policy visible on app_dashboard.user_shops for select to authenticated
  using (shop_id in (select app_dashboard.visible_shop_ids()));

grant select on app_dashboard.agencies, app_dashboard.shops, app_dashboard.user_shops to authenticated;
grant select (id, agency_id, email, display_name, role, locale, disabled_at, created_at, updated_at) on app_dashboard.users to authenticated;
grant all on all tables in schema app_dashboard to service_role;
