import type { Day } from '../days.ts';
import type { EntityLevel, JsonValue, VatBasis } from '../glossary.ts';

/*
 * Canonical rows: what every platform's `map` produces, named like the columns of core_warehouse they
 * are written to (without shop_id and connector_id, which the writer adds).
 * Amounts are decimal strings with at most four decimals; instants are ISO 8601 strings with an offset;
 * null means the platform did not say.
 */
type Amount = string;
type Instant = string;

/** An order. Amounts without `presentment_` are in `currency`, the shop's currency at order time. */
export interface OrderRow {
  external_id: string;
  legacy_id: string | null;
  name: string;
  confirmation_number: string | null;
  po_number: string | null;
  /** Day of `processed_at` (else `created_at`) in the shop's timezone. */
  order_day: Day;
  created_at: Instant;
  processed_at: Instant | null;
  source_updated_at: Instant;
  closed_at: Instant | null;
  cancelled_at: Instant | null;
  cancel_reason: string | null;
  deleted_at: Instant | null;
  is_test: boolean;
  is_confirmed: boolean | null;
  is_edited: boolean | null;
  financial_status: string | null;
  fulfillment_status: string | null;
  return_status: string | null;
  currency: string;
  presentment_currency: string | null;
  taxes_included: boolean | null;
  tax_exempt: boolean | null;
  duties_included: boolean | null;
  estimated_taxes: boolean | null;
  total: Amount;
  current_total: Amount | null;
  original_total: Amount | null;
  subtotal: Amount | null;
  current_subtotal: Amount | null;
  total_discounts: Amount | null;
  current_total_discounts: Amount | null;
  cart_discount: Amount | null;
  total_tax: Amount | null;
  current_total_tax: Amount | null;
  total_shipping: Amount | null;
  current_shipping: Amount | null;
  total_tip: Amount | null;
  total_received: Amount | null;
  total_refunded: Amount | null;
  total_refunded_shipping: Amount | null;
  total_outstanding: Amount | null;
  total_capturable: Amount | null;
  net_payment: Amount | null;
  refund_discrepancy: Amount | null;
  original_duties: Amount | null;
  current_duties: Amount | null;
  original_additional_fees: Amount | null;
  current_additional_fees: Amount | null;
  payment_rounding: Amount | null;
  refund_rounding: Amount | null;
  presentment_total: Amount | null;
  presentment_current_total: Amount | null;
  /** Ledger sum minus current total, before any reconcile event; null when it could not be checked. */
  ledger_residual: Amount | null;
  quantity: number | null;
  current_quantity: number | null;
  requires_shipping: boolean | null;
  total_weight_grams: Amount | null;
  fulfillments_count: number | null;
  first_fulfilled_at: Instant | null;
  last_delivered_at: Instant | null;
  shipping_method: string | null;
  fulfillments: JsonValue;
  refunds: JsonValue;
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
  discount_codes: JsonValue;
  tags: JsonValue;
  payment_gateways: JsonValue;
  tax_lines: JsonValue;
  custom_attributes: JsonValue;
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
  disputes: JsonValue;
  payment_terms: JsonValue;
}

/** A line of an order; amounts in `currency`. `unit_cost` null means unknown, never free. */
export interface OrderLineItemRow {
  order_id: string;
  external_id: string;
  position: number;
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
  is_gift_card: boolean;
  requires_shipping: boolean | null;
  taxable: boolean | null;
  currency: string;
  original_unit_price: Amount | null;
  original_total: Amount | null;
  discounted_unit_price: Amount | null;
  discounted_unit_price_after_all: Amount | null;
  discounted_total: Amount | null;
  total_discount: Amount | null;
  allocated_discount: Amount | null;
  total_tax: Amount | null;
  total_duties: Amount | null;
  unit_cost: Amount | null;
  unit_cost_currency: string | null;
  selling_plan: string | null;
  bundle_id: string | null;
  custom_attributes: JsonValue;
  discount_allocations: JsonValue;
  tax_lines: JsonValue;
}

/** A payment movement of an order. `amount` is in `currency` (shop), positive also for refunds. */
export interface TransactionRow {
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
  is_test: boolean;
  is_manual: boolean | null;
  created_at: Instant | null;
  processed_at: Instant | null;
  authorization_expires_at: Instant | null;
  currency: string;
  amount: Amount;
  presentment_currency: string | null;
  presentment_amount: Amount | null;
  rounding_amount: Amount | null;
  unsettled_amount: Amount | null;
  maximum_refundable: Amount | null;
  settlement_currency: string | null;
  settlement_rate: string | null;
  fee_amount: Amount | null;
  fee_tax_amount: Amount | null;
  fees: JsonValue;
  fx_adjustment: JsonValue;
  error_code: string | null;
}

export type LedgerEventType =
  | 'sale'
  | 'discount'
  | 'tax'
  | 'shipping'
  | 'cancel'
  | 'return'
  | 'refund'
  | 'exchange'
  | 'fee'
  | 'adjustment';
export type LedgerLineType =
  | 'product'
  | 'shipping'
  | 'tip'
  | 'duty'
  | 'fee'
  | 'gift_card'
  | 'adjustment'
  | 'unknown';

/**
 * One economic event of an order line, keyed stably so that reading it again changes nothing.
 * `amount` = `gross_amount` − `discount_amount` + `tax_amount`; gross and discount exclude VAT, amount
 * includes it. Money going back to the customer is negative. Order edits are signed `sale` events on
 * the day of the edit; `reconcile` rows carry what the platform's totals say beyond its stated events.
 */
export interface LedgerRow {
  order_id: string;
  event_key: string;
  event_type: LedgerEventType;
  line_type: LedgerLineType;
  line_item_id: string | null;
  quantity: number | null;
  occurred_at: Instant;
  event_day: Day;
  order_day: Day;
  currency: string;
  gross_amount: Amount;
  discount_amount: Amount;
  tax_amount: Amount;
  amount: Amount;
  vat_basis: VatBasis;
  source: 'agreement' | 'derived' | 'reconcile';
  refund_id: string | null;
}

export interface ProductRow {
  external_id: string;
  legacy_id: string | null;
  handle: string | null;
  title: string;
  vendor: string | null;
  product_type: string | null;
  category: string | null;
  status: string | null;
  tags: JsonValue;
  is_gift_card: boolean | null;
  total_inventory: number | null;
  image_url: string | null;
  online_store_url: string | null;
  created_at: Instant | null;
  published_at: Instant | null;
  source_updated_at: Instant | null;
  deleted_at: Instant | null;
}

/** `price` is as the shop enters it (VAT included or not by the shop's own setting), in `currency`. */
export interface ProductVariantRow {
  external_id: string;
  product_id: string;
  legacy_id: string | null;
  inventory_item_id: string | null;
  title: string | null;
  sku: string | null;
  barcode: string | null;
  position: number | null;
  currency: string;
  price: Amount | null;
  compare_at_price: Amount | null;
  unit_cost: Amount | null;
  unit_cost_currency: string | null;
  taxable: boolean | null;
  available_for_sale: boolean | null;
  inventory_policy: string | null;
  inventory_quantity: number | null;
  options: JsonValue;
  source_updated_at: Instant | null;
}

export interface InventoryLevelRow {
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

/** An ad object. Budgets and bids are in the account's `currency`, major units. */
export interface EntityRow {
  level: EntityLevel;
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
  daily_budget: Amount | null;
  lifetime_budget: Amount | null;
  bid_amount: Amount | null;
  starts_at: Instant | null;
  ends_at: Instant | null;
  created_at: Instant | null;
  source_updated_at: Instant | null;
  attributes: JsonValue;
}

/** Metrics of one ad object on one account day. null = not reported by the platform, which is not 0. */
export interface MetricsDailyRow {
  level: EntityLevel;
  entity_id: string;
  day: Day;
  campaign_id: string | null;
  adset_id: string | null;
  entity_name: string | null;
  currency: string;
  vat_basis: VatBasis;
  attribution_setting: string | null;
  spend: Amount | null;
  impressions: number | null;
  reach: number | null;
  frequency: string | null;
  clicks: number | null;
  link_clicks: number | null;
  landing_page_views: number | null;
  add_to_cart: string | null;
  initiate_checkout: string | null;
  leads: string | null;
  conversions: string | null;
  conversion_value: Amount | null;
  conversion_action: string | null;
  metrics_json: JsonValue;
}

/**
 * One entry of a platform's own log of changes: who changed which ad object, and when. `field` is named as the
 * columns of an ad object are, or `budget` where the log does not say which; budgets in major units of the
 * account's currency.
 */
export interface ActivityRow {
  external_id: string;
  occurred_at: Instant;
  /** The platform's own word. */
  event_type: string;
  actor_id: string | null;
  actor_name: string | null;
  /** The program it was made with, where the platform says. */
  application: string | null;
  level: EntityLevel | null;
  entity_id: string | null;
  entity_name: string | null;
  field: string | null;
  before: string | null;
  after: string | null;
  attributes: JsonValue;
}
