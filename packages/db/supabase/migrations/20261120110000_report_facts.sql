-- What every look at a report starts with. As plpgsql functions these queries keep their plans for the
-- session: under row level security, planning them anew costs several times what reading does.
-- They run with the rights of whoever calls.

-- Grain: connector, of one shop or (null) of all visible ones. Times are instants, ranges the shop's days.
create function reporting.connector_facts(p_shop_id uuid)
returns table (
  shop_id uuid, id uuid, platform text, kind text, mode text, name text, external_account_id text, currency text,
  timezone text, shop_timezone text, status text, status_message text, simulated boolean, collected_from date,
  imported_ranges json, last_synced_at timestamptz, next_sync_at timestamptz, syncing boolean)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select c.shop_id, c.id, c.platform, c.kind, c.mode, c.name, c.external_account_id, c.currency,
    c.timezone, s.timezone, c.status,
    nullif(concat_ws(' ', c.status_message, case when c.status = 'connected' then c.webhooks_warning end), ''),
    c.simulated, c.collected_from,
    (select json_agg(distinct jsonb_build_object('from', i.range_from, 'to', i.range_to))
      from app_dashboard.imports i where i.shop_id = c.shop_id and i.connector_id = c.id
        and i.range_from is not null and i.range_to is not null),
    c.last_synced_at, c.next_sync_at,
    exists (select from app_dashboard.sync_jobs j where j.shop_id = c.shop_id and j.connector_id = c.id
      and j.status in ('QUEUED', 'IN_PROGRESS'))
  from app_dashboard.connectors c
  join app_dashboard.shops s on s.id = c.shop_id
  where p_shop_id is null or c.shop_id = p_shop_id
  order by c.shop_id, c.kind desc, c.platform, c.name;
end $$;

-- Grain: shop; no row for one that the caller may not see. What tells a shop's figures of the days p_from to
-- p_to from those before, beside its connectors. Rates into the shop's currency.
create function reporting.version_marks(p_shop_id uuid, p_from date, p_to date)
returns table (
  id uuid, name text, currency text, timezone text, is_demo boolean, data_version bigint, rates text, last_job text)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select s.id, s.name, s.currency, s.timezone, s.is_demo, s.data_version,
    (select count(*) || ':' || coalesce(sum(hashtextextended(concat_ws('|', f.day, f.quote, f.rate), 0)), 0)
      from core_warehouse.fx_rates f
      where f.base = s.currency and f.day between p_from and p_to),
    (select max(j.created_at)::text from app_dashboard.sync_jobs j where j.shop_id = s.id)
  from app_dashboard.shops s
  where s.id = p_shop_id and s.archived_at is null;
end $$;

revoke all on function reporting.connector_facts(uuid), reporting.version_marks(uuid, date, date) from public;
grant execute on function reporting.connector_facts(uuid), reporting.version_marks(uuid, date, date) to authenticated, service_role;
