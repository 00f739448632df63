-- What files said of a day stands as of the moment they were made: its end and the platform's later changes are
-- judged by then.

-- When the file was last written, where that can be when it was made: from its last day on and before its import.
alter table app_dashboard.imports add column file_written_at timestamptz;

-- Grain: connector, of one shop or (null) of all visible ones. Times are instants; ranges are days of the account, or
-- of the shop for orders, each with the moment of the latest file of exactly that range.
create or replace function reporting.connector_facts(p_shop_id uuid)
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
    (select json_agg(json_build_object('from', i.range_from, 'to', i.range_to, 'told_at', i.told_at)
        order by i.range_from, i.range_to)
      from (
        select m.range_from, m.range_to, max(coalesce(m.file_written_at, m.imported_at)) as told_at
        from app_dashboard.imports m
        where m.shop_id = c.shop_id and m.connector_id = c.id and m.range_from is not null and m.range_to is not null
        group by m.range_from, m.range_to
      ) i),
    c.last_synced_at, c.next_sync_at,
    exists (select from app_dashboard.sync_jobs j where j.shop_id = c.shop_id and j.connector_id = c.id
      and j.status in ('QUEUED', 'IN_PROGRESS'))
  from app_dashboard.connectors c
  join app_dashboard.shops s on s.id = c.shop_id
  where p_shop_id is null or c.shop_id = p_shop_id
  order by c.shop_id, c.kind desc, c.platform, c.name;
end $$;
