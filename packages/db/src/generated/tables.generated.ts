// Written by packages/db/src/schema-dump/main.ts from the migrated schema; do not edit.
import type { ColumnType } from 'kysely';

/** The database fills the column when an insert leaves it out. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>;

/** The database computes the column; it cannot be written. */
export type GeneratedAlways<T> =
  T extends ColumnType<infer S, unknown, unknown>
    ? ColumnType<S, never, never>
    : ColumnType<T, never, never>;

/** numeric as a decimal string; never a JS number. */
export type Decimal = string;
/** 'YYYY-MM-DD' in the timezone the column's table states. */
export type Day = string;
/** timestamptz: a Date when read; a Date or an ISO string with offset when written. */
export type Instant = ColumnType<Date, Date | string, Date | string>;
/** json: parsed when read; written as text, because the driver would send an array as a Postgres array. */
export type Json = ColumnType<unknown, string, string>;

export interface AppDashboardActionCaps {
  shop_id: string;
  platform: string;
  currency: string;
  allowed_kinds: string[];
  max_change_percent: Decimal;
  max_daily_budget: Decimal;
  max_daily_increase: Decimal;
  max_actions_per_day: number;
  never_touch: Generated<string[]>;
  updated_by: string;
  updated_at: Instant;
}

export interface AppDashboardActionProposals {
  shop_id: string;
  id: Generated<string>;
  short_id: string;
  connector_id: string;
  kind: 'pause' | 'resume' | 'set_daily_budget' | 'set_lifetime_budget' | 'refresh_creative' | 'add_negative_keywords' | 'review_delivery' | 'check_connection';
  subject: 'status' | 'budget' | 'creative' | 'keywords' | 'delivery' | 'connection';
  level: 'account' | 'campaign' | 'adset' | 'ad' | 'keyword';
  entity_id: string;
  entity_name: string;
  status: Generated<'proposed' | 'approved' | 'executing' | 'executed' | 'failed' | 'unknown_outcome' | 'undone' | 'rejected' | 'expired' | 'superseded'>;
  risk: 'low' | 'medium' | 'high';
  requires_approval: boolean;
  executable: boolean;
  source: 'rule' | 'person' | 'api' | 'mcp' | 'undo' | 'drift';
  rule_id: string | null;
  rule_version: number | null;
  proposed_by: string;
  reason: Json;
  diff: Json;
  diff_hash: string;
  evidence: Json;
  inverse: Json | null;
  irreversible_reason: string | null;
  undoes: string | null;
  batch_id: string | null;
  superseded_by: string | null;
  expires_at: Instant;
  snoozed_until: Instant | null;
  decided_at: Instant | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_via: 'web' | 'api' | 'telegram' | 'cli' | 'system' | null;
  decision_reason: string | null;
  revision: Generated<number>;
  created_at: Instant;
  updated_at: Instant;
}

export interface AppDashboardAgencies {
  id: Generated<string>;
  name: string;
  created_at: Generated<Instant>;
}

export interface AppDashboardApiKeys {
  id: Generated<string>;
  user_id: string;
  name: string;
  prefix: string;
  key_hash: string;
  scopes: Generated<Json>;
  expires_at: Instant | null;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
  created_at: Generated<Instant>;
}

export interface AppDashboardAuditLog {
  id: Generated<string>;
  agency_id: string | null;
  shop_id: string | null;
  actor_type: 'user' | 'api_key' | 'system' | 'cli' | 'webhook' | 'mcp';
  actor_id: string | null;
  action: string;
  target_type: string | null;
  target_id: string | null;
  before: Json | null;
  after: Json | null;
  request_id: string | null;
  ip: string | null;
  at: Generated<Instant>;
  via: string | null;
}

export interface AppDashboardChores {
  name: string;
  claimed_at: Instant;
}

export interface AppDashboardConnectors {
  shop_id: string;
  id: Generated<string>;
  platform: string;
  kind: 'sales' | 'ads' | 'analytics' | 'payments';
  mode: 'api' | 'import' | 'fixture';
  external_account_id: string;
  name: string;
  currency: string | null;
  timezone: string | null;
  config: Generated<Json>;
  status: Generated<'connected' | 'needs_reauth' | 'failing' | 'disabled'>;
  status_code: string | null;
  status_message: string | null;
  webhooks_checked_at: Instant | null;
  webhooks_warning: string | null;
  simulated: Generated<boolean>;
  collected_from: Day | null;
  last_synced_at: Instant | null;
  next_sync_at: Generated<Instant>;
  consecutive_failures: Generated<number>;
  created_at: Generated<Instant>;
  updated_at: Generated<Instant>;
  status_notes: Generated<Json>;
  webhooks_note: Json | null;
}

export interface AppDashboardEntityKpiProfiles {
  shop_id: string;
  connector_id: string;
  level: 'account' | 'campaign' | 'adset' | 'ad' | 'keyword';
  entity_id: string;
  profile_key: string;
  attached_by: string;
  attached_at: Instant;
}

export interface AppDashboardExecutions {
  shop_id: string;
  id: Generated<string>;
  proposal_id: string;
  connector_id: string;
  kind: string;
  level: string;
  entity_id: string;
  entity_name: string;
  status: Generated<'executing' | 'executed' | 'failed' | 'unknown_outcome' | 'undone'>;
  step: Generated<'claimed' | 'writing' | 'written' | 'done'>;
  mode: 'manual' | 'auto_low_risk';
  executed_by: string;
  executed_by_name: string | null;
  executed_via: 'web' | 'api' | 'telegram' | 'cli' | 'system';
  action: Json;
  before: Json | null;
  after: Json | null;
  request: Json | null;
  response: Json | null;
  error_code: string | null;
  error_message: string | null;
  attempts: Generated<number>;
  rereads: Generated<number>;
  next_attempt_at: Instant | null;
  lease_owner: string | null;
  lease_expires_at: Instant | null;
  account_day: Day;
  budget_increase: Decimal | null;
  currency: string | null;
  undo_of: string | null;
  undone_by: string | null;
  started_at: Instant;
  written_at: Instant | null;
  finished_at: Instant | null;
  observe_until: Day | null;
  verdict: 'improved' | 'worse' | 'inconclusive' | null;
  verdict_detail: Json | null;
  judged_at: Instant | null;
}

export interface AppDashboardIdempotencyKeys {
  user_id: string;
  key: string;
  method: string;
  path: string;
  request_hash: string;
  status: number | null;
  response: Json | null;
  created_at: Generated<Instant>;
}

export interface AppDashboardImports {
  shop_id: string;
  id: Generated<string>;
  connector_id: string;
  file_name: string;
  file_sha256: string;
  format: string;
  rows_read: number;
  rows_kept: number;
  skipped: Generated<Json>;
  range_from: Day | null;
  range_to: Day | null;
  report: Generated<Json>;
  imported_by: string;
  imported_at: Generated<Instant>;
  file_written_at: Instant | null;
}

export interface AppDashboardKpiProfiles {
  shop_id: string;
  key: string;
  name: string;
  objective: 'purchase' | 'traffic' | 'retargeting';
  targets: Generated<Json>;
  updated_by: string;
  updated_at: Instant;
}

export interface AppDashboardNotifications {
  agency_id: string;
  id: Generated<string>;
  shop_id: string | null;
  kind: 'proposal' | 'digest' | 'alert';
  proposal_id: string | null;
  channel: 'telegram' | 'web_push';
  target: string;
  dedupe_key: string;
  payload: Generated<Json>;
  state: Generated<'pending' | 'sent' | 'failed' | 'dropped'>;
  message_id: number | null;
  revision: Generated<number>;
  attempts: Generated<number>;
  next_attempt_at: Instant;
  error: string | null;
  created_at: Instant;
  sent_at: Instant | null;
}

export interface AppDashboardPushKeys {
  id: number;
  public_key: string;
  private_key_ciphertext: string;
  created_at: Instant;
}

export interface AppDashboardPushSubscriptions {
  user_id: string;
  id: Generated<string>;
  endpoint: string;
  p256dh: string;
  auth: string;
  locale: Generated<'ko' | 'en'>;
  created_at: Instant;
  failed_at: Instant | null;
  failure: string | null;
}

export interface AppDashboardRefreshTokens {
  token_hash: string;
  session_id: string;
  parent_hash: string | null;
  issued_at: Generated<Instant>;
  expires_at: Instant;
  used_at: Instant | null;
  replaced_by: string | null;
}

export interface AppDashboardRuleCursors {
  shop_id: string;
  connector_id: string;
  judged_sync_at: Instant | null;
  judged_at: Instant;
}

export interface AppDashboardRuleEvaluations {
  shop_id: string;
  id: Generated<string>;
  rule_id: string;
  rule_version: number;
  connector_id: string;
  as_of: Instant;
  last_complete_day: Day;
  state: 'enabled' | 'shadow';
  entities: number;
  findings: number;
}

export interface AppDashboardRuleFindings {
  shop_id: string;
  evaluation_id: string;
  rule_id: string;
  connector_id: string;
  level: string;
  entity_id: string;
  subject: string;
  as_of: Instant;
  finding: Json;
  outcome: 'proposed' | 'shadow' | 'open_already' | 'superseded_older' | 'cooldown' | 'daily_limit' | 'quiet_hours' | 'no_change';
  proposal_id: string | null;
}

export interface AppDashboardRuleVersions {
  shop_id: string;
  rule_id: string;
  version: number;
  template: string;
  template_version: number;
  parameters: Json;
  scope: Json;
  cooldown_hours: number;
  daily_limit: number;
  quiet_from: number | null;
  quiet_to: number | null;
  changed_by: string;
  created_at: Instant;
}

export interface AppDashboardRules {
  shop_id: string;
  id: Generated<string>;
  template: string;
  name: string;
  state: Generated<'enabled' | 'shadow' | 'disabled'>;
  version: Generated<number>;
  template_version: number;
  parameters: Generated<Json>;
  scope: Generated<Json>;
  cooldown_hours: number;
  daily_limit: number;
  quiet_from: number | null;
  quiet_to: number | null;
  created_at: Instant;
  updated_at: Instant;
  archived_at: Instant | null;
}

export interface AppDashboardSessions {
  id: Generated<string>;
  user_id: string;
  user_agent: string | null;
  ip: string | null;
  created_at: Generated<Instant>;
  last_used_at: Generated<Instant>;
  absolute_expires_at: Instant;
  revoked_at: Instant | null;
  revoke_reason: string | null;
}

export interface AppDashboardShopCredentials {
  shop_id: string;
  connector_id: string;
  name: string;
  ciphertext: string;
  key_id: string;
  hint: string | null;
  expires_at: Instant | null;
  updated_at: Generated<Instant>;
}

export interface AppDashboardShops {
  id: Generated<string>;
  agency_id: string;
  name: string;
  currency: string;
  timezone: string;
  is_demo: Generated<boolean>;
  data_version: Generated<number>;
  archived_at: Instant | null;
  created_at: Generated<Instant>;
  updated_at: Generated<Instant>;
}

export interface AppDashboardSignInAttempts {
  subject: string;
  attempted_at: Generated<Instant>;
  succeeded: boolean;
}

export interface AppDashboardSignInLinks {
  token_hash: string;
  user_id: string;
  expires_at: Instant;
  used_at: Instant | null;
  created_at: Generated<Instant>;
}

export interface AppDashboardSyncCursors {
  shop_id: string;
  connector_id: string;
  stream: string;
  cursor: string | null;
  last_read_at: Instant | null;
  history_read: Generated<boolean>;
  job_id: string | null;
  updated_at: Generated<Instant>;
}

export interface AppDashboardSyncJobs {
  shop_id: string;
  id: Generated<string>;
  connector_id: string;
  kind: 'HISTORICAL_INIT' | 'HISTORICAL_REBUILD' | 'INCREMENTAL';
  status: Generated<'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED'>;
  range_from: Day | null;
  range_to: Day | null;
  records_synced: Generated<number>;
  attempts: Generated<number>;
  run_after: Generated<Instant>;
  lease_owner: string | null;
  lease_expires_at: Instant | null;
  heartbeat_at: Instant | null;
  error_code: string | null;
  error_message: string | null;
  error_task: string | null;
  requested_by: Generated<string>;
  created_at: Generated<Instant>;
  started_at: Instant | null;
  finished_at: Instant | null;
}

export interface AppDashboardSyncSlices {
  shop_id: string;
  job_id: string;
  id: Generated<string>;
  connector_id: string;
  stream: string;
  slice_key: string;
  range_from: string | null;
  range_to: string | null;
  params: Generated<Json>;
  position: Generated<number>;
  status: Generated<'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'>;
  state: Json | null;
  expected_count: number | null;
  received_count: Generated<number>;
  attempts: Generated<number>;
  notes: Generated<Json>;
  error_code: string | null;
  error_message: string | null;
  started_at: Instant | null;
  finished_at: Instant | null;
}

export interface AppDashboardTelegramBot {
  id: number;
  state: 'connecting' | 'running' | 'conflict' | 'unauthorized' | 'stopped';
  username: string | null;
  changed_at: Instant;
}

export interface AppDashboardTelegramChats {
  agency_id: string;
  chat_id: number;
  user_id: string;
  telegram_user_id: number;
  title: string | null;
  locale: Generated<'ko' | 'en'>;
  timezone: Generated<string>;
  digest_hour: number | null;
  digest_day: Day | null;
  quiet_from: number | null;
  quiet_to: number | null;
  state: Generated<'active' | 'blocked' | 'removed'>;
  state_message: string | null;
  paired_at: Instant;
}

export interface AppDashboardTelegramPairings {
  code_hash: string;
  agency_id: string;
  user_id: string;
  expires_at: Instant;
  used_at: Instant | null;
  created_at: Instant;
}

export interface AppDashboardTelegramUpdates {
  update_id: number;
  handled_at: Instant;
}

export interface AppDashboardUserShops {
  shop_id: string;
  user_id: string;
  role: Generated<'manager' | 'viewer'>;
  is_default: Generated<boolean>;
  created_at: Generated<Instant>;
}

export interface AppDashboardUsers {
  id: Generated<string>;
  agency_id: string;
  email: string;
  display_name: Generated<string>;
  role: 'AGENCY_OWNER' | 'AGENCY_STAFF' | 'STORE_USER';
  password_hash: string | null;
  auth_subject: string | null;
  locale: Generated<'ko' | 'en'>;
  disabled_at: Instant | null;
  created_at: Generated<Instant>;
  updated_at: Generated<Instant>;
}

export interface AppDashboardWebhookEvents {
  shop_id: string;
  connector_id: string;
  event_id: string;
  topic: string;
  body_sha256: string;
  payload: Json;
  received_at: Generated<Instant>;
  processed_at: Instant | null;
}

export interface AppDashboardWriteStops {
  agency_id: string;
  id: Generated<string>;
  shop_id: string | null;
  reason: string | null;
  engaged_by: string;
  engaged_by_name: string | null;
  engaged_via: string;
  engaged_at: Instant;
  released_by: string | null;
  released_by_name: string | null;
  released_via: string | null;
  released_at: Instant | null;
}

export interface StagingIngestMetaInsightsRaw {
  shop_id: string | null;
  connector_id: string | null;
  stream: string | null;
  external_id: string | null;
  payload_hash: string | null;
  payload: Json | null;
  source: string | null;
  job_id: string | null;
  received_at: Instant | null;
}

export interface StagingIngestRawPayloads {
  shop_id: string;
  connector_id: string;
  stream: string;
  external_id: string;
  payload_hash: string;
  payload: Json;
  source: 'api' | 'file' | 'webhook';
  job_id: string | null;
  received_at: Instant;
}

export interface StagingIngestRejectedPayloads {
  shop_id: string;
  id: Generated<string>;
  connector_id: string;
  stream: string;
  job_id: string | null;
  slice_id: string | null;
  error_code: string;
  error_message: string;
  body: string;
  truncated: Generated<boolean>;
  received_at: Generated<Instant>;
}

export interface StagingIngestShopifyOrdersRaw {
  shop_id: string | null;
  connector_id: string | null;
  external_id: string | null;
  payload_hash: string | null;
  payload: Json | null;
  source: string | null;
  job_id: string | null;
  received_at: Instant | null;
}

export interface CoreWarehouseAccountActivities {
  shop_id: string;
  connector_id: string;
  external_id: string;
  occurred_at: Instant;
  event_type: string;
  actor_id: string | null;
  actor_name: string | null;
  application: string | null;
  level: string | null;
  entity_id: string | null;
  entity_name: string | null;
  field: string | null;
  before: string | null;
  after: string | null;
  attributes: Json | null;
}

export interface CoreWarehouseEntities {
  shop_id: string;
  connector_id: string;
  level: 'account' | 'campaign' | 'adset' | 'ad' | 'keyword';
  external_id: string;
  parent_id: string | null;
  campaign_id: string | null;
  name: string;
  status: string | null;
  effective_status: string | null;
  objective: string | null;
  optimization_goal: string | null;
  buying_type: string | null;
  bid_strategy: string | null;
  attribution_setting: string | null;
  currency: string | null;
  daily_budget: Decimal | null;
  lifetime_budget: Decimal | null;
  bid_amount: Decimal | null;
  starts_at: Instant | null;
  ends_at: Instant | null;
  created_at: Instant | null;
  source_updated_at: Instant | null;
  attributes: Json | null;
  first_observed_at: Generated<Instant | null>;
}

export interface CoreWarehouseEntityChanges {
  shop_id: string;
  connector_id: string;
  id: GeneratedAlways<number>;
  level: string;
  entity_id: string;
  field: 'status' | 'effective_status' | 'daily_budget' | 'lifetime_budget' | 'bid_amount' | 'name';
  before: string | null;
  after: string | null;
  observed_at: Instant;
  execution_id: string | null;
}

export interface CoreWarehouseFxRates {
  day: Day;
  base: string;
  quote: string;
  rate: Decimal;
  source: string;
}

export interface CoreWarehouseInventoryLevels {
  shop_id: string;
  connector_id: string;
  inventory_item_id: string;
  location_id: string;
  location_name: string | null;
  sku: string | null;
  available: number | null;
  on_hand: number | null;
  committed: number | null;
  incoming: number | null;
  reserved: number | null;
  damaged: number | null;
  safety_stock: number | null;
  quality_control: number | null;
  source_updated_at: Instant | null;
}

export interface CoreWarehouseMetricsDaily {
  shop_id: string;
  connector_id: string;
  level: 'account' | 'campaign' | 'adset' | 'ad' | 'keyword';
  entity_id: string;
  day: Day;
  campaign_id: string | null;
  adset_id: string | null;
  entity_name: string | null;
  currency: string;
  vat_basis: 'incl' | 'excl' | 'exempt' | 'unknown';
  attribution_setting: string | null;
  spend: Decimal | null;
  impressions: number | null;
  reach: number | null;
  frequency: Decimal | null;
  clicks: number | null;
  link_clicks: number | null;
  landing_page_views: number | null;
  add_to_cart: Decimal | null;
  initiate_checkout: Decimal | null;
  leads: Decimal | null;
  conversions: Decimal | null;
  conversion_value: Decimal | null;
  conversion_action: string | null;
  metrics_json: Json | null;
  source: 'api' | 'file';
  first_observed_at: Instant;
  observed_at: Instant;
}

export interface CoreWarehouseMetricsDailyVersions {
  shop_id: string;
  connector_id: string;
  level: string;
  entity_id: string;
  day: Day;
  observed_at: Instant;
  superseded_at: Instant;
  spend: Decimal | null;
  impressions: number | null;
  clicks: number | null;
  link_clicks: number | null;
  conversions: Decimal | null;
  conversion_value: Decimal | null;
  metrics_json: Json | null;
  reach: number | null;
  frequency: Decimal | null;
  landing_page_views: number | null;
  add_to_cart: Decimal | null;
  initiate_checkout: Decimal | null;
  leads: Decimal | null;
}

export interface CoreWarehouseOrderDeletions {
  shop_id: string;
  connector_id: string;
  order_id: string;
  deleted_at: Instant;
}

export interface CoreWarehouseOrderLedger {
  shop_id: string;
  connector_id: string;
  order_id: string;
  event_key: string;
  event_type: 'sale' | 'discount' | 'tax' | 'shipping' | 'cancel' | 'return' | 'refund' | 'exchange' | 'fee' | 'adjustment';
  line_type: 'product' | 'shipping' | 'tip' | 'duty' | 'fee' | 'gift_card' | 'adjustment' | 'unknown';
  line_item_id: string | null;
  quantity: number | null;
  occurred_at: Instant;
  event_day: Day;
  order_day: Day;
  currency: string;
  gross_amount: Decimal;
  discount_amount: Decimal;
  tax_amount: Decimal;
  amount: Decimal;
  vat_basis: 'incl' | 'excl' | 'exempt' | 'unknown';
  source: 'agreement' | 'derived' | 'reconcile';
  refund_id: string | null;
}

export interface CoreWarehouseOrderLineItems {
  shop_id: string;
  connector_id: string;
  order_id: string;
  external_id: string;
  position: Generated<number>;
  product_id: string | null;
  variant_id: string | null;
  sku: string | null;
  barcode: string | null;
  title: string;
  variant_title: string | null;
  vendor: string | null;
  product_type: string | null;
  quantity: number;
  current_quantity: number | null;
  refundable_quantity: number | null;
  unfulfilled_quantity: number | null;
  is_gift_card: Generated<boolean>;
  requires_shipping: boolean | null;
  taxable: boolean | null;
  currency: string;
  original_unit_price: Decimal | null;
  original_total: Decimal | null;
  discounted_unit_price: Decimal | null;
  discounted_unit_price_after_all: Decimal | null;
  discounted_total: Decimal | null;
  total_discount: Decimal | null;
  allocated_discount: Decimal | null;
  total_tax: Decimal | null;
  total_duties: Decimal | null;
  unit_cost: Decimal | null;
  unit_cost_currency: string | null;
  selling_plan: string | null;
  bundle_id: string | null;
  custom_attributes: Json | null;
  discount_allocations: Json | null;
  tax_lines: Json | null;
}

export interface CoreWarehouseOrders {
  shop_id: string;
  connector_id: string;
  external_id: string;
  legacy_id: string | null;
  name: string;
  confirmation_number: string | null;
  po_number: string | null;
  order_day: Day;
  created_at: Instant;
  processed_at: Instant | null;
  source_updated_at: Instant;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
  cancel_reason: string | null;
  deleted_at: Instant | null;
  is_test: Generated<boolean>;
  is_confirmed: boolean | null;
  is_edited: boolean | null;
  is_revenue: GeneratedAlways<boolean>;
  financial_status: string | null;
  fulfillment_status: string | null;
  return_status: string | null;
  currency: string;
  presentment_currency: string | null;
  taxes_included: boolean | null;
  tax_exempt: boolean | null;
  duties_included: boolean | null;
  estimated_taxes: boolean | null;
  total: Decimal;
  current_total: Decimal | null;
  original_total: Decimal | null;
  subtotal: Decimal | null;
  current_subtotal: Decimal | null;
  total_discounts: Decimal | null;
  current_total_discounts: Decimal | null;
  cart_discount: Decimal | null;
  total_tax: Decimal | null;
  current_total_tax: Decimal | null;
  total_shipping: Decimal | null;
  current_shipping: Decimal | null;
  total_tip: Decimal | null;
  total_received: Decimal | null;
  total_refunded: Decimal | null;
  total_refunded_shipping: Decimal | null;
  total_outstanding: Decimal | null;
  total_capturable: Decimal | null;
  net_payment: Decimal | null;
  refund_discrepancy: Decimal | null;
  original_duties: Decimal | null;
  current_duties: Decimal | null;
  original_additional_fees: Decimal | null;
  current_additional_fees: Decimal | null;
  payment_rounding: Decimal | null;
  refund_rounding: Decimal | null;
  presentment_total: Decimal | null;
  presentment_current_total: Decimal | null;
  ledger_residual: Decimal | null;
  quantity: number | null;
  current_quantity: number | null;
  requires_shipping: boolean | null;
  total_weight_grams: Decimal | null;
  fulfillments_count: number | null;
  first_fulfilled_at: Instant | null;
  last_delivered_at: Instant | null;
  shipping_method: string | null;
  fulfillments: Json | null;
  refunds: Json | null;
  customer_id: string | null;
  customer_order_index: number | null;
  customer_orders_count: number | null;
  customer_locale: string | null;
  accepts_marketing: boolean | null;
  shipping_country: string | null;
  shipping_province: string | null;
  shipping_city: string | null;
  shipping_zip: string | null;
  billing_country: string | null;
  discount_codes: Json | null;
  tags: Json | null;
  payment_gateways: Json | null;
  tax_lines: Json | null;
  custom_attributes: Json | null;
  app_id: string | null;
  app_name: string | null;
  source_name: string | null;
  source_identifier: string | null;
  source_url: string | null;
  channel_id: string | null;
  channel_name: string | null;
  channel_handle: string | null;
  publication_id: string | null;
  retail_location_id: string | null;
  business_entity_id: string | null;
  journey_ready: boolean | null;
  days_to_conversion: number | null;
  moments_count: number | null;
  first_visit_at: Instant | null;
  first_source: string | null;
  first_source_type: string | null;
  first_referrer: string | null;
  first_landing_page: string | null;
  first_utm_source: string | null;
  first_utm_medium: string | null;
  first_utm_campaign: string | null;
  first_utm_content: string | null;
  first_utm_term: string | null;
  last_visit_at: Instant | null;
  last_source: string | null;
  last_source_type: string | null;
  last_referrer: string | null;
  last_landing_page: string | null;
  last_utm_source: string | null;
  last_utm_medium: string | null;
  last_utm_campaign: string | null;
  last_utm_content: string | null;
  last_utm_term: string | null;
  risk_recommendation: string | null;
  risk_level: string | null;
  disputes: Json | null;
  payment_terms: Json | null;
  source: 'api' | 'file';
}

export interface CoreWarehouseProductVariants {
  shop_id: string;
  connector_id: string;
  external_id: string;
  product_id: string;
  legacy_id: string | null;
  inventory_item_id: string | null;
  title: string | null;
  sku: string | null;
  barcode: string | null;
  position: number | null;
  currency: string;
  price: Decimal | null;
  compare_at_price: Decimal | null;
  unit_cost: Decimal | null;
  unit_cost_currency: string | null;
  taxable: boolean | null;
  available_for_sale: boolean | null;
  inventory_policy: string | null;
  inventory_quantity: number | null;
  options: Json | null;
  source_updated_at: Instant | null;
}

export interface CoreWarehouseProducts {
  shop_id: string;
  connector_id: string;
  external_id: string;
  legacy_id: string | null;
  handle: string | null;
  title: string;
  vendor: string | null;
  product_type: string | null;
  category: string | null;
  status: string | null;
  tags: Json | null;
  is_gift_card: boolean | null;
  total_inventory: number | null;
  image_url: string | null;
  online_store_url: string | null;
  created_at: Instant | null;
  published_at: Instant | null;
  source_updated_at: Instant | null;
  deleted_at: Instant | null;
}

export interface CoreWarehouseTransactions {
  shop_id: string;
  connector_id: string;
  order_id: string;
  external_id: string;
  parent_id: string | null;
  kind: string;
  status: string;
  gateway: string | null;
  payment_id: string | null;
  payment_method: string | null;
  card_company: string | null;
  wallet: string | null;
  is_test: Generated<boolean>;
  is_manual: boolean | null;
  created_at: Instant | null;
  processed_at: Instant | null;
  authorization_expires_at: Instant | null;
  currency: string;
  amount: Decimal;
  presentment_currency: string | null;
  presentment_amount: Decimal | null;
  rounding_amount: Decimal | null;
  unsettled_amount: Decimal | null;
  maximum_refundable: Decimal | null;
  settlement_currency: string | null;
  settlement_rate: Decimal | null;
  fee_amount: Decimal | null;
  fee_tax_amount: Decimal | null;
  fees: Json | null;
  fx_adjustment: Json | null;
  error_code: string | null;
}

export interface ReportingDailyRevenue {
  shop_id: string | null;
  basis: string | null;
  day: Day | null;
  currency: string | null;
  orders: number | null;
  units: number | null;
  gross_sales: Decimal | null;
  discounts: Decimal | null;
  refunds: Decimal | null;
  net_sales: Decimal | null;
  shipping: Decimal | null;
  tax: Decimal | null;
  tips: Decimal | null;
  duties_and_fees: Decimal | null;
  gift_cards: Decimal | null;
  adjustments: Decimal | null;
  total_sales: Decimal | null;
  new_customer_orders: number | null;
  cancelled_orders: number | null;
  cancelled_amount: Decimal | null;
  test_orders: number | null;
}

export interface ReportingDailyRevenueRollup {
  shop_id: string;
  connector_id: string;
  basis: 'order' | 'event';
  day: Day;
  currency: string;
  orders: Generated<number>;
  units: Generated<number>;
  gross_sales: Generated<Decimal>;
  discounts: Generated<Decimal>;
  refunds: Generated<Decimal>;
  net_sales: Generated<Decimal>;
  shipping: Generated<Decimal>;
  tax: Generated<Decimal>;
  tips: Generated<Decimal>;
  duties_and_fees: Generated<Decimal>;
  gift_cards: Generated<Decimal>;
  adjustments: Generated<Decimal>;
  total_sales: Generated<Decimal>;
  new_customer_orders: Generated<number>;
  cancelled_orders: Generated<number>;
  cancelled_amount: Generated<Decimal>;
  test_orders: Generated<number>;
}

export interface ReportingFactMarketingCampaignDaily {
  shop_id: string | null;
  connector_id: string | null;
  day: Day | null;
  campaign_id: string | null;
  campaign_name: string | null;
  currency: string | null;
  vat_basis: string | null;
  spend: Decimal | null;
  impressions: number | null;
  reach: number | null;
  frequency: Decimal | null;
  clicks: number | null;
  link_clicks: number | null;
  landing_page_views: number | null;
  add_to_cart: Decimal | null;
  initiate_checkout: Decimal | null;
  leads: Decimal | null;
  conversions: Decimal | null;
  conversion_value: Decimal | null;
  conversion_action: string | null;
  metrics_json: Json | null;
  observed_at: Instant | null;
}

export interface ReportingFactMarketingDaily {
  shop_id: string | null;
  connector_id: string | null;
  day: Day | null;
  account_id: string | null;
  currency: string | null;
  vat_basis: string | null;
  spend: Decimal | null;
  impressions: number | null;
  reach: number | null;
  frequency: Decimal | null;
  clicks: number | null;
  link_clicks: number | null;
  landing_page_views: number | null;
  add_to_cart: Decimal | null;
  initiate_checkout: Decimal | null;
  leads: Decimal | null;
  conversions: Decimal | null;
  conversion_value: Decimal | null;
  conversion_action: string | null;
  metrics_json: Json | null;
  observed_at: Instant | null;
}

export interface ReportingMarketingDaily {
  shop_id: string | null;
  day: Day | null;
  platform: string | null;
  currency: string | null;
  vat_basis: string | null;
  spend: Decimal | null;
  impressions: number | null;
  clicks: number | null;
  link_clicks: number | null;
  conversions: Decimal | null;
  conversion_value: Decimal | null;
  observed_at: Instant | null;
}

export interface ReportingMarketingDailyRollup {
  shop_id: string;
  connector_id: string;
  day: Day;
  platform: string;
  currency: string;
  vat_basis: string;
  spend: Decimal | null;
  impressions: number | null;
  clicks: number | null;
  link_clicks: number | null;
  conversions: Decimal | null;
  conversion_value: Decimal | null;
  observed_at: Instant;
}

export interface ReportingMerRoas {
  shop_id: string | null;
  day: Day | null;
  revenue: Decimal | null;
  orders: number | null;
  spend: Decimal | null;
  platform_conversion_value: Decimal | null;
  platform_conversions: Decimal | null;
  fx_missing: boolean | null;
  mixed_vat: boolean | null;
  mer: Decimal | null;
  platform_roas: Decimal | null;
}

export interface ReportingSyncStatus {
  shop_id: string | null;
  connector_id: string | null;
  platform: string | null;
  kind: string | null;
  mode: string | null;
  name: string | null;
  external_account_id: string | null;
  currency: string | null;
  timezone: string | null;
  status: string | null;
  status_code: string | null;
  status_message: string | null;
  simulated: boolean | null;
  last_synced_at: Instant | null;
  next_sync_at: Instant | null;
  consecutive_failures: number | null;
  job_id: string | null;
  job_kind: string | null;
  job_status: string | null;
  records_synced: number | null;
  error_code: string | null;
  error_message: string | null;
  error_task: string | null;
  job_created_at: Instant | null;
  job_started_at: Instant | null;
  job_finished_at: Instant | null;
  heartbeat_at: Instant | null;
  slices_total: number | null;
  slices_done: number | null;
}

export interface DB {
  'app_dashboard.action_caps': AppDashboardActionCaps;
  'app_dashboard.action_proposals': AppDashboardActionProposals;
  'app_dashboard.agencies': AppDashboardAgencies;
  'app_dashboard.api_keys': AppDashboardApiKeys;
  'app_dashboard.audit_log': AppDashboardAuditLog;
  'app_dashboard.chores': AppDashboardChores;
  'app_dashboard.connectors': AppDashboardConnectors;
  'app_dashboard.entity_kpi_profiles': AppDashboardEntityKpiProfiles;
  'app_dashboard.executions': AppDashboardExecutions;
  'app_dashboard.idempotency_keys': AppDashboardIdempotencyKeys;
  'app_dashboard.imports': AppDashboardImports;
  'app_dashboard.kpi_profiles': AppDashboardKpiProfiles;
  'app_dashboard.notifications': AppDashboardNotifications;
  'app_dashboard.push_keys': AppDashboardPushKeys;
  'app_dashboard.push_subscriptions': AppDashboardPushSubscriptions;
  'app_dashboard.refresh_tokens': AppDashboardRefreshTokens;
  'app_dashboard.rule_cursors': AppDashboardRuleCursors;
  'app_dashboard.rule_evaluations': AppDashboardRuleEvaluations;
  'app_dashboard.rule_findings': AppDashboardRuleFindings;
  'app_dashboard.rule_versions': AppDashboardRuleVersions;
  'app_dashboard.rules': AppDashboardRules;
  'app_dashboard.sessions': AppDashboardSessions;
  'app_dashboard.shop_credentials': AppDashboardShopCredentials;
  'app_dashboard.shops': AppDashboardShops;
  'app_dashboard.sign_in_attempts': AppDashboardSignInAttempts;
  'app_dashboard.sign_in_links': AppDashboardSignInLinks;
  'app_dashboard.sync_cursors': AppDashboardSyncCursors;
  'app_dashboard.sync_jobs': AppDashboardSyncJobs;
  'app_dashboard.sync_slices': AppDashboardSyncSlices;
  'app_dashboard.telegram_bot': AppDashboardTelegramBot;
  'app_dashboard.telegram_chats': AppDashboardTelegramChats;
  'app_dashboard.telegram_pairings': AppDashboardTelegramPairings;
  'app_dashboard.telegram_updates': AppDashboardTelegramUpdates;
  'app_dashboard.user_shops': AppDashboardUserShops;
  'app_dashboard.users': AppDashboardUsers;
  'app_dashboard.webhook_events': AppDashboardWebhookEvents;
  'app_dashboard.write_stops': AppDashboardWriteStops;
  'staging_ingest.meta_insights_raw': StagingIngestMetaInsightsRaw;
  'staging_ingest.raw_payloads': StagingIngestRawPayloads;
  'staging_ingest.rejected_payloads': StagingIngestRejectedPayloads;
  'staging_ingest.shopify_orders_raw': StagingIngestShopifyOrdersRaw;
  'core_warehouse.account_activities': CoreWarehouseAccountActivities;
  'core_warehouse.entities': CoreWarehouseEntities;
  'core_warehouse.entity_changes': CoreWarehouseEntityChanges;
  'core_warehouse.fx_rates': CoreWarehouseFxRates;
  'core_warehouse.inventory_levels': CoreWarehouseInventoryLevels;
  'core_warehouse.metrics_daily': CoreWarehouseMetricsDaily;
  'core_warehouse.metrics_daily_versions': CoreWarehouseMetricsDailyVersions;
  'core_warehouse.order_deletions': CoreWarehouseOrderDeletions;
  'core_warehouse.order_ledger': CoreWarehouseOrderLedger;
  'core_warehouse.order_line_items': CoreWarehouseOrderLineItems;
  'core_warehouse.orders': CoreWarehouseOrders;
  'core_warehouse.product_variants': CoreWarehouseProductVariants;
  'core_warehouse.products': CoreWarehouseProducts;
  'core_warehouse.transactions': CoreWarehouseTransactions;
  'reporting.daily_revenue': ReportingDailyRevenue;
  'reporting.daily_revenue_rollup': ReportingDailyRevenueRollup;
  'reporting.fact_marketing_campaign_daily': ReportingFactMarketingCampaignDaily;
  'reporting.fact_marketing_daily': ReportingFactMarketingDaily;
  'reporting.marketing_daily': ReportingMarketingDaily;
  'reporting.marketing_daily_rollup': ReportingMarketingDailyRollup;
  'reporting.mer_roas': ReportingMerRoas;
  'reporting.sync_status': ReportingSyncStatus;
}
