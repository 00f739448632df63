-- Every payload as received. `json`, not `jsonb`: the text stays byte for byte what the platform sent,
-- including numbers and \u0000 escapes that jsonb would change or refuse.
create table staging_ingest.raw_payloads (
  shop_id uuid not null,
  connector_id uuid not null,
  stream text not null,
  external_id text not null,
  payload_hash text not null,
  payload json not null,
  source text not null check (source in ('api', 'file', 'webhook')),
  job_id uuid,
  received_at timestamptz not null,
  primary key (shop_id, connector_id, stream, external_id, payload_hash)
);

-- What could not be read, kept for the person who finds out why.
create table staging_ingest.rejected_payloads (
  shop_id uuid not null,
  id uuid not null default gen_random_uuid(),
  connector_id uuid not null,
  stream text not null,
  job_id uuid,
  slice_id uuid,
  error_code text not null,
  error_message text not null,
  body bytea not null,
  truncated boolean not null default false,
  received_at timestamptz not null default now(),
  primary key (shop_id, id)
);
create index rejected_payloads_connector_idx on staging_ingest.rejected_payloads (shop_id, connector_id, received_at desc);

alter table staging_ingest.raw_payloads enable row level security;
alter table staging_ingest.rejected_payloads enable row level security;
create policy visible on staging_ingest.raw_payloads for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));
create policy visible on staging_ingest.rejected_payloads for select to authenticated using (shop_id in (select app_dashboard.visible_shop_ids()));

create view staging_ingest.shopify_orders_raw with (security_invoker = true) as
select r.shop_id, r.connector_id, r.external_id, r.payload_hash, r.payload, r.source, r.job_id, r.received_at
from staging_ingest.raw_payloads r
join app_dashboard.connectors c on c.shop_id = r.shop_id and c.id = r.connector_id
where c.platform = 'shopify' and r.stream = 'orders';

create view staging_ingest.meta_insights_raw with (security_invoker = true) as
select r.shop_id, r.connector_id, r.stream, r.external_id, r.payload_hash, r.payload, r.source, r.job_id, r.received_at
from staging_ingest.raw_payloads r
join app_dashboard.connectors c on c.shop_id = r.shop_id and c.id = r.connector_id
where c.platform = 'meta' and r.stream like 'insights%';

grant all on all tables in schema staging_ingest to service_role;
