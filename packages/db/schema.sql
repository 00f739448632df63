-- Written by packages/db/src/schema-dump/main.ts from the migrated schema; do not edit.

-- schemas

create schema app_dashboard;
create schema staging_ingest;
create schema core_warehouse;
create schema reporting;

-- tables

create table app_dashboard.action_caps (
  shop_id uuid not null,
  platform text not null,
  currency text not null,
  allowed_kinds text[] not null,
  max_change_percent numeric(7,2) not null,
  max_daily_budget numeric(20,4) not null,
  max_daily_increase numeric(20,4) not null,
  max_actions_per_day integer not null,
  never_touch text[] default '{}'::text[] not null,
  updated_by text not null,
  updated_at timestamp with time zone not null
);

create table app_dashboard.action_proposals (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  short_id text not null,
  connector_id uuid not null,
  kind text not null,
  subject text not null,
  level text not null,
  entity_id text not null,
  entity_name text not null,
  status text default 'proposed'::text not null,
  risk text not null,
  requires_approval boolean not null,
  executable boolean not null,
  source text not null,
  rule_id uuid,
  rule_version integer,
  proposed_by text not null,
  reason jsonb not null,
  diff jsonb not null,
  diff_hash text not null,
  evidence jsonb not null,
  inverse jsonb,
  irreversible_reason text,
  undoes uuid,
  batch_id uuid,
  superseded_by uuid,
  expires_at timestamp with time zone not null,
  snoozed_until timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by text,
  decided_by_name text,
  decided_via text,
  decision_reason text,
  revision integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);

create table app_dashboard.agencies (
  id uuid default gen_random_uuid() not null,
  name text not null,
  created_at timestamp with time zone default now() not null
);

create table app_dashboard.api_keys (
  id uuid default gen_random_uuid() not null,
  user_id uuid not null,
  name text not null,
  prefix text not null,
  key_hash text not null,
  scopes jsonb default '[]'::jsonb not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
);

create table app_dashboard.audit_log (
  id uuid default gen_random_uuid() not null,
  agency_id uuid,
  shop_id uuid,
  actor_type text not null,
  actor_id text,
  action text not null,
  target_type text,
  target_id text,
  before jsonb,
  after jsonb,
  request_id text,
  ip text,
  at timestamp with time zone default now() not null,
  via text
);

create table app_dashboard.chores (
  name text not null,
  claimed_at timestamp with time zone not null
);

create table app_dashboard.connectors (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  platform text not null,
  kind text not null,
  mode text not null,
  external_account_id text not null,
  name text not null,
  currency text,
  timezone text,
  config jsonb default '{}'::jsonb not null,
  status text default 'connected'::text not null,
  status_code text,
  status_message text,
  webhooks_checked_at timestamp with time zone,
  webhooks_warning text,
  simulated boolean default false not null,
  collected_from date,
  last_synced_at timestamp with time zone,
  next_sync_at timestamp with time zone default now() not null,
  consecutive_failures integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  status_notes jsonb default '[]'::jsonb not null,
  webhooks_note jsonb
);

create table app_dashboard.entity_kpi_profiles (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null,
  entity_id text not null,
  profile_key text not null,
  attached_by text not null,
  attached_at timestamp with time zone not null
);

create table app_dashboard.executions (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  proposal_id uuid not null,
  connector_id uuid not null,
  kind text not null,
  level text not null,
  entity_id text not null,
  entity_name text not null,
  status text default 'executing'::text not null,
  step text default 'claimed'::text not null,
  mode text not null,
  executed_by text not null,
  executed_by_name text,
  executed_via text not null,
  action jsonb not null,
  before jsonb,
  after jsonb,
  request jsonb,
  response jsonb,
  error_code text,
  error_message text,
  attempts integer default 0 not null,
  rereads integer default 0 not null,
  next_attempt_at timestamp with time zone,
  lease_owner text,
  lease_expires_at timestamp with time zone,
  account_day date not null,
  budget_increase numeric(20,4),
  currency text,
  undo_of uuid,
  undone_by uuid,
  started_at timestamp with time zone not null,
  written_at timestamp with time zone,
  finished_at timestamp with time zone,
  observe_until date,
  verdict text,
  verdict_detail jsonb,
  judged_at timestamp with time zone
);

create table app_dashboard.idempotency_keys (
  user_id uuid not null,
  key text not null,
  method text not null,
  path text not null,
  request_hash text not null,
  status integer,
  response jsonb,
  created_at timestamp with time zone default now() not null
);

create table app_dashboard.imports (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  connector_id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  format text not null,
  rows_read bigint not null,
  rows_kept bigint not null,
  skipped jsonb default '[]'::jsonb not null,
  range_from date,
  range_to date,
  report jsonb default '{}'::jsonb not null,
  imported_by text not null,
  imported_at timestamp with time zone default now() not null,
  file_written_at timestamp with time zone
);

create table app_dashboard.kpi_profiles (
  shop_id uuid not null,
  key text not null,
  name text not null,
  objective text not null,
  targets jsonb default '{}'::jsonb not null,
  updated_by text not null,
  updated_at timestamp with time zone not null
);

create table app_dashboard.notifications (
  agency_id uuid not null,
  id uuid default gen_random_uuid() not null,
  shop_id uuid,
  kind text not null,
  proposal_id uuid,
  channel text not null,
  target text not null,
  dedupe_key text not null,
  payload jsonb default '{}'::jsonb not null,
  state text default 'pending'::text not null,
  message_id bigint,
  revision integer default 0 not null,
  attempts integer default 0 not null,
  next_attempt_at timestamp with time zone not null,
  error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone
);

create table app_dashboard.push_keys (
  id integer not null,
  public_key text not null,
  private_key_ciphertext text not null,
  created_at timestamp with time zone not null
);

create table app_dashboard.push_subscriptions (
  user_id uuid not null,
  id uuid default gen_random_uuid() not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  locale text default 'ko'::text not null,
  created_at timestamp with time zone not null,
  failed_at timestamp with time zone,
  failure text
);

create table app_dashboard.refresh_tokens (
  token_hash text not null,
  session_id uuid not null,
  parent_hash text,
  issued_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  replaced_by text
);

create table app_dashboard.rule_cursors (
  shop_id uuid not null,
  connector_id uuid not null,
  judged_sync_at timestamp with time zone,
  judged_at timestamp with time zone not null
);

create table app_dashboard.rule_evaluations (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  rule_id uuid not null,
  rule_version integer not null,
  connector_id uuid not null,
  as_of timestamp with time zone not null,
  last_complete_day date not null,
  state text not null,
  entities integer not null,
  findings integer not null
);

create table app_dashboard.rule_findings (
  shop_id uuid not null,
  evaluation_id uuid not null,
  rule_id uuid not null,
  connector_id uuid not null,
  level text not null,
  entity_id text not null,
  subject text not null,
  as_of timestamp with time zone not null,
  finding jsonb not null,
  outcome text not null,
  proposal_id uuid
);

create table app_dashboard.rule_versions (
  shop_id uuid not null,
  rule_id uuid not null,
  version integer not null,
  template text not null,
  template_version integer not null,
  parameters jsonb not null,
  scope jsonb not null,
  cooldown_hours integer not null,
  daily_limit integer not null,
  quiet_from smallint,
  quiet_to smallint,
  changed_by text not null,
  created_at timestamp with time zone not null
);

create table app_dashboard.rules (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  template text not null,
  name text not null,
  state text default 'disabled'::text not null,
  version integer default 1 not null,
  template_version integer not null,
  parameters jsonb default '{}'::jsonb not null,
  scope jsonb default '{}'::jsonb not null,
  cooldown_hours integer not null,
  daily_limit integer not null,
  quiet_from smallint,
  quiet_to smallint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone
);

create table app_dashboard.sessions (
  id uuid default gen_random_uuid() not null,
  user_id uuid not null,
  user_agent text,
  ip text,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone default now() not null,
  absolute_expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  revoke_reason text
);

create table app_dashboard.shop_credentials (
  shop_id uuid not null,
  connector_id uuid not null,
  name text not null,
  ciphertext text not null,
  key_id text not null,
  hint text,
  expires_at timestamp with time zone,
  updated_at timestamp with time zone default now() not null
);

create table app_dashboard.shops (
  id uuid default gen_random_uuid() not null,
  agency_id uuid not null,
  name text not null,
  currency text not null,
  timezone text not null,
  is_demo boolean default false not null,
  data_version bigint default 0 not null,
  archived_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);

create table app_dashboard.sign_in_attempts (
  subject text not null,
  attempted_at timestamp with time zone default now() not null,
  succeeded boolean not null
);

create table app_dashboard.sign_in_links (
  token_hash text not null,
  user_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone default now() not null
);

create table app_dashboard.sync_cursors (
  shop_id uuid not null,
  connector_id uuid not null,
  stream text not null,
  cursor text,
  last_read_at timestamp with time zone,
  history_read boolean default false not null,
  job_id uuid,
  updated_at timestamp with time zone default now() not null
);

create table app_dashboard.sync_jobs (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  connector_id uuid not null,
  kind text not null,
  status text default 'QUEUED'::text not null,
  range_from date,
  range_to date,
  records_synced bigint default 0 not null,
  attempts integer default 0 not null,
  run_after timestamp with time zone default now() not null,
  lease_owner text,
  lease_expires_at timestamp with time zone,
  heartbeat_at timestamp with time zone,
  error_code text,
  error_message text,
  error_task text,
  requested_by text default 'scheduler'::text not null,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone
);

create table app_dashboard.sync_slices (
  shop_id uuid not null,
  job_id uuid not null,
  id uuid default gen_random_uuid() not null,
  connector_id uuid not null,
  stream text not null,
  slice_key text not null,
  range_from text,
  range_to text,
  params jsonb default '{}'::jsonb not null,
  position integer default 0 not null,
  status text default 'PENDING'::text not null,
  state jsonb,
  expected_count bigint,
  received_count bigint default 0 not null,
  attempts integer default 0 not null,
  notes jsonb default '[]'::jsonb not null,
  error_code text,
  error_message text,
  started_at timestamp with time zone,
  finished_at timestamp with time zone
);

create table app_dashboard.telegram_bot (
  id integer not null,
  state text not null,
  username text,
  changed_at timestamp with time zone not null
);

create table app_dashboard.telegram_chats (
  agency_id uuid not null,
  chat_id bigint not null,
  user_id uuid not null,
  telegram_user_id bigint not null,
  title text,
  locale text default 'ko'::text not null,
  timezone text default 'Asia/Seoul'::text not null,
  digest_hour smallint,
  digest_day date,
  quiet_from smallint,
  quiet_to smallint,
  state text default 'active'::text not null,
  state_message text,
  paired_at timestamp with time zone not null
);

create table app_dashboard.telegram_pairings (
  code_hash text not null,
  agency_id uuid not null,
  user_id uuid not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null
);

create table app_dashboard.telegram_updates (
  update_id bigint not null,
  handled_at timestamp with time zone not null
);

create table app_dashboard.user_shops (
  shop_id uuid not null,
  user_id uuid not null,
  role text default 'viewer'::text not null,
  is_default boolean default false not null,
  created_at timestamp with time zone default now() not null
);

create table app_dashboard.users (
  id uuid default gen_random_uuid() not null,
  agency_id uuid not null,
  email text not null,
  display_name text default ''::text not null,
  role text not null,
  password_hash text,
  auth_subject text,
  locale text default 'ko'::text not null,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null
);

create table app_dashboard.webhook_events (
  shop_id uuid not null,
  connector_id uuid not null,
  event_id text not null,
  topic text not null,
  body_sha256 text not null,
  payload json not null,
  received_at timestamp with time zone default now() not null,
  processed_at timestamp with time zone
);

create table app_dashboard.write_stops (
  agency_id uuid not null,
  id uuid default gen_random_uuid() not null,
  shop_id uuid,
  reason text,
  engaged_by text not null,
  engaged_by_name text,
  engaged_via text not null,
  engaged_at timestamp with time zone not null,
  released_by text,
  released_by_name text,
  released_via text,
  released_at timestamp with time zone
);

create table staging_ingest.raw_payloads (
  shop_id uuid not null,
  connector_id uuid not null,
  stream text not null,
  external_id text not null,
  payload_hash text not null,
  payload json not null,
  source text not null,
  job_id uuid,
  received_at timestamp with time zone not null
);

create table staging_ingest.rejected_payloads (
  shop_id uuid not null,
  id uuid default gen_random_uuid() not null,
  connector_id uuid not null,
  stream text not null,
  job_id uuid,
  slice_id uuid,
  error_code text not null,
  error_message text not null,
  body bytea not null,
  truncated boolean default false not null,
  received_at timestamp with time zone default now() not null
);

create table core_warehouse.account_activities (
  shop_id uuid not null,
  connector_id uuid not null,
  external_id text not null,
  occurred_at timestamp with time zone not null,
  event_type text not null,
  actor_id text,
  actor_name text,
  application text,
  level text,
  entity_id text,
  entity_name text,
  field text,
  before text,
  after text,
  attributes jsonb
);

create table core_warehouse.entities (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null,
  external_id text not null,
  parent_id text,
  campaign_id text,
  name text not null,
  status text,
  effective_status text,
  objective text,
  optimization_goal text,
  buying_type text,
  bid_strategy text,
  attribution_setting text,
  currency text,
  daily_budget numeric(20,4),
  lifetime_budget numeric(20,4),
  bid_amount numeric(20,4),
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  created_at timestamp with time zone,
  source_updated_at timestamp with time zone,
  attributes jsonb,
  first_observed_at timestamp with time zone default COALESCE((NULLIF(current_setting('commerce.observed_at'::text, true), ''::text))::timestamp with time zone, now())
);

create table core_warehouse.entity_changes (
  shop_id uuid not null,
  connector_id uuid not null,
  id bigint generated always as identity not null,
  level text not null,
  entity_id text not null,
  field text not null,
  before text,
  after text,
  observed_at timestamp with time zone not null,
  execution_id uuid
);

create table core_warehouse.fx_rates (
  day date not null,
  base text not null,
  quote text not null,
  rate numeric(24,12) not null,
  source text not null
);

create table core_warehouse.inventory_levels (
  shop_id uuid not null,
  connector_id uuid not null,
  inventory_item_id text not null,
  location_id text not null,
  location_name text,
  sku text,
  available integer,
  on_hand integer,
  committed integer,
  incoming integer,
  reserved integer,
  damaged integer,
  safety_stock integer,
  quality_control integer,
  source_updated_at timestamp with time zone
);

create table core_warehouse.metrics_daily (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null,
  entity_id text not null,
  day date not null,
  campaign_id text,
  adset_id text,
  entity_name text,
  currency text not null,
  vat_basis text not null,
  attribution_setting text,
  spend numeric(20,4),
  impressions bigint,
  reach bigint,
  frequency numeric(20,6),
  clicks bigint,
  link_clicks bigint,
  landing_page_views bigint,
  add_to_cart numeric(20,4),
  initiate_checkout numeric(20,4),
  leads numeric(20,4),
  conversions numeric(20,4),
  conversion_value numeric(20,4),
  conversion_action text,
  metrics_json jsonb,
  source text not null,
  first_observed_at timestamp with time zone not null,
  observed_at timestamp with time zone not null
);

create table core_warehouse.metrics_daily_versions (
  shop_id uuid not null,
  connector_id uuid not null,
  level text not null,
  entity_id text not null,
  day date not null,
  observed_at timestamp with time zone not null,
  superseded_at timestamp with time zone not null,
  spend numeric(20,4),
  impressions bigint,
  clicks bigint,
  link_clicks bigint,
  conversions numeric(20,4),
  conversion_value numeric(20,4),
  metrics_json jsonb,
  reach bigint,
  frequency numeric(20,6),
  landing_page_views bigint,
  add_to_cart numeric(20,4),
  initiate_checkout numeric(20,4),
  leads numeric(20,4)
);

create table core_warehouse.order_deletions (
  shop_id uuid not null,
  connector_id uuid not null,
  order_id text not null,
  deleted_at timestamp with time zone not null
);

create table core_warehouse.order_ledger (
  shop_id uuid not null,
  connector_id uuid not null,
  order_id text not null,
  event_key text not null,
  event_type text not null,
  line_type text not null,
  line_item_id text,
  quantity integer,
  occurred_at timestamp with time zone not null,
  event_day date not null,
  order_day date not null,
  currency text not null,
  gross_amount numeric(20,4) not null,
  discount_amount numeric(20,4) not null,
  tax_amount numeric(20,4) not null,
  amount numeric(20,4) not null,
  vat_basis text not null,
  source text not null,
  refund_id text
);

create table core_warehouse.order_line_items (
  shop_id uuid not null,
  connector_id uuid not null,
  order_id text not null,
  external_id text not null,
  position integer default 0 not null,
  product_id text,
  variant_id text,
  sku text,
  barcode text,
  title text not null,
  variant_title text,
  vendor text,
  product_type text,
  quantity integer not null,
  current_quantity integer,
  refundable_quantity integer,
  unfulfilled_quantity integer,
  is_gift_card boolean default false not null,
  requires_shipping boolean,
  taxable boolean,
  currency text not null,
  original_unit_price numeric(20,4),
  original_total numeric(20,4),
  discounted_unit_price numeric(20,4),
  discounted_unit_price_after_all numeric(20,4),
  discounted_total numeric(20,4),
  total_discount numeric(20,4),
  allocated_discount numeric(20,4),
  total_tax numeric(20,4),
  total_duties numeric(20,4),
  unit_cost numeric(20,4),
  unit_cost_currency text,
  selling_plan text,
  bundle_id text,
  custom_attributes jsonb,
  discount_allocations jsonb,
  tax_lines jsonb
);

create table core_warehouse.orders (
  shop_id uuid not null,
  connector_id uuid not null,
  external_id text not null,
  legacy_id text,
  name text not null,
  confirmation_number text,
  po_number text,
  order_day date not null,
  created_at timestamp with time zone not null,
  processed_at timestamp with time zone,
  source_updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  deleted_at timestamp with time zone,
  is_test boolean default false not null,
  is_confirmed boolean,
  is_edited boolean,
  is_revenue boolean generated always as (((NOT is_test) AND (cancelled_at IS NULL) AND (deleted_at IS NULL))) stored not null,
  financial_status text,
  fulfillment_status text,
  return_status text,
  currency text not null,
  presentment_currency text,
  taxes_included boolean,
  tax_exempt boolean,
  duties_included boolean,
  estimated_taxes boolean,
  total numeric(20,4) not null,
  current_total numeric(20,4),
  original_total numeric(20,4),
  subtotal numeric(20,4),
  current_subtotal numeric(20,4),
  total_discounts numeric(20,4),
  current_total_discounts numeric(20,4),
  cart_discount numeric(20,4),
  total_tax numeric(20,4),
  current_total_tax numeric(20,4),
  total_shipping numeric(20,4),
  current_shipping numeric(20,4),
  total_tip numeric(20,4),
  total_received numeric(20,4),
  total_refunded numeric(20,4),
  total_refunded_shipping numeric(20,4),
  total_outstanding numeric(20,4),
  total_capturable numeric(20,4),
  net_payment numeric(20,4),
  refund_discrepancy numeric(20,4),
  original_duties numeric(20,4),
  current_duties numeric(20,4),
  original_additional_fees numeric(20,4),
  current_additional_fees numeric(20,4),
  payment_rounding numeric(20,4),
  refund_rounding numeric(20,4),
  presentment_total numeric(20,4),
  presentment_current_total numeric(20,4),
  ledger_residual numeric(20,4),
  quantity integer,
  current_quantity integer,
  requires_shipping boolean,
  total_weight_grams numeric(20,4),
  fulfillments_count integer,
  first_fulfilled_at timestamp with time zone,
  last_delivered_at timestamp with time zone,
  shipping_method text,
  fulfillments jsonb,
  refunds jsonb,
  customer_id text,
  customer_order_index integer,
  customer_orders_count integer,
  customer_locale text,
  accepts_marketing boolean,
  shipping_country text,
  shipping_province text,
  shipping_city text,
  shipping_zip text,
  billing_country text,
  discount_codes jsonb,
  tags jsonb,
  payment_gateways jsonb,
  tax_lines jsonb,
  custom_attributes jsonb,
  app_id text,
  app_name text,
  source_name text,
  source_identifier text,
  source_url text,
  channel_id text,
  channel_name text,
  channel_handle text,
  publication_id text,
  retail_location_id text,
  business_entity_id text,
  journey_ready boolean,
  days_to_conversion integer,
  moments_count integer,
  first_visit_at timestamp with time zone,
  first_source text,
  first_source_type text,
  first_referrer text,
  first_landing_page text,
  first_utm_source text,
  first_utm_medium text,
  first_utm_campaign text,
  first_utm_content text,
  first_utm_term text,
  last_visit_at timestamp with time zone,
  last_source text,
  last_source_type text,
  last_referrer text,
  last_landing_page text,
  last_utm_source text,
  last_utm_medium text,
  last_utm_campaign text,
  last_utm_content text,
  last_utm_term text,
  risk_recommendation text,
  risk_level text,
  disputes jsonb,
  payment_terms jsonb,
  source text not null
);

create table core_warehouse.product_variants (
  shop_id uuid not null,
  connector_id uuid not null,
  external_id text not null,
  product_id text not null,
  legacy_id text,
  inventory_item_id text,
  title text,
  sku text,
  barcode text,
  position integer,
  currency text not null,
  price numeric(20,4),
  compare_at_price numeric(20,4),
  unit_cost numeric(20,4),
  unit_cost_currency text,
  taxable boolean,
  available_for_sale boolean,
  inventory_policy text,
  inventory_quantity integer,
  options jsonb,
  source_updated_at timestamp with time zone
);

create table core_warehouse.products (
  shop_id uuid not null,
  connector_id uuid not null,
  external_id text not null,
  legacy_id text,
  handle text,
  title text not null,
  vendor text,
  product_type text,
  category text,
  status text,
  tags jsonb,
  is_gift_card boolean,
  total_inventory integer,
  image_url text,
  online_store_url text,
  created_at timestamp with time zone,
  published_at timestamp with time zone,
  source_updated_at timestamp with time zone,
  deleted_at timestamp with time zone
);

create table core_warehouse.transactions (
  shop_id uuid not null,
  connector_id uuid not null,
  order_id text not null,
  external_id text not null,
  parent_id text,
  kind text not null,
  status text not null,
  gateway text,
  payment_id text,
  payment_method text,
  card_company text,
  wallet text,
  is_test boolean default false not null,
  is_manual boolean,
  created_at timestamp with time zone,
  processed_at timestamp with time zone,
  authorization_expires_at timestamp with time zone,
  currency text not null,
  amount numeric(20,4) not null,
  presentment_currency text,
  presentment_amount numeric(20,4),
  rounding_amount numeric(20,4),
  unsettled_amount numeric(20,4),
  maximum_refundable numeric(20,4),
  settlement_currency text,
  settlement_rate numeric(20,10),
  fee_amount numeric(20,4),
  fee_tax_amount numeric(20,4),
  fees jsonb,
  fx_adjustment jsonb,
  error_code text
);

create table reporting.daily_revenue_rollup (
  shop_id uuid not null,
  connector_id uuid not null,
  basis text not null,
  day date not null,
  currency text not null,
  orders bigint default 0 not null,
  units bigint default 0 not null,
  gross_sales numeric(20,4) default 0 not null,
  discounts numeric(20,4) default 0 not null,
  refunds numeric(20,4) default 0 not null,
  net_sales numeric(20,4) default 0 not null,
  shipping numeric(20,4) default 0 not null,
  tax numeric(20,4) default 0 not null,
  tips numeric(20,4) default 0 not null,
  duties_and_fees numeric(20,4) default 0 not null,
  gift_cards numeric(20,4) default 0 not null,
  adjustments numeric(20,4) default 0 not null,
  total_sales numeric(20,4) default 0 not null,
  new_customer_orders bigint default 0 not null,
  cancelled_orders bigint default 0 not null,
  cancelled_amount numeric(20,4) default 0 not null,
  test_orders bigint default 0 not null
);

create table reporting.marketing_daily_rollup (
  shop_id uuid not null,
  connector_id uuid not null,
  day date not null,
  platform text not null,
  currency text not null,
  vat_basis text not null,
  spend numeric(20,4),
  impressions bigint,
  clicks bigint,
  link_clicks bigint,
  conversions numeric(20,4),
  conversion_value numeric(20,4),
  observed_at timestamp with time zone not null
);

-- constraints

alter table app_dashboard.action_caps add constraint action_caps_pkey PRIMARY KEY (shop_id, platform, currency);
alter table app_dashboard.action_caps add constraint action_caps_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table app_dashboard.action_caps add constraint action_caps_max_actions_per_day_check CHECK (((max_actions_per_day >= 0) AND (max_actions_per_day <= 10000)));
alter table app_dashboard.action_caps add constraint action_caps_max_change_percent_check CHECK ((max_change_percent > (0)::numeric));
alter table app_dashboard.action_caps add constraint action_caps_max_daily_budget_check CHECK ((max_daily_budget > (0)::numeric));
alter table app_dashboard.action_caps add constraint action_caps_max_daily_increase_check CHECK ((max_daily_increase >= (0)::numeric));
alter table app_dashboard.action_caps add constraint action_caps_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.action_proposals add constraint action_proposals_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.action_proposals add constraint action_proposals_short_id_key UNIQUE (short_id);
alter table app_dashboard.action_proposals add constraint action_proposals_decided_via_check CHECK ((decided_via = ANY (ARRAY['web'::text, 'api'::text, 'telegram'::text, 'cli'::text, 'system'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_diff_hash_check CHECK ((diff_hash ~ '^[0-9a-f]{64}$'::text));
alter table app_dashboard.action_proposals add constraint action_proposals_kind_check CHECK ((kind = ANY (ARRAY['pause'::text, 'resume'::text, 'set_daily_budget'::text, 'set_lifetime_budget'::text, 'refresh_creative'::text, 'add_negative_keywords'::text, 'review_delivery'::text, 'check_connection'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_level_check CHECK ((level = ANY (ARRAY['account'::text, 'campaign'::text, 'adset'::text, 'ad'::text, 'keyword'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_risk_check CHECK ((risk = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_short_id_check CHECK ((short_id ~ '^[0-9A-HJKMNP-TV-Z]{10}$'::text));
alter table app_dashboard.action_proposals add constraint action_proposals_source_check CHECK ((source = ANY (ARRAY['rule'::text, 'person'::text, 'api'::text, 'mcp'::text, 'undo'::text, 'drift'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_status_check CHECK ((status = ANY (ARRAY['proposed'::text, 'approved'::text, 'executing'::text, 'executed'::text, 'failed'::text, 'unknown_outcome'::text, 'undone'::text, 'rejected'::text, 'expired'::text, 'superseded'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_subject_check CHECK ((subject = ANY (ARRAY['status'::text, 'budget'::text, 'creative'::text, 'keywords'::text, 'delivery'::text, 'connection'::text])));
alter table app_dashboard.action_proposals add constraint action_proposals_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.action_proposals add constraint action_proposals_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.agencies add constraint agencies_pkey PRIMARY KEY (id);
alter table app_dashboard.api_keys add constraint api_keys_pkey PRIMARY KEY (id);
alter table app_dashboard.api_keys add constraint api_keys_key_hash_key UNIQUE (key_hash);
alter table app_dashboard.api_keys add constraint api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.audit_log add constraint audit_log_pkey PRIMARY KEY (id);
alter table app_dashboard.audit_log add constraint audit_log_actor_type_check CHECK ((actor_type = ANY (ARRAY['user'::text, 'api_key'::text, 'system'::text, 'cli'::text, 'webhook'::text, 'mcp'::text])));
alter table app_dashboard.chores add constraint chores_pkey PRIMARY KEY (name);
alter table app_dashboard.connectors add constraint connectors_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.connectors add constraint connectors_shop_id_platform_external_account_id_key UNIQUE (shop_id, platform, external_account_id);
alter table app_dashboard.connectors add constraint connectors_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table app_dashboard.connectors add constraint connectors_kind_check CHECK ((kind = ANY (ARRAY['sales'::text, 'ads'::text, 'analytics'::text, 'payments'::text])));
alter table app_dashboard.connectors add constraint connectors_mode_check CHECK ((mode = ANY (ARRAY['api'::text, 'import'::text, 'fixture'::text])));
alter table app_dashboard.connectors add constraint connectors_status_check CHECK ((status = ANY (ARRAY['connected'::text, 'needs_reauth'::text, 'failing'::text, 'disabled'::text])));
alter table app_dashboard.connectors add constraint connectors_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.entity_kpi_profiles add constraint entity_kpi_profiles_pkey PRIMARY KEY (shop_id, connector_id, level, entity_id);
alter table app_dashboard.entity_kpi_profiles add constraint entity_kpi_profiles_level_check CHECK ((level = ANY (ARRAY['account'::text, 'campaign'::text, 'adset'::text, 'ad'::text, 'keyword'::text])));
alter table app_dashboard.entity_kpi_profiles add constraint entity_kpi_profiles_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.executions add constraint executions_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.executions add constraint executions_shop_id_proposal_id_key UNIQUE (shop_id, proposal_id);
alter table app_dashboard.executions add constraint executions_executed_via_check CHECK ((executed_via = ANY (ARRAY['web'::text, 'api'::text, 'telegram'::text, 'cli'::text, 'system'::text])));
alter table app_dashboard.executions add constraint executions_mode_check CHECK ((mode = ANY (ARRAY['manual'::text, 'auto_low_risk'::text])));
alter table app_dashboard.executions add constraint executions_status_check CHECK ((status = ANY (ARRAY['executing'::text, 'executed'::text, 'failed'::text, 'unknown_outcome'::text, 'undone'::text])));
alter table app_dashboard.executions add constraint executions_step_check CHECK ((step = ANY (ARRAY['claimed'::text, 'writing'::text, 'written'::text, 'done'::text])));
alter table app_dashboard.executions add constraint executions_verdict_check CHECK ((verdict = ANY (ARRAY['improved'::text, 'worse'::text, 'inconclusive'::text])));
alter table app_dashboard.executions add constraint executions_shop_id_proposal_id_fkey FOREIGN KEY (shop_id, proposal_id) REFERENCES app_dashboard.action_proposals(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.idempotency_keys add constraint idempotency_keys_pkey PRIMARY KEY (user_id, key);
alter table app_dashboard.imports add constraint imports_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.imports add constraint imports_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.kpi_profiles add constraint kpi_profiles_pkey PRIMARY KEY (shop_id, key);
alter table app_dashboard.kpi_profiles add constraint kpi_profiles_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{1,39}$'::text));
alter table app_dashboard.kpi_profiles add constraint kpi_profiles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)));
alter table app_dashboard.kpi_profiles add constraint kpi_profiles_objective_check CHECK ((objective = ANY (ARRAY['purchase'::text, 'traffic'::text, 'retargeting'::text])));
alter table app_dashboard.kpi_profiles add constraint kpi_profiles_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.notifications add constraint notifications_pkey PRIMARY KEY (agency_id, id);
alter table app_dashboard.notifications add constraint notifications_channel_target_dedupe_key_key UNIQUE (channel, target, dedupe_key);
alter table app_dashboard.notifications add constraint notifications_channel_check CHECK ((channel = ANY (ARRAY['telegram'::text, 'web_push'::text])));
alter table app_dashboard.notifications add constraint notifications_kind_check CHECK ((kind = ANY (ARRAY['proposal'::text, 'digest'::text, 'alert'::text])));
alter table app_dashboard.notifications add constraint notifications_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text, 'dropped'::text])));
alter table app_dashboard.notifications add constraint notifications_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES app_dashboard.agencies(id) ON DELETE CASCADE;
alter table app_dashboard.notifications add constraint notifications_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.push_keys add constraint push_keys_pkey PRIMARY KEY (id);
alter table app_dashboard.push_keys add constraint push_keys_id_check CHECK ((id = 1));
alter table app_dashboard.push_subscriptions add constraint push_subscriptions_pkey PRIMARY KEY (user_id, id);
alter table app_dashboard.push_subscriptions add constraint push_subscriptions_endpoint_key UNIQUE (endpoint);
alter table app_dashboard.push_subscriptions add constraint push_subscriptions_locale_check CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])));
alter table app_dashboard.push_subscriptions add constraint push_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.refresh_tokens add constraint refresh_tokens_pkey PRIMARY KEY (token_hash);
alter table app_dashboard.refresh_tokens add constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES app_dashboard.sessions(id) ON DELETE CASCADE;
alter table app_dashboard.rule_cursors add constraint rule_cursors_pkey PRIMARY KEY (shop_id, connector_id);
alter table app_dashboard.rule_cursors add constraint rule_cursors_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.rule_evaluations add constraint rule_evaluations_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.rule_evaluations add constraint rule_evaluations_state_check CHECK ((state = ANY (ARRAY['enabled'::text, 'shadow'::text])));
alter table app_dashboard.rule_evaluations add constraint rule_evaluations_shop_id_rule_id_fkey FOREIGN KEY (shop_id, rule_id) REFERENCES app_dashboard.rules(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.rule_findings add constraint rule_findings_pkey PRIMARY KEY (shop_id, evaluation_id, level, entity_id, subject);
alter table app_dashboard.rule_findings add constraint rule_findings_outcome_check CHECK ((outcome = ANY (ARRAY['proposed'::text, 'shadow'::text, 'open_already'::text, 'superseded_older'::text, 'cooldown'::text, 'daily_limit'::text, 'quiet_hours'::text, 'no_change'::text])));
alter table app_dashboard.rule_findings add constraint rule_findings_shop_id_evaluation_id_fkey FOREIGN KEY (shop_id, evaluation_id) REFERENCES app_dashboard.rule_evaluations(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.rule_versions add constraint rule_versions_pkey PRIMARY KEY (shop_id, rule_id, version);
alter table app_dashboard.rule_versions add constraint rule_versions_shop_id_rule_id_fkey FOREIGN KEY (shop_id, rule_id) REFERENCES app_dashboard.rules(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.rules add constraint rules_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.rules add constraint rules_check CHECK (((quiet_from IS NULL) = (quiet_to IS NULL)));
alter table app_dashboard.rules add constraint rules_cooldown_hours_check CHECK (((cooldown_hours >= 0) AND (cooldown_hours <= 8760)));
alter table app_dashboard.rules add constraint rules_daily_limit_check CHECK (((daily_limit >= 1) AND (daily_limit <= 1000)));
alter table app_dashboard.rules add constraint rules_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)));
alter table app_dashboard.rules add constraint rules_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)));
alter table app_dashboard.rules add constraint rules_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439)));
alter table app_dashboard.rules add constraint rules_state_check CHECK ((state = ANY (ARRAY['enabled'::text, 'shadow'::text, 'disabled'::text])));
alter table app_dashboard.rules add constraint rules_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.sessions add constraint sessions_pkey PRIMARY KEY (id);
alter table app_dashboard.sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.shop_credentials add constraint shop_credentials_pkey PRIMARY KEY (shop_id, connector_id, name);
alter table app_dashboard.shop_credentials add constraint shop_credentials_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.shops add constraint shops_pkey PRIMARY KEY (id);
alter table app_dashboard.shops add constraint shops_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table app_dashboard.shops add constraint shops_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table app_dashboard.shops add constraint shops_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES app_dashboard.agencies(id);
alter table app_dashboard.sign_in_links add constraint sign_in_links_pkey PRIMARY KEY (token_hash);
alter table app_dashboard.sign_in_links add constraint sign_in_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.sync_cursors add constraint sync_cursors_pkey PRIMARY KEY (shop_id, connector_id, stream);
alter table app_dashboard.sync_cursors add constraint sync_cursors_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.sync_jobs add constraint sync_jobs_pkey PRIMARY KEY (shop_id, id);
alter table app_dashboard.sync_jobs add constraint sync_jobs_kind_check CHECK ((kind = ANY (ARRAY['HISTORICAL_INIT'::text, 'HISTORICAL_REBUILD'::text, 'INCREMENTAL'::text])));
alter table app_dashboard.sync_jobs add constraint sync_jobs_status_check CHECK ((status = ANY (ARRAY['QUEUED'::text, 'IN_PROGRESS'::text, 'SUCCEEDED'::text, 'FAILED'::text])));
alter table app_dashboard.sync_jobs add constraint sync_jobs_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.sync_slices add constraint sync_slices_pkey PRIMARY KEY (shop_id, job_id, id);
alter table app_dashboard.sync_slices add constraint sync_slices_shop_id_job_id_stream_slice_key_key UNIQUE (shop_id, job_id, stream, slice_key);
alter table app_dashboard.sync_slices add constraint sync_slices_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'RUNNING'::text, 'SUCCEEDED'::text, 'FAILED'::text])));
alter table app_dashboard.sync_slices add constraint sync_slices_shop_id_job_id_fkey FOREIGN KEY (shop_id, job_id) REFERENCES app_dashboard.sync_jobs(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.telegram_bot add constraint telegram_bot_pkey PRIMARY KEY (id);
alter table app_dashboard.telegram_bot add constraint telegram_bot_id_check CHECK ((id = 1));
alter table app_dashboard.telegram_bot add constraint telegram_bot_state_check CHECK ((state = ANY (ARRAY['connecting'::text, 'running'::text, 'conflict'::text, 'unauthorized'::text, 'stopped'::text])));
alter table app_dashboard.telegram_chats add constraint telegram_chats_pkey PRIMARY KEY (agency_id, chat_id);
alter table app_dashboard.telegram_chats add constraint telegram_chats_chat_id_key UNIQUE (chat_id);
alter table app_dashboard.telegram_chats add constraint telegram_chats_digest_hour_check CHECK (((digest_hour >= 0) AND (digest_hour <= 23)));
alter table app_dashboard.telegram_chats add constraint telegram_chats_locale_check CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])));
alter table app_dashboard.telegram_chats add constraint telegram_chats_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)));
alter table app_dashboard.telegram_chats add constraint telegram_chats_quiet_to_check CHECK (((quiet_to >= 0) AND (quiet_to <= 1439)));
alter table app_dashboard.telegram_chats add constraint telegram_chats_state_check CHECK ((state = ANY (ARRAY['active'::text, 'blocked'::text, 'removed'::text])));
alter table app_dashboard.telegram_chats add constraint telegram_chats_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES app_dashboard.agencies(id) ON DELETE CASCADE;
alter table app_dashboard.telegram_chats add constraint telegram_chats_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.telegram_pairings add constraint telegram_pairings_pkey PRIMARY KEY (code_hash);
alter table app_dashboard.telegram_pairings add constraint telegram_pairings_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES app_dashboard.agencies(id) ON DELETE CASCADE;
alter table app_dashboard.telegram_pairings add constraint telegram_pairings_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.telegram_updates add constraint telegram_updates_pkey PRIMARY KEY (update_id);
alter table app_dashboard.user_shops add constraint user_shops_pkey PRIMARY KEY (shop_id, user_id);
alter table app_dashboard.user_shops add constraint user_shops_role_check CHECK ((role = ANY (ARRAY['manager'::text, 'viewer'::text])));
alter table app_dashboard.user_shops add constraint user_shops_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table app_dashboard.user_shops add constraint user_shops_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_dashboard.users(id) ON DELETE CASCADE;
alter table app_dashboard.users add constraint users_pkey PRIMARY KEY (id);
alter table app_dashboard.users add constraint users_auth_subject_key UNIQUE (auth_subject);
alter table app_dashboard.users add constraint users_email_key UNIQUE (email);
alter table app_dashboard.users add constraint users_email_check CHECK ((email = lower(email)));
alter table app_dashboard.users add constraint users_locale_check CHECK ((locale = ANY (ARRAY['ko'::text, 'en'::text])));
alter table app_dashboard.users add constraint users_role_check CHECK ((role = ANY (ARRAY['AGENCY_OWNER'::text, 'AGENCY_STAFF'::text, 'STORE_USER'::text])));
alter table app_dashboard.users add constraint users_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES app_dashboard.agencies(id);
alter table app_dashboard.webhook_events add constraint webhook_events_pkey PRIMARY KEY (shop_id, connector_id, event_id);
alter table app_dashboard.webhook_events add constraint webhook_events_shop_id_connector_id_fkey FOREIGN KEY (shop_id, connector_id) REFERENCES app_dashboard.connectors(shop_id, id) ON DELETE CASCADE;
alter table app_dashboard.write_stops add constraint write_stops_pkey PRIMARY KEY (agency_id, id);
alter table app_dashboard.write_stops add constraint write_stops_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES app_dashboard.agencies(id) ON DELETE CASCADE;
alter table app_dashboard.write_stops add constraint write_stops_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES app_dashboard.shops(id) ON DELETE CASCADE;
alter table staging_ingest.raw_payloads add constraint raw_payloads_pkey PRIMARY KEY (shop_id, connector_id, stream, external_id, payload_hash);
alter table staging_ingest.raw_payloads add constraint raw_payloads_source_check CHECK ((source = ANY (ARRAY['api'::text, 'file'::text, 'webhook'::text])));
alter table staging_ingest.rejected_payloads add constraint rejected_payloads_pkey PRIMARY KEY (shop_id, id);
alter table core_warehouse.account_activities add constraint account_activities_pkey PRIMARY KEY (shop_id, connector_id, external_id);
alter table core_warehouse.entities add constraint entities_pkey PRIMARY KEY (shop_id, connector_id, level, external_id);
alter table core_warehouse.entities add constraint entities_level_check CHECK ((level = ANY (ARRAY['account'::text, 'campaign'::text, 'adset'::text, 'ad'::text, 'keyword'::text])));
alter table core_warehouse.entity_changes add constraint entity_changes_pkey PRIMARY KEY (shop_id, connector_id, id);
alter table core_warehouse.entity_changes add constraint entity_changes_field_check CHECK ((field = ANY (ARRAY['status'::text, 'effective_status'::text, 'daily_budget'::text, 'lifetime_budget'::text, 'bid_amount'::text, 'name'::text])));
alter table core_warehouse.fx_rates add constraint fx_rates_pkey PRIMARY KEY (day, base, quote);
alter table core_warehouse.fx_rates add constraint fx_rates_base_check CHECK ((base ~ '^[A-Z]{3}$'::text));
alter table core_warehouse.fx_rates add constraint fx_rates_quote_check CHECK ((quote ~ '^[A-Z]{3}$'::text));
alter table core_warehouse.fx_rates add constraint fx_rates_rate_check CHECK ((rate > (0)::numeric));
alter table core_warehouse.inventory_levels add constraint inventory_levels_pkey PRIMARY KEY (shop_id, connector_id, inventory_item_id, location_id);
alter table core_warehouse.metrics_daily add constraint metrics_daily_pkey PRIMARY KEY (shop_id, connector_id, level, entity_id, day);
alter table core_warehouse.metrics_daily add constraint metrics_daily_level_check CHECK ((level = ANY (ARRAY['account'::text, 'campaign'::text, 'adset'::text, 'ad'::text, 'keyword'::text])));
alter table core_warehouse.metrics_daily add constraint metrics_daily_source_check CHECK ((source = ANY (ARRAY['api'::text, 'file'::text])));
alter table core_warehouse.metrics_daily add constraint metrics_daily_vat_basis_check CHECK ((vat_basis = ANY (ARRAY['incl'::text, 'excl'::text, 'exempt'::text, 'unknown'::text])));
alter table core_warehouse.metrics_daily_versions add constraint metrics_daily_versions_pkey PRIMARY KEY (shop_id, connector_id, level, entity_id, day, observed_at);
alter table core_warehouse.order_deletions add constraint order_deletions_pkey PRIMARY KEY (shop_id, connector_id, order_id);
alter table core_warehouse.order_ledger add constraint order_ledger_pkey PRIMARY KEY (shop_id, connector_id, order_id, event_key);
alter table core_warehouse.order_ledger add constraint order_ledger_check CHECK ((amount = ((gross_amount - discount_amount) + tax_amount)));
alter table core_warehouse.order_ledger add constraint order_ledger_event_type_check CHECK ((event_type = ANY (ARRAY['sale'::text, 'discount'::text, 'tax'::text, 'shipping'::text, 'cancel'::text, 'return'::text, 'refund'::text, 'exchange'::text, 'fee'::text, 'adjustment'::text])));
alter table core_warehouse.order_ledger add constraint order_ledger_line_type_check CHECK ((line_type = ANY (ARRAY['product'::text, 'shipping'::text, 'tip'::text, 'duty'::text, 'fee'::text, 'gift_card'::text, 'adjustment'::text, 'unknown'::text])));
alter table core_warehouse.order_ledger add constraint order_ledger_source_check CHECK ((source = ANY (ARRAY['agreement'::text, 'derived'::text, 'reconcile'::text])));
alter table core_warehouse.order_ledger add constraint order_ledger_vat_basis_check CHECK ((vat_basis = ANY (ARRAY['incl'::text, 'excl'::text, 'exempt'::text, 'unknown'::text])));
alter table core_warehouse.order_line_items add constraint order_line_items_pkey PRIMARY KEY (shop_id, connector_id, order_id, external_id);
alter table core_warehouse.orders add constraint orders_pkey PRIMARY KEY (shop_id, connector_id, external_id);
alter table core_warehouse.orders add constraint orders_source_check CHECK ((source = ANY (ARRAY['api'::text, 'file'::text])));
alter table core_warehouse.product_variants add constraint product_variants_pkey PRIMARY KEY (shop_id, connector_id, external_id);
alter table core_warehouse.products add constraint products_pkey PRIMARY KEY (shop_id, connector_id, external_id);
alter table core_warehouse.transactions add constraint transactions_pkey PRIMARY KEY (shop_id, connector_id, order_id, external_id);
alter table reporting.daily_revenue_rollup add constraint daily_revenue_rollup_pkey PRIMARY KEY (shop_id, basis, day, connector_id, currency);
alter table reporting.daily_revenue_rollup add constraint daily_revenue_rollup_basis_check CHECK ((basis = ANY (ARRAY['order'::text, 'event'::text])));
alter table reporting.marketing_daily_rollup add constraint marketing_daily_rollup_pkey PRIMARY KEY (shop_id, day, connector_id);

-- indexes

CREATE INDEX action_proposals_expiry_idx ON app_dashboard.action_proposals USING btree (expires_at) WHERE (status = ANY (ARRAY['proposed'::text, 'approved'::text]));
CREATE INDEX action_proposals_id_idx ON app_dashboard.action_proposals USING btree (id);
CREATE INDEX action_proposals_inbox_idx ON app_dashboard.action_proposals USING btree (shop_id, status, created_at DESC);
CREATE UNIQUE INDEX action_proposals_open_key ON app_dashboard.action_proposals USING btree (shop_id, connector_id, level, entity_id, subject) WHERE ((status = ANY (ARRAY['proposed'::text, 'approved'::text, 'executing'::text, 'unknown_outcome'::text])) AND (undoes IS NULL));
CREATE UNIQUE INDEX action_proposals_undo_key ON app_dashboard.action_proposals USING btree (shop_id, undoes) WHERE ((status = ANY (ARRAY['proposed'::text, 'approved'::text, 'executing'::text, 'unknown_outcome'::text, 'executed'::text])) AND (undoes IS NOT NULL));
CREATE INDEX api_keys_user_idx ON app_dashboard.api_keys USING btree (user_id);
CREATE INDEX audit_log_agency_idx ON app_dashboard.audit_log USING btree (agency_id, at DESC);
CREATE INDEX audit_log_shop_idx ON app_dashboard.audit_log USING btree (shop_id, at DESC);
CREATE INDEX connectors_due_idx ON app_dashboard.connectors USING btree (next_sync_at) WHERE ((status = ANY (ARRAY['connected'::text, 'failing'::text])) AND (mode = 'api'::text));
CREATE INDEX executions_day_idx ON app_dashboard.executions USING btree (shop_id, connector_id, account_day);
CREATE INDEX executions_id_idx ON app_dashboard.executions USING btree (id);
CREATE INDEX executions_open_idx ON app_dashboard.executions USING btree (next_attempt_at, lease_expires_at) WHERE (status = ANY (ARRAY['executing'::text, 'unknown_outcome'::text]));
CREATE INDEX executions_shop_idx ON app_dashboard.executions USING btree (shop_id, started_at DESC);
CREATE INDEX executions_unjudged_idx ON app_dashboard.executions USING btree (observe_until) WHERE ((status = 'executed'::text) AND (verdict IS NULL));
CREATE INDEX notifications_due_idx ON app_dashboard.notifications USING btree (channel, next_attempt_at) WHERE (state = 'pending'::text);
CREATE INDEX notifications_proposal_idx ON app_dashboard.notifications USING btree (shop_id, proposal_id) WHERE (kind = 'proposal'::text);
CREATE INDEX refresh_tokens_session_idx ON app_dashboard.refresh_tokens USING btree (session_id);
CREATE INDEX rule_evaluations_rule_idx ON app_dashboard.rule_evaluations USING btree (shop_id, rule_id, as_of DESC);
CREATE INDEX rule_findings_entity_idx ON app_dashboard.rule_findings USING btree (shop_id, rule_id, level, entity_id, as_of DESC);
CREATE INDEX sessions_user_idx ON app_dashboard.sessions USING btree (user_id);
CREATE INDEX shops_agency_idx ON app_dashboard.shops USING btree (agency_id);
CREATE INDEX sign_in_attempts_idx ON app_dashboard.sign_in_attempts USING btree (subject, attempted_at);
CREATE INDEX sync_jobs_claim_idx ON app_dashboard.sync_jobs USING btree (run_after) WHERE (status = 'QUEUED'::text);
CREATE INDEX sync_jobs_finished_idx ON app_dashboard.sync_jobs USING btree (finished_at) WHERE (status = ANY (ARRAY['SUCCEEDED'::text, 'FAILED'::text]));
CREATE INDEX sync_jobs_history_idx ON app_dashboard.sync_jobs USING btree (shop_id, connector_id, created_at DESC);
CREATE INDEX sync_jobs_lease_idx ON app_dashboard.sync_jobs USING btree (lease_expires_at) WHERE (status = 'IN_PROGRESS'::text);
CREATE UNIQUE INDEX sync_jobs_one_in_flight ON app_dashboard.sync_jobs USING btree (shop_id, connector_id) WHERE (status = ANY (ARRAY['QUEUED'::text, 'IN_PROGRESS'::text]));
CREATE UNIQUE INDEX user_shops_one_default ON app_dashboard.user_shops USING btree (user_id) WHERE is_default;
CREATE INDEX user_shops_user_idx ON app_dashboard.user_shops USING btree (user_id);
CREATE INDEX users_agency_idx ON app_dashboard.users USING btree (agency_id);
CREATE INDEX webhook_events_processed_idx ON app_dashboard.webhook_events USING btree (received_at) WHERE (processed_at IS NOT NULL);
CREATE UNIQUE INDEX write_stops_open_key ON app_dashboard.write_stops USING btree (agency_id, COALESCE(shop_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (released_at IS NULL);
CREATE INDEX rejected_payloads_connector_idx ON staging_ingest.rejected_payloads USING btree (shop_id, connector_id, received_at DESC);
CREATE INDEX account_activities_entity_idx ON core_warehouse.account_activities USING btree (shop_id, connector_id, entity_id, occurred_at DESC);
CREATE INDEX account_activities_time_idx ON core_warehouse.account_activities USING btree (shop_id, occurred_at DESC);
CREATE INDEX entity_changes_entity_idx ON core_warehouse.entity_changes USING btree (shop_id, connector_id, level, entity_id, observed_at);
CREATE INDEX entity_changes_time_idx ON core_warehouse.entity_changes USING btree (shop_id, observed_at DESC);
CREATE INDEX metrics_daily_file_idx ON core_warehouse.metrics_daily USING btree (shop_id, connector_id, level, day) WHERE (source = 'file'::text);
CREATE INDEX metrics_daily_report_idx ON core_warehouse.metrics_daily USING btree (shop_id, level, day, connector_id);
CREATE INDEX metrics_daily_versions_day_idx ON core_warehouse.metrics_daily_versions USING btree (shop_id, connector_id, level, day);
CREATE INDEX orders_day_idx ON core_warehouse.orders USING btree (shop_id, order_day);
CREATE INDEX orders_named_only_idx ON core_warehouse.orders USING btree (shop_id, connector_id, name) WHERE (external_id ~~ 'csv:%'::text);
CREATE INDEX orders_recent_idx ON core_warehouse.orders USING btree (shop_id, created_at DESC);
CREATE INDEX orders_residual_idx ON core_warehouse.orders USING btree (shop_id, order_day) WHERE (ledger_residual <> (0)::numeric);

-- functions

CREATE OR REPLACE FUNCTION app_dashboard.current_agency_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select agency_id from app_dashboard.users where id = app_dashboard.current_user_id()
$function$;

CREATE OR REPLACE FUNCTION app_dashboard.current_user_id()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  subject text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub';
begin
  return (
    select u.id from app_dashboard.users u
    where (u.id::text = subject or u.auth_subject = subject) and u.disabled_at is null
  );
end $function$;

CREATE OR REPLACE FUNCTION app_dashboard.is_agency_owner()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from app_dashboard.users where id = app_dashboard.current_user_id() and role = 'AGENCY_OWNER'
  )
$function$;

CREATE OR REPLACE FUNCTION app_dashboard.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name;
end $function$;

CREATE OR REPLACE FUNCTION app_dashboard.visible_shop_ids()
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION core_warehouse.keep_entity_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  seen timestamptz := coalesce(nullif(current_setting('commerce.observed_at', true), '')::timestamptz, now());
  execution uuid := nullif(current_setting('commerce.execution_id', true), '')::uuid;
begin
  insert into core_warehouse.entity_changes
    (shop_id, connector_id, level, entity_id, field, before, after, observed_at, execution_id)
  select new.shop_id, new.connector_id, new.level, new.external_id, c.field, c.before, c.after, seen, execution
  from (values
    ('status', old.status, new.status),
    ('effective_status', old.effective_status, new.effective_status),
    ('daily_budget', trim_scale(old.daily_budget)::text, trim_scale(new.daily_budget)::text),
    ('lifetime_budget', trim_scale(old.lifetime_budget)::text, trim_scale(new.lifetime_budget)::text),
    ('bid_amount', trim_scale(old.bid_amount)::text, trim_scale(new.bid_amount)::text),
    ('name', old.name, new.name)
  ) as c (field, before, after)
  where c.before is distinct from c.after;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION core_warehouse.keep_metric_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into core_warehouse.metrics_daily_versions (
    shop_id, connector_id, level, entity_id, day, observed_at, superseded_at,
    spend, impressions, reach, frequency, clicks, link_clicks, landing_page_views,
    add_to_cart, initiate_checkout, leads, conversions, conversion_value, metrics_json)
  values (
    old.shop_id, old.connector_id, old.level, old.entity_id, old.day, old.observed_at, new.observed_at,
    old.spend, old.impressions, old.reach, old.frequency, old.clicks, old.link_clicks, old.landing_page_views,
    old.add_to_cart, old.initiate_checkout, old.leads, old.conversions, old.conversion_value, old.metrics_json)
  on conflict do nothing;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION reporting.apply_orders(p_shop_id uuid, p_connector_id uuid, p_order_ids text[], p_sign integer)
 RETURNS SETOF date
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  insert into reporting.daily_revenue_rollup as r (
    shop_id, connector_id, basis, day, currency, orders, units, gross_sales, discounts, refunds, net_sales, shipping,
    tax, tips, duties_and_fees, gift_cards, adjustments, total_sales, new_customer_orders, cancelled_orders,
    cancelled_amount, test_orders)
  with picked as materialized (
    select o.*
    from unnest(p_order_ids) i (order_id)
    cross join lateral (
      select s.external_id, s.order_day, s.currency, s.is_revenue, s.is_test, s.customer_order_index, s.total,
        s.cancelled_at is not null and not s.is_test and s.deleted_at is null as is_cancelled
      from core_warehouse.orders s
      where s.shop_id = p_shop_id and s.connector_id = p_connector_id and s.external_id = i.order_id
      offset 0
    ) o
  ),
  events as materialized (
    select l.order_day, l.event_day, l.currency, l.line_type, l.event_type in ('sale', 'exchange') as is_sale,
      coalesce(sum(l.quantity), 0) as quantity, sum(l.gross_amount) as gross, sum(l.discount_amount) as discount,
      sum(l.tax_amount) as tax, sum(l.amount) as amount
    from picked p
    cross join lateral (
      select e.order_day, e.event_day, e.currency, e.line_type, e.event_type, e.quantity, e.gross_amount,
        e.discount_amount, e.tax_amount, e.amount
      from core_warehouse.order_ledger e
      where e.shop_id = p_shop_id and e.connector_id = p_connector_id and e.order_id = p.external_id
      offset 0
    ) l
    where p.is_revenue
    group by 1, 2, 3, 4, 5
  ),
  delta as (
    select b.basis, case b.basis when 'order' then e.order_day else e.event_day end as day, e.currency, 0 as orders,
      case when line_type = 'product' then quantity else 0 end as units,
      case when line_type = 'product' and is_sale then gross else 0 end as gross_sales,
      case when line_type = 'product' and is_sale then discount else 0 end as discounts,
      case when line_type = 'product' and not is_sale then discount - gross else 0 end as refunds,
      case when line_type = 'product' then gross - discount else 0 end as net_sales,
      case when line_type = 'shipping' then gross - discount else 0 end as shipping,
      case when line_type <> 'gift_card' then tax else 0 end as tax,
      case when line_type = 'tip' then gross - discount else 0 end as tips,
      case when line_type in ('duty', 'fee') then gross - discount else 0 end as duties_and_fees,
      case when line_type = 'gift_card' then amount else 0 end as gift_cards,
      case when line_type in ('adjustment', 'unknown') then gross - discount else 0 end as adjustments,
      case when line_type <> 'gift_card' then amount else 0 end as total_sales,
      0 as new_customer_orders, 0 as cancelled_orders, 0 as cancelled_amount, 0 as test_orders
    from events e
    cross join (values ('order'), ('event')) b (basis)
    union all
    select b.basis, c.order_day, c.currency, c.orders, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, c.new_customer_orders,
      c.cancelled_orders, c.cancelled_amount, c.test_orders
    from (
      select p.order_day, p.currency, count(*) filter (where p.is_revenue) as orders,
        count(*) filter (where p.is_revenue and p.customer_order_index = 1) as new_customer_orders,
        count(*) filter (where p.is_cancelled) as cancelled_orders,
        coalesce(sum(p.total) filter (where p.is_cancelled), 0) as cancelled_amount,
        count(*) filter (where p.is_test) as test_orders
      from picked p
      group by p.order_day, p.currency
    ) c
    cross join (values ('order'), ('event')) b (basis)
  )
  select p_shop_id, p_connector_id, d.basis, d.day, d.currency,
    p_sign * d.orders, p_sign * d.units, p_sign * d.gross_sales, p_sign * d.discounts, p_sign * d.refunds,
    p_sign * d.net_sales, p_sign * d.shipping, p_sign * d.tax, p_sign * d.tips, p_sign * d.duties_and_fees,
    p_sign * d.gift_cards, p_sign * d.adjustments, p_sign * d.total_sales, p_sign * d.new_customer_orders,
    p_sign * d.cancelled_orders, p_sign * d.cancelled_amount, p_sign * d.test_orders
  from (
    select basis, day, currency, sum(orders) as orders, sum(units) as units, sum(gross_sales) as gross_sales,
      sum(discounts) as discounts, sum(refunds) as refunds, sum(net_sales) as net_sales, sum(shipping) as shipping,
      sum(tax) as tax, sum(tips) as tips, sum(duties_and_fees) as duties_and_fees, sum(gift_cards) as gift_cards,
      sum(adjustments) as adjustments, sum(total_sales) as total_sales, sum(new_customer_orders) as new_customer_orders,
      sum(cancelled_orders) as cancelled_orders, sum(cancelled_amount) as cancelled_amount, sum(test_orders) as test_orders
    from delta
    group by basis, day, currency
  ) d
  where (d.orders, d.units, d.new_customer_orders, d.cancelled_orders, d.test_orders) <> (0, 0, 0, 0, 0)
    or (d.gross_sales, d.discounts, d.refunds, d.net_sales, d.shipping, d.tax, d.tips, d.duties_and_fees, d.gift_cards,
      d.adjustments, d.total_sales, d.cancelled_amount) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  order by d.basis, d.day, d.currency
  on conflict (shop_id, basis, day, connector_id, currency) do update set
    orders = r.orders + excluded.orders,
    units = r.units + excluded.units,
    gross_sales = r.gross_sales + excluded.gross_sales,
    discounts = r.discounts + excluded.discounts,
    refunds = r.refunds + excluded.refunds,
    net_sales = r.net_sales + excluded.net_sales,
    shipping = r.shipping + excluded.shipping,
    tax = r.tax + excluded.tax,
    tips = r.tips + excluded.tips,
    duties_and_fees = r.duties_and_fees + excluded.duties_and_fees,
    gift_cards = r.gift_cards + excluded.gift_cards,
    adjustments = r.adjustments + excluded.adjustments,
    total_sales = r.total_sales + excluded.total_sales,
    new_customer_orders = r.new_customer_orders + excluded.new_customer_orders,
    cancelled_orders = r.cancelled_orders + excluded.cancelled_orders,
    cancelled_amount = r.cancelled_amount + excluded.cancelled_amount,
    test_orders = r.test_orders + excluded.test_orders
  returning r.day
$function$;

CREATE OR REPLACE FUNCTION reporting.connector_facts(p_shop_id uuid)
 RETURNS TABLE(shop_id uuid, id uuid, platform text, kind text, mode text, name text, external_account_id text, currency text, timezone text, shop_timezone text, status text, status_message text, simulated boolean, collected_from date, imported_ranges json, last_synced_at timestamp with time zone, next_sync_at timestamp with time zone, syncing boolean)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION reporting.drop_empty_revenue(p_shop_id uuid, p_connector_id uuid, p_days date[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  delete from reporting.daily_revenue_rollup
  where shop_id = p_shop_id and connector_id = p_connector_id and day = any (p_days)
    and (orders, units, new_customer_orders, cancelled_orders, test_orders) = (0, 0, 0, 0, 0)
    and (gross_sales, discounts, refunds, net_sales, shipping, tax, tips, duties_and_fees, gift_cards, adjustments,
      total_sales, cancelled_amount) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$function$;

CREATE OR REPLACE FUNCTION reporting.refresh_marketing(p_shop_id uuid, p_connector_id uuid, p_days date[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
  delete from reporting.marketing_daily_rollup
  where shop_id = p_shop_id and connector_id = p_connector_id and day = any (p_days);

  insert into reporting.marketing_daily_rollup (
    shop_id, connector_id, day, platform, currency, vat_basis, spend, impressions, clicks, link_clicks, conversions,
    conversion_value, observed_at)
  with by_level as (
    select m.day, m.level,
      case m.level when 'account' then 1 when 'campaign' then 2 when 'adset' then 3 when 'ad' then 4 else 5 end as rank,
      min(m.currency) as currency, min(m.vat_basis) as vat_basis, sum(m.spend) as spend, sum(m.impressions)::bigint as impressions,
      sum(m.clicks)::bigint as clicks, sum(m.link_clicks)::bigint as link_clicks, sum(m.conversions) as conversions,
      sum(m.conversion_value) as conversion_value,
      bool_or(m.spend is null)::integer as spend_gaps,
      bool_or(m.impressions is null)::integer as impressions_gaps,
      bool_or(m.clicks is null)::integer as clicks_gaps,
      bool_or(m.link_clicks is null)::integer as link_clicks_gaps,
      bool_or(m.conversions is null)::integer as conversions_gaps,
      bool_or(m.conversion_value is null)::integer as conversion_value_gaps,
      max(m.observed_at) as observed_at
    from (select distinct d from unnest(p_days) u (d)) days
    cross join (values ('account'), ('campaign'), ('adset'), ('ad'), ('keyword')) levels (level)
    cross join lateral (
      select v.*
      from core_warehouse.metrics_daily v
      where v.shop_id = p_shop_id and v.level = levels.level and v.day = days.d and v.connector_id = p_connector_id
      offset 0
    ) m
    group by m.day, m.level
  )
  select p_shop_id, p_connector_id, l.day, c.platform, min(l.currency), min(l.vat_basis),
    (array_agg(l.spend order by l.spend_gaps, l.rank * (1 - 2 * l.spend_gaps)) filter (where l.spend is not null))[1],
    (array_agg(l.impressions order by l.impressions_gaps, l.rank * (1 - 2 * l.impressions_gaps)) filter (where l.impressions is not null))[1],
    (array_agg(l.clicks order by l.clicks_gaps, l.rank * (1 - 2 * l.clicks_gaps)) filter (where l.clicks is not null))[1],
    (array_agg(l.link_clicks order by l.link_clicks_gaps, l.rank * (1 - 2 * l.link_clicks_gaps)) filter (where l.link_clicks is not null))[1],
    (array_agg(l.conversions order by l.conversions_gaps, l.rank * (1 - 2 * l.conversions_gaps)) filter (where l.conversions is not null))[1],
    (array_agg(l.conversion_value order by l.conversion_value_gaps, l.rank * (1 - 2 * l.conversion_value_gaps)) filter (where l.conversion_value is not null))[1],
    max(l.observed_at)
  from by_level l
  join app_dashboard.connectors c on c.shop_id = p_shop_id and c.id = p_connector_id
  group by l.day, c.platform
$function$;

CREATE OR REPLACE FUNCTION reporting.version_marks(p_shop_id uuid, p_from date, p_to date)
 RETURNS TABLE(id uuid, name text, currency text, timezone text, is_demo boolean, data_version bigint, rates text, last_job text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return query
  select s.id, s.name, s.currency, s.timezone, s.is_demo, s.data_version,
    (select count(*) || ':' || coalesce(sum(hashtextextended(concat_ws('|', f.day, f.quote, f.rate), 0)), 0)
      from core_warehouse.fx_rates f
      where f.base = s.currency and f.day between p_from and p_to),
    (select max(j.created_at)::text from app_dashboard.sync_jobs j where j.shop_id = s.id)
  from app_dashboard.shops s
  where s.id = p_shop_id and s.archived_at is null;
end $function$;

-- triggers

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON app_dashboard.audit_log FOR EACH ROW EXECUTE FUNCTION app_dashboard.refuse_change();
CREATE TRIGGER rule_versions_append_only BEFORE UPDATE ON app_dashboard.rule_versions FOR EACH ROW EXECUTE FUNCTION app_dashboard.refuse_change();
CREATE TRIGGER entities_keep_change AFTER UPDATE ON core_warehouse.entities FOR EACH ROW WHEN (((((((old.status IS DISTINCT FROM new.status) OR (old.effective_status IS DISTINCT FROM new.effective_status)) OR (old.daily_budget IS DISTINCT FROM new.daily_budget)) OR (old.lifetime_budget IS DISTINCT FROM new.lifetime_budget)) OR (old.bid_amount IS DISTINCT FROM new.bid_amount)) OR (old.name IS DISTINCT FROM new.name))) EXECUTE FUNCTION core_warehouse.keep_entity_change();
CREATE TRIGGER metrics_daily_keep_version BEFORE UPDATE ON core_warehouse.metrics_daily FOR EACH ROW WHEN ((old.observed_at IS DISTINCT FROM new.observed_at)) EXECUTE FUNCTION core_warehouse.keep_metric_version();

-- views

create view staging_ingest.meta_insights_raw with (security_invoker=true) as
 SELECT r.shop_id,
    r.connector_id,
    r.stream,
    r.external_id,
    r.payload_hash,
    r.payload,
    r.source,
    r.job_id,
    r.received_at
   FROM staging_ingest.raw_payloads r
     JOIN app_dashboard.connectors c ON c.shop_id = r.shop_id AND c.id = r.connector_id
  WHERE c.platform = 'meta'::text AND r.stream ~~ 'insights%'::text;

create view staging_ingest.shopify_orders_raw with (security_invoker=true) as
 SELECT r.shop_id,
    r.connector_id,
    r.external_id,
    r.payload_hash,
    r.payload,
    r.source,
    r.job_id,
    r.received_at
   FROM staging_ingest.raw_payloads r
     JOIN app_dashboard.connectors c ON c.shop_id = r.shop_id AND c.id = r.connector_id
  WHERE c.platform = 'shopify'::text AND r.stream = 'orders'::text;

create view reporting.daily_revenue with (security_invoker=true) as
 SELECT shop_id,
    basis,
    day,
    currency,
    sum(orders)::bigint AS orders,
    sum(units)::bigint AS units,
    sum(gross_sales) AS gross_sales,
    sum(discounts) AS discounts,
    sum(refunds) AS refunds,
    sum(net_sales) AS net_sales,
    sum(shipping) AS shipping,
    sum(tax) AS tax,
    sum(tips) AS tips,
    sum(duties_and_fees) AS duties_and_fees,
    sum(gift_cards) AS gift_cards,
    sum(adjustments) AS adjustments,
    sum(total_sales) AS total_sales,
    sum(new_customer_orders)::bigint AS new_customer_orders,
    sum(cancelled_orders)::bigint AS cancelled_orders,
    sum(cancelled_amount) AS cancelled_amount,
    sum(test_orders)::bigint AS test_orders
   FROM reporting.daily_revenue_rollup
  GROUP BY shop_id, basis, day, currency;

create view reporting.fact_marketing_campaign_daily with (security_invoker=true) as
 SELECT shop_id,
    connector_id,
    day,
    entity_id AS campaign_id,
    entity_name AS campaign_name,
    currency,
    vat_basis,
    spend,
    impressions,
    reach,
    frequency,
    clicks,
    link_clicks,
    landing_page_views,
    add_to_cart,
    initiate_checkout,
    leads,
    conversions,
    conversion_value,
    conversion_action,
    metrics_json,
    observed_at
   FROM core_warehouse.metrics_daily
  WHERE level = 'campaign'::text;

create view reporting.fact_marketing_daily with (security_invoker=true) as
 SELECT shop_id,
    connector_id,
    day,
    entity_id AS account_id,
    currency,
    vat_basis,
    spend,
    impressions,
    reach,
    frequency,
    clicks,
    link_clicks,
    landing_page_views,
    add_to_cart,
    initiate_checkout,
    leads,
    conversions,
    conversion_value,
    conversion_action,
    metrics_json,
    observed_at
   FROM core_warehouse.metrics_daily
  WHERE level = 'account'::text;

create view reporting.marketing_daily with (security_invoker=true) as
 SELECT shop_id,
    day,
    platform,
    currency,
    vat_basis,
    sum(spend) AS spend,
    sum(impressions)::bigint AS impressions,
    sum(clicks)::bigint AS clicks,
    sum(link_clicks)::bigint AS link_clicks,
    sum(conversions) AS conversions,
    sum(conversion_value) AS conversion_value,
    max(observed_at) AS observed_at
   FROM reporting.marketing_daily_rollup
  GROUP BY shop_id, day, platform, currency, vat_basis;

create view reporting.mer_roas with (security_invoker=true) as
 WITH revenue AS (
         SELECT r_1.shop_id,
            r_1.day,
            COALESCE(sum(round(r_1.net_sales * x_1.rate, 4)) FILTER (WHERE r_1.basis = 'event'::text), 0::numeric) AS revenue,
            COALESCE(sum(r_1.orders) FILTER (WHERE r_1.basis = 'order'::text), 0::numeric)::bigint AS orders,
            bool_or(x_1.rate IS NULL AND (r_1.net_sales <> 0::numeric OR r_1.refunds <> 0::numeric OR r_1.orders <> 0)) AS fx_missing
           FROM reporting.daily_revenue_rollup r_1
             JOIN app_dashboard.shops s ON s.id = r_1.shop_id
             LEFT JOIN core_warehouse.fx_rates f ON r_1.currency <> s.currency AND f.day = r_1.day AND f.base = s.currency AND f.quote = r_1.currency
             CROSS JOIN LATERAL ( SELECT
                        CASE
                            WHEN r_1.currency = s.currency THEN 1::numeric
                            ELSE f.rate
                        END AS rate) x_1
          WHERE r_1.basis = ANY (ARRAY['event'::text, 'order'::text])
          GROUP BY r_1.shop_id, r_1.day
        ), spend AS (
         SELECT m.shop_id,
            m.day,
            sum(round(m.spend * x_1.rate, 4)) AS spend,
            sum(round(m.conversion_value * x_1.rate, 4)) AS conversion_value,
            sum(m.conversions) AS conversions,
            count(DISTINCT m.vat_basis) FILTER (WHERE m.spend <> 0::numeric) > 1 AS mixed_vat,
            bool_or(x_1.rate IS NULL AND (COALESCE(m.spend, 0::numeric) <> 0::numeric OR COALESCE(m.conversion_value, 0::numeric) <> 0::numeric)) AS fx_missing
           FROM reporting.marketing_daily_rollup m
             JOIN app_dashboard.shops s ON s.id = m.shop_id
             JOIN app_dashboard.connectors c ON c.shop_id = m.shop_id AND c.id = m.connector_id AND c.status <> 'disabled'::text
             LEFT JOIN core_warehouse.fx_rates f ON m.currency <> s.currency AND f.day = m.day AND f.base = s.currency AND f.quote = m.currency
             CROSS JOIN LATERAL ( SELECT
                        CASE
                            WHEN m.currency = s.currency THEN 1::numeric
                            ELSE f.rate
                        END AS rate) x_1
          GROUP BY m.shop_id, m.day
        )
 SELECT COALESCE(r.shop_id, p.shop_id) AS shop_id,
    COALESCE(r.day, p.day) AS day,
    x.revenue,
    r.orders,
    x.spend,
    x.conversion_value AS platform_conversion_value,
    p.conversions AS platform_conversions,
    COALESCE(r.fx_missing, false) OR COALESCE(p.fx_missing, false) AS fx_missing,
    COALESCE(p.mixed_vat, false) AS mixed_vat,
    round(x.revenue / NULLIF(x.spend, 0::numeric), 4) AS mer,
    round(x.conversion_value / NULLIF(x.spend, 0::numeric), 4) AS platform_roas
   FROM revenue r
     FULL JOIN spend p ON p.shop_id = r.shop_id AND p.day = r.day
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN NOT r.fx_missing THEN r.revenue
                    ELSE NULL::numeric
                END AS revenue,
                CASE
                    WHEN NOT p.fx_missing AND NOT p.mixed_vat THEN p.spend
                    ELSE NULL::numeric
                END AS spend,
                CASE
                    WHEN NOT p.fx_missing THEN p.conversion_value
                    ELSE NULL::numeric
                END AS conversion_value) x;

create view reporting.sync_status with (security_invoker=true) as
 SELECT c.shop_id,
    c.id AS connector_id,
    c.platform,
    c.kind,
    c.mode,
    c.name,
    c.external_account_id,
    c.currency,
    c.timezone,
    c.status,
    c.status_code,
    c.status_message,
    c.simulated,
    c.last_synced_at,
    c.next_sync_at,
    c.consecutive_failures,
    j.id AS job_id,
    j.kind AS job_kind,
    j.status AS job_status,
    j.records_synced,
    j.error_code,
    j.error_message,
    j.error_task,
    j.created_at AS job_created_at,
    j.started_at AS job_started_at,
    j.finished_at AS job_finished_at,
    j.heartbeat_at,
    ( SELECT count(*) AS count
           FROM app_dashboard.sync_slices s
          WHERE s.shop_id = j.shop_id AND s.job_id = j.id) AS slices_total,
    ( SELECT count(*) AS count
           FROM app_dashboard.sync_slices s
          WHERE s.shop_id = j.shop_id AND s.job_id = j.id AND s.status = 'SUCCEEDED'::text) AS slices_done
   FROM app_dashboard.connectors c
     LEFT JOIN LATERAL ( SELECT j_1.shop_id,
            j_1.id,
            j_1.connector_id,
            j_1.kind,
            j_1.status,
            j_1.range_from,
            j_1.range_to,
            j_1.records_synced,
            j_1.attempts,
            j_1.run_after,
            j_1.lease_owner,
            j_1.lease_expires_at,
            j_1.heartbeat_at,
            j_1.error_code,
            j_1.error_message,
            j_1.error_task,
            j_1.requested_by,
            j_1.created_at,
            j_1.started_at,
            j_1.finished_at
           FROM app_dashboard.sync_jobs j_1
          WHERE j_1.shop_id = c.shop_id AND j_1.connector_id = c.id
          ORDER BY j_1.created_at DESC
         LIMIT 1) j ON true;

-- row level security

alter table app_dashboard.action_caps enable row level security;
alter table app_dashboard.action_proposals enable row level security;
alter table app_dashboard.agencies enable row level security;
alter table app_dashboard.api_keys enable row level security;
alter table app_dashboard.audit_log enable row level security;
alter table app_dashboard.chores enable row level security;
alter table app_dashboard.connectors enable row level security;
alter table app_dashboard.entity_kpi_profiles enable row level security;
alter table app_dashboard.executions enable row level security;
alter table app_dashboard.idempotency_keys enable row level security;
alter table app_dashboard.imports enable row level security;
alter table app_dashboard.kpi_profiles enable row level security;
alter table app_dashboard.notifications enable row level security;
alter table app_dashboard.push_keys enable row level security;
alter table app_dashboard.push_subscriptions enable row level security;
alter table app_dashboard.refresh_tokens enable row level security;
alter table app_dashboard.rule_cursors enable row level security;
alter table app_dashboard.rule_evaluations enable row level security;
alter table app_dashboard.rule_findings enable row level security;
alter table app_dashboard.rule_versions enable row level security;
alter table app_dashboard.rules enable row level security;
alter table app_dashboard.sessions enable row level security;
alter table app_dashboard.shop_credentials enable row level security;
alter table app_dashboard.shops enable row level security;
alter table app_dashboard.sign_in_attempts enable row level security;
alter table app_dashboard.sign_in_links enable row level security;
alter table app_dashboard.sync_cursors enable row level security;
alter table app_dashboard.sync_jobs enable row level security;
alter table app_dashboard.sync_slices enable row level security;
alter table app_dashboard.telegram_bot enable row level security;
alter table app_dashboard.telegram_chats enable row level security;
alter table app_dashboard.telegram_pairings enable row level security;
alter table app_dashboard.telegram_updates enable row level security;
alter table app_dashboard.user_shops enable row level security;
alter table app_dashboard.users enable row level security;
alter table app_dashboard.webhook_events enable row level security;
alter table app_dashboard.write_stops enable row level security;
alter table staging_ingest.raw_payloads enable row level security;
alter table staging_ingest.rejected_payloads enable row level security;
alter table core_warehouse.account_activities enable row level security;
alter table core_warehouse.entities enable row level security;
alter table core_warehouse.entity_changes enable row level security;
alter table core_warehouse.fx_rates enable row level security;
alter table core_warehouse.inventory_levels enable row level security;
alter table core_warehouse.metrics_daily enable row level security;
alter table core_warehouse.metrics_daily_versions enable row level security;
alter table core_warehouse.order_deletions enable row level security;
alter table core_warehouse.order_ledger enable row level security;
alter table core_warehouse.order_line_items enable row level security;
alter table core_warehouse.orders enable row level security;
alter table core_warehouse.product_variants enable row level security;
alter table core_warehouse.products enable row level security;
alter table core_warehouse.transactions enable row level security;
alter table reporting.daily_revenue_rollup enable row level security;
alter table reporting.marketing_daily_rollup enable row level security;

-- policies

create policy visible on app_dashboard.action_caps as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.action_proposals as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy own_agency on app_dashboard.agencies as permissive for select to authenticated
  using ((id = ( SELECT app_dashboard.current_agency_id() AS current_agency_id)));
create policy visible on app_dashboard.audit_log as permissive for select to authenticated
  using (((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)) OR ((shop_id IS NULL) AND (agency_id = ( SELECT app_dashboard.current_agency_id() AS current_agency_id)) AND ( SELECT app_dashboard.is_agency_owner() AS is_agency_owner))));
create policy visible on app_dashboard.connectors as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.entity_kpi_profiles as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.executions as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.imports as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.kpi_profiles as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy own on app_dashboard.push_subscriptions as permissive for select to authenticated
  using ((user_id = ( SELECT app_dashboard.current_user_id() AS current_user_id)));
create policy visible on app_dashboard.rule_cursors as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.rule_evaluations as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.rule_findings as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.rule_versions as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.rules as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.shops as permissive for select to authenticated
  using ((id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.sync_cursors as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.sync_jobs as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on app_dashboard.sync_slices as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy own on app_dashboard.telegram_chats as permissive for select to authenticated
  using ((user_id = ( SELECT app_dashboard.current_user_id() AS current_user_id)));
create policy visible on app_dashboard.user_shops as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy self_or_owned on app_dashboard.users as permissive for select to authenticated
  using (((id = ( SELECT app_dashboard.current_user_id() AS current_user_id)) OR (( SELECT app_dashboard.is_agency_owner() AS is_agency_owner) AND (agency_id = ( SELECT app_dashboard.current_agency_id() AS current_agency_id)))));
create policy visible on app_dashboard.write_stops as permissive for select to authenticated
  using (((agency_id = ( SELECT app_dashboard.current_agency_id() AS current_agency_id)) AND ((shop_id IS NULL) OR (shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)))));
create policy visible on staging_ingest.raw_payloads as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on staging_ingest.rejected_payloads as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.account_activities as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.entities as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.entity_changes as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy readable on core_warehouse.fx_rates as permissive for select to authenticated
  using (true);
create policy visible on core_warehouse.inventory_levels as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.metrics_daily as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.metrics_daily_versions as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.order_deletions as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.order_ledger as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.order_line_items as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.orders as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.product_variants as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.products as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on core_warehouse.transactions as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on reporting.daily_revenue_rollup as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));
create policy visible on reporting.marketing_daily_rollup as permissive for select to authenticated
  using ((shop_id IN ( SELECT app_dashboard.visible_shop_ids() AS visible_shop_ids)));

-- grants

grant usage on schema app_dashboard to authenticated;
grant usage on schema app_dashboard to service_role;
grant select on table app_dashboard.action_caps to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.action_caps to service_role;
grant select on table app_dashboard.action_proposals to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.action_proposals to service_role;
grant select on table app_dashboard.agencies to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.agencies to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.api_keys to service_role;
grant select on table app_dashboard.audit_log to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.audit_log to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.chores to service_role;
grant select on table app_dashboard.connectors to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.connectors to service_role;
grant select on table app_dashboard.entity_kpi_profiles to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.entity_kpi_profiles to service_role;
grant select on table app_dashboard.executions to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.executions to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.idempotency_keys to service_role;
grant select on table app_dashboard.imports to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.imports to service_role;
grant select on table app_dashboard.kpi_profiles to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.kpi_profiles to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.notifications to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.push_keys to service_role;
grant select on table app_dashboard.push_subscriptions to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.push_subscriptions to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.refresh_tokens to service_role;
grant select on table app_dashboard.rule_cursors to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.rule_cursors to service_role;
grant select on table app_dashboard.rule_evaluations to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.rule_evaluations to service_role;
grant select on table app_dashboard.rule_findings to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.rule_findings to service_role;
grant select on table app_dashboard.rule_versions to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.rule_versions to service_role;
grant select on table app_dashboard.rules to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.rules to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.sessions to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.shop_credentials to service_role;
grant select on table app_dashboard.shops to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.shops to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.sign_in_attempts to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.sign_in_links to service_role;
grant select on table app_dashboard.sync_cursors to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.sync_cursors to service_role;
grant select on table app_dashboard.sync_jobs to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.sync_jobs to service_role;
grant select on table app_dashboard.sync_slices to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.sync_slices to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.telegram_bot to service_role;
grant select on table app_dashboard.telegram_chats to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.telegram_chats to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.telegram_pairings to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.telegram_updates to service_role;
grant select on table app_dashboard.user_shops to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.user_shops to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.users to service_role;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.webhook_events to service_role;
grant select on table app_dashboard.write_stops to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table app_dashboard.write_stops to service_role;
grant execute on function app_dashboard.current_agency_id() to authenticated;
grant execute on function app_dashboard.current_agency_id() to service_role;
grant execute on function app_dashboard.current_user_id() to authenticated;
grant execute on function app_dashboard.current_user_id() to service_role;
grant execute on function app_dashboard.is_agency_owner() to authenticated;
grant execute on function app_dashboard.is_agency_owner() to service_role;
grant execute on function app_dashboard.refuse_change() to public;
grant execute on function app_dashboard.visible_shop_ids() to authenticated;
grant execute on function app_dashboard.visible_shop_ids() to service_role;
grant usage on schema staging_ingest to service_role;
grant delete, insert, references, select, trigger, truncate, update on table staging_ingest.meta_insights_raw to service_role;
grant delete, insert, references, select, trigger, truncate, update on table staging_ingest.raw_payloads to service_role;
grant delete, insert, references, select, trigger, truncate, update on table staging_ingest.rejected_payloads to service_role;
grant delete, insert, references, select, trigger, truncate, update on table staging_ingest.shopify_orders_raw to service_role;
grant usage on schema core_warehouse to authenticated;
grant usage on schema core_warehouse to service_role;
grant select on table core_warehouse.account_activities to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.account_activities to service_role;
grant select on table core_warehouse.entities to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.entities to service_role;
grant select on table core_warehouse.entity_changes to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.entity_changes to service_role;
grant select on table core_warehouse.fx_rates to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.fx_rates to service_role;
grant select on table core_warehouse.inventory_levels to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.inventory_levels to service_role;
grant select on table core_warehouse.metrics_daily to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.metrics_daily to service_role;
grant select on table core_warehouse.metrics_daily_versions to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.metrics_daily_versions to service_role;
grant select on table core_warehouse.order_deletions to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.order_deletions to service_role;
grant select on table core_warehouse.order_ledger to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.order_ledger to service_role;
grant select on table core_warehouse.order_line_items to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.order_line_items to service_role;
grant select on table core_warehouse.orders to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.orders to service_role;
grant select on table core_warehouse.product_variants to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.product_variants to service_role;
grant select on table core_warehouse.products to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.products to service_role;
grant select on table core_warehouse.transactions to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table core_warehouse.transactions to service_role;
grant execute on function core_warehouse.keep_entity_change() to public;
grant execute on function core_warehouse.keep_metric_version() to public;
grant usage on schema reporting to authenticated;
grant usage on schema reporting to service_role;
grant select on table reporting.daily_revenue to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.daily_revenue to service_role;
grant select on table reporting.daily_revenue_rollup to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.daily_revenue_rollup to service_role;
grant select on table reporting.fact_marketing_campaign_daily to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.fact_marketing_campaign_daily to service_role;
grant select on table reporting.fact_marketing_daily to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.fact_marketing_daily to service_role;
grant select on table reporting.marketing_daily to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.marketing_daily to service_role;
grant select on table reporting.marketing_daily_rollup to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.marketing_daily_rollup to service_role;
grant select on table reporting.mer_roas to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.mer_roas to service_role;
grant select on table reporting.sync_status to authenticated;
grant delete, insert, references, select, trigger, truncate, update on table reporting.sync_status to service_role;
grant execute on function reporting.apply_orders(uuid,uuid,text[],integer) to service_role;
grant execute on function reporting.connector_facts(uuid) to authenticated;
grant execute on function reporting.connector_facts(uuid) to service_role;
grant execute on function reporting.drop_empty_revenue(uuid,uuid,date[]) to service_role;
grant execute on function reporting.refresh_marketing(uuid,uuid,date[]) to service_role;
grant execute on function reporting.version_marks(uuid,date,date) to authenticated;
grant execute on function reporting.version_marks(uuid,date,date) to service_role;
grant select (id, agency_id, email, display_name, role, locale, disabled_at, created_at, updated_at) on table app_dashboard.users to authenticated;
