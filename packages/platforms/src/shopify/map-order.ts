import type { JsonValue, OrderRow } from '@commerce/core';
import { presentmentAmount, shopAmount } from './amounts.ts';
import { instantText } from './instants.ts';
import type { WireOrder, WireVisit } from './wire.ts';

/** What the ledger of the order said, and its day. */
export interface OrderFacts {
  orderDay: string;
  /** Null when the order's current total is not known. */
  residual: string | null;
}

const json = (value: unknown): JsonValue => (value as JsonValue | undefined) ?? null;

const text = (value: string | number | null | undefined): string | null =>
  value == null ? null : String(value);

/** A 64-bit count; what no column holds is not known rather than a reason to lose the order. */
const whole = (value: string | number | null | undefined): number | null => {
  const number = value == null ? Number.NaN : Number(value);
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? number : null;
};

/** As it came, for a column of 16 digits; what it cannot hold is not known. */
const grams = (value: string | number | null | undefined): string | null =>
  /^\d{1,16}(?:\.\d+)?$/.test(text(value) ?? '') ? text(value) : null;

function firstVisit(visit: WireVisit | null | undefined) {
  const utm = visit?.utmParameters;
  return {
    first_visit_at: instantText(visit?.occurredAt),
    first_source: visit?.source ?? null,
    first_source_type: visit?.sourceType ?? null,
    first_referrer: visit?.referrerUrl ?? null,
    first_landing_page: visit?.landingPage ?? null,
    first_utm_source: utm?.source ?? null,
    first_utm_medium: utm?.medium ?? null,
    first_utm_campaign: utm?.campaign ?? null,
    first_utm_content: utm?.content ?? null,
    first_utm_term: utm?.term ?? null,
  };
}

function lastVisit(visit: WireVisit | null | undefined) {
  const utm = visit?.utmParameters;
  return {
    last_visit_at: instantText(visit?.occurredAt),
    last_source: visit?.source ?? null,
    last_source_type: visit?.sourceType ?? null,
    last_referrer: visit?.referrerUrl ?? null,
    last_landing_page: visit?.landingPage ?? null,
    last_utm_source: utm?.source ?? null,
    last_utm_medium: utm?.medium ?? null,
    last_utm_campaign: utm?.campaign ?? null,
    last_utm_content: utm?.content ?? null,
    last_utm_term: utm?.term ?? null,
  };
}

const RISKS = ['NONE', 'PENDING', 'LOW', 'MEDIUM', 'HIGH'];

/** The gravest of several assessments; a level that is not known counts as the gravest. */
function riskLevel(order: WireOrder): string | null {
  let worst: string | null = null;
  const rank = (level: string): number =>
    (RISKS.indexOf(level) + RISKS.length + 1) % (RISKS.length + 1);
  for (const { riskLevel: level } of order.risk?.assessments ?? []) {
    if (level != null && (worst === null || rank(level) > rank(worst))) worst = level;
  }
  return worst;
}

function fulfilment(order: WireOrder): { first: string | null; delivered: string | null } {
  let first: string | null = null;
  let delivered: string | null = null;
  for (const { status, createdAt, deliveredAt } of order.fulfillments ?? []) {
    if (status === 'CANCELLED') continue;
    if (createdAt != null && (first === null || createdAt < first)) first = createdAt;
    if (deliveredAt != null && (delivered === null || deliveredAt > delivered))
      delivered = deliveredAt;
  }
  return { first, delivered };
}

function statusColumns(order: WireOrder) {
  const { first, delivered } = fulfilment(order);
  const journey = order.customerJourneySummary;
  return {
    fulfillments_count: order.fulfillmentsCount?.count ?? order.fulfillments?.length ?? null,
    first_fulfilled_at: instantText(first),
    last_delivered_at: instantText(delivered),
    journey_ready: journey?.ready ?? null,
    days_to_conversion: journey?.daysToConversion ?? null,
    moments_count: journey?.momentsCount?.count ?? null,
    customer_order_index: journey?.customerOrderIndex ?? null,
    risk_recommendation: order.risk?.recommendation ?? null,
    risk_level: riskLevel(order),
  };
}

function amountColumns(order: WireOrder) {
  const rounding = order.totalCashRoundingAdjustment;
  return {
    total: shopAmount(order.totalPriceSet ?? order.currentTotalPriceSet) as string,
    current_total: shopAmount(order.currentTotalPriceSet),
    original_total: shopAmount(order.originalTotalPriceSet),
    subtotal: shopAmount(order.subtotalPriceSet),
    current_subtotal: shopAmount(order.currentSubtotalPriceSet),
    total_discounts: shopAmount(order.totalDiscountsSet),
    current_total_discounts: shopAmount(order.currentTotalDiscountsSet),
    cart_discount: shopAmount(order.cartDiscountAmountSet),
    total_tax: shopAmount(order.totalTaxSet),
    current_total_tax: shopAmount(order.currentTotalTaxSet),
    total_shipping: shopAmount(order.totalShippingPriceSet),
    current_shipping: shopAmount(order.currentShippingPriceSet),
    total_tip: shopAmount(order.totalTipReceivedSet),
    total_received: shopAmount(order.totalReceivedSet),
    total_refunded: shopAmount(order.totalRefundedSet),
    total_refunded_shipping: shopAmount(order.totalRefundedShippingSet),
    total_outstanding: shopAmount(order.totalOutstandingSet),
    total_capturable: shopAmount(order.totalCapturableSet),
    net_payment: shopAmount(order.netPaymentSet),
    refund_discrepancy: shopAmount(order.refundDiscrepancySet),
    original_duties: shopAmount(order.originalTotalDutiesSet),
    current_duties: shopAmount(order.currentTotalDutiesSet),
    original_additional_fees: shopAmount(order.originalTotalAdditionalFeesSet),
    current_additional_fees: shopAmount(order.currentTotalAdditionalFeesSet),
    payment_rounding: shopAmount(rounding?.paymentSet),
    refund_rounding: shopAmount(rounding?.refundSet),
    presentment_total: presentmentAmount(order.totalPriceSet),
    presentment_current_total: presentmentAmount(order.currentTotalPriceSet),
  };
}

function originColumns(order: WireOrder) {
  const channel = order.channelInformation;
  const codes = order.discountCodes ?? (order.discountCode == null ? null : [order.discountCode]);
  return {
    discount_codes: json(codes),
    tags: json(order.tags),
    payment_gateways: json(order.paymentGatewayNames),
    tax_lines: json(order.taxLines),
    custom_attributes: json(order.customAttributes),
    app_id: order.app?.id ?? null,
    app_name: order.app?.name ?? null,
    source_name: order.sourceName ?? null,
    source_identifier: order.sourceIdentifier ?? null,
    source_url: order.registeredSourceUrl ?? null,
    channel_id: channel?.channelId ?? null,
    channel_name: channel?.displayName ?? channel?.channelDefinition?.channelName ?? null,
    channel_handle: channel?.channelDefinition?.handle ?? null,
    publication_id: order.publication?.id ?? null,
    retail_location_id: order.retailLocation?.id ?? null,
    business_entity_id: order.merchantBusinessEntity?.id ?? null,
    disputes: json(order.disputes),
    payment_terms: json(order.paymentTerms),
  };
}

const unitsOrdered = (order: WireOrder): number | null =>
  order.lineItems?.reduce((sum, { quantity }) => sum + quantity, 0) ?? null;

/** An order as a canonical row: shop currency everywhere, days in the shop's timezone. */
export function toOrderRow(order: WireOrder, facts: OrderFacts): OrderRow {
  const { shippingAddress, customerJourneySummary: journey } = order;
  return {
    external_id: order.id,
    legacy_id: text(order.legacyResourceId) ?? /\/(\d+)$/.exec(order.id)?.[1] ?? null,
    name: order.name,
    confirmation_number: order.confirmationNumber ?? null,
    po_number: order.poNumber ?? null,
    order_day: facts.orderDay,
    created_at: instantText(order.createdAt) as string,
    processed_at: instantText(order.processedAt),
    source_updated_at: instantText(order.updatedAt) as string,
    closed_at: instantText(order.closedAt),
    cancelled_at: instantText(order.cancelledAt),
    cancel_reason: order.cancelReason ?? null,
    deleted_at: null,
    is_test: order.test === true,
    is_confirmed: order.confirmed ?? null,
    is_edited: order.edited ?? null,
    financial_status: order.displayFinancialStatus ?? null,
    fulfillment_status: order.displayFulfillmentStatus ?? null,
    return_status: order.returnStatus ?? null,
    currency: order.currencyCode,
    presentment_currency: order.presentmentCurrencyCode ?? null,
    taxes_included: order.taxesIncluded ?? null,
    tax_exempt: order.taxExempt ?? null,
    duties_included: order.dutiesIncluded ?? null,
    estimated_taxes: order.estimatedTaxes ?? null,
    ...amountColumns(order),
    ledger_residual: facts.residual,
    quantity: order.subtotalLineItemsQuantity ?? unitsOrdered(order),
    current_quantity: order.currentSubtotalLineItemsQuantity ?? null,
    requires_shipping: order.requiresShipping ?? null,
    total_weight_grams: grams(order.totalWeight),
    ...statusColumns(order),
    shipping_method:
      order.shippingLines?.find(({ isRemoved }) => isRemoved !== true)?.title ?? null,
    fulfillments: json(order.fulfillments),
    refunds: json(order.refunds),
    customer_id: order.customer?.id ?? null,
    customer_orders_count: whole(order.customer?.numberOfOrders),
    customer_locale: order.customerLocale ?? null,
    accepts_marketing: order.customerAcceptsMarketing ?? null,
    shipping_country: shippingAddress?.countryCodeV2 ?? null,
    shipping_province: shippingAddress?.provinceCode ?? shippingAddress?.province ?? null,
    shipping_city: shippingAddress?.city ?? null,
    shipping_zip: shippingAddress?.zip ?? null,
    billing_country: order.billingAddress?.countryCodeV2 ?? null,
    ...originColumns(order),
    ...firstVisit(journey?.firstVisit),
    ...lastVisit(journey?.lastVisit),
  };
}
