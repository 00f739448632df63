-- Drops everything this product owns and lays the four schemas anew. It runs once per database, and
-- again only through a deliberate reset. A schema of the same name that somebody else made is refused.
do $$
declare
  name text;
begin
  foreach name in array array['reporting', 'core_warehouse', 'staging_ingest', 'app_dashboard'] loop
    if to_regnamespace(name) is not null then
      if coalesce(obj_description(to_regnamespace(name)::oid, 'pg_namespace'), '') not like 'Commerce:%'
        and exists (select from pg_class where relnamespace = to_regnamespace(name)::oid) then
        raise exception 'schema % exists and was not made by Commerce; move it away or use another database', name;
      end if;
      execute format('drop schema %I cascade', name);
    end if;
  end loop;
end $$;

create schema app_dashboard;
create schema staging_ingest;
create schema core_warehouse;
create schema reporting;
comment on schema app_dashboard is 'Commerce: control plane (people, shops, connectors, jobs, audit)';
comment on schema staging_ingest is 'Commerce: payloads as received';
comment on schema core_warehouse is 'Commerce: typed facts';
comment on schema reporting is 'Commerce: rollups and views people read';

revoke all on schema app_dashboard, staging_ingest, core_warehouse, reporting from public;
grant usage on schema app_dashboard, core_warehouse, reporting to authenticated;
grant usage on schema app_dashboard, staging_ingest, core_warehouse, reporting to service_role;
