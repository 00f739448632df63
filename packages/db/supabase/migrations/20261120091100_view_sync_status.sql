-- Grain: connector. Freshness is judged by the reader against MAX_STALENESS_MINUTES, not here.
create view reporting.sync_status with (security_invoker = true) as
select c.shop_id, c.id as connector_id, c.platform, c.kind, c.mode, c.name, c.external_account_id, c.currency, c.timezone, c.status,
  c.status_code, c.status_message, c.simulated, c.last_synced_at, c.next_sync_at, c.consecutive_failures,
  j.id as job_id, j.kind as job_kind, j.status as job_status, j.records_synced, j.error_code, j.error_message, j.error_task,
  j.created_at as job_created_at, j.started_at as job_started_at, j.finished_at as job_finished_at, j.heartbeat_at,
  (select count(*) from app_dashboard.sync_slices s where s.shop_id = j.shop_id and s.job_id = j.id) as slices_total,
  (select count(*) from app_dashboard.sync_slices s where s.shop_id = j.shop_id and s.job_id = j.id and s.status = 'SUCCEEDED') as slices_done
from app_dashboard.connectors c
left join lateral (
  select * from app_dashboard.sync_jobs j
  where j.shop_id = c.shop_id and j.connector_id = c.id
  order by j.created_at desc
  limit 1
) j on true;
grant select on reporting.sync_status to authenticated, service_role;
grant all on all tables in schema reporting to service_role;
