import { ZERO, subtract, total } from '../../amounts/bag.ts';
import { legacyId } from '../../state/ids.ts';
import type { Order } from '../../state/order-types.ts';
import { shippableUnits } from '../../state/fulfil-order.ts';
import { financialStatus, fulfillmentStatus, returnStatus } from '../../state/statuses.ts';
import * as totals from '../../state/totals.ts';
import { bag, part } from './money.ts';
import type { TypeResolvers } from '../resolver-types.ts';

const zero = (order: Order) => bag(order, ZERO);
const units = (order: Order, read: (line: Order['lines'][number]) => number) =>
  order.lines.reduce((sum, line) => sum + (line.kind === 'TIP' ? 0 : read(line)), 0);
const grams = (line: Order['lines'][number]) => line.variant?.grams ?? 0;

const identity: TypeResolvers<Order> = {
  legacyResourceId: (order) => legacyId(order.id),
  name: (order) => `#${order.seq}`,
  number: (order) => order.seq,
  confirmationNumber: (order) => `SIM${order.seq.toString(36).toUpperCase()}`,
  processedAt: (order) => order.createdAt,
  confirmed: () => true,
  closed: (order) => order.closedAt !== null,
  cancellation: (order) => (order.cancelledAt === null ? null : { staffNote: null }),
  currencyCode: (order) => order.currency,
  presentmentCurrencyCode: (order) => order.presentmentCurrency,
  displayFinancialStatus: financialStatus,
  displayFulfillmentStatus: fulfillmentStatus,
  returnStatus,
  poNumber: () => null,
  email: (order) => order.customer?.email ?? null,
  phone: (order) => order.customer?.phone ?? null,
  customerLocale: (order) => order.locale,
  customerAcceptsMarketing: (order) => order.customer?.acceptsMarketing ?? false,
  statusPageUrl: (order, _, { session }) =>
    `https://${session.shop.profile.domain}/orders/${legacyId(order.id)}`,
  billingAddress: (order) => order.customer?.address ?? null,
  shippingAddress: (order) => order.address,
  displayAddress: (order) => order.address ?? order.customer?.address ?? null,
  billingAddressMatchesShippingAddress: (order) => order.address !== null,
  discountCode: (order) => codes(order)[0] ?? null,
  discountCodes: codes,
  app: (order) => ({
    id: `gid://shopify/App/${order.sourceName === 'pos' ? 129785 : 580111}`,
    name: order.sourceName === 'pos' ? 'Point of Sale' : 'Online Store',
  }),
  merchantBusinessEntity: (_, __, { session }) => ({
    __typename: 'BusinessEntity',
    id: `gid://shopify/BusinessEntity/${session.shop.prefix}`,
    displayName: session.shop.profile.name,
    primary: true,
  }),
  risk: () => ({ recommendation: 'ACCEPT', assessments: [] }),
  paymentGatewayNames: (order) => [...new Set(order.transactions.map((row) => row.gateway))],
};

function codes(order: Order): string[] {
  return order.discounts
    .filter((row) => row.__typename === 'DiscountCodeApplication')
    .map((row) => row.label);
}

const amounts: TypeResolvers<Order> = {
  totalPriceSet: (order) => bag(order, totals.orderTotal(order)),
  currentTotalPriceSet: (order) => bag(order, totals.currentTotal(order)),
  originalTotalPriceSet: (order) => bag(order, order.originalTotal),
  subtotalPriceSet: (order) => bag(order, totals.subtotal(order)),
  currentSubtotalPriceSet: (order) => bag(order, totals.currentSubtotal(order)),
  totalDiscountsSet: (order) => bag(order, totals.discountTotal(order)),
  currentTotalDiscountsSet: (order) => bag(order, totals.currentDiscounts(order)),
  cartDiscountAmountSet: (order) => bag(order, totals.cartDiscountTotal(order)),
  currentCartDiscountAmountSet: (order) => bag(order, totals.cartDiscountTotal(order)),
  totalTaxSet: (order) => bag(order, totals.taxTotal(order)),
  currentTotalTaxSet: (order) => bag(order, totals.currentTax(order)),
  totalShippingPriceSet: (order) => bag(order, totals.shippingTotal(order)),
  currentShippingPriceSet: (order) => bag(order, totals.currentShipping(order)),
  totalTipReceivedSet: (order) => bag(order, totals.tipTotal(order)),
  totalReceivedSet: (order) => bag(order, totals.received(order)),
  totalRefundedSet: (order) => bag(order, totals.refunded(order)),
  totalRefundedShippingSet: (order) =>
    bag(order, total(order.shippingLines.map((row) => row.refunded))),
  totalOutstandingSet: (order) => bag(order, totals.outstanding(order)),
  totalCapturableSet: (order) => bag(order, totals.capturable(order)),
  netPaymentSet: (order) => bag(order, totals.netPayment(order)),
  refundDiscrepancySet: (order) =>
    bag(order, subtract(ZERO, total(order.refunds.map((row) => row.goodwill?.amount ?? ZERO)))),
  originalTotalDutiesSet: () => null,
  currentTotalDutiesSet: () => null,
  originalTotalAdditionalFeesSet: () => null,
  currentTotalAdditionalFeesSet: () => null,
  totalCashRoundingAdjustment: (order) => ({ paymentSet: zero(order), refundSet: zero(order) }),
  taxLines: (order) => [taxLine(order, totals.taxTotal(order))],
  currentTaxLines: (order) => [taxLine(order, totals.currentTax(order))],
};

export function taxLine(order: Order, amount: Parameters<typeof bag>[1]) {
  return {
    title: order.taxTitle,
    rate: order.taxRatePpm / 1_000_000,
    ratePercentage: order.taxRatePpm / 10_000,
    source: 'Shopify',
    channelLiable: false,
    priceSet: bag(order, amount),
  };
}

const state: TypeResolvers<Order> = {
  fullyPaid: (order) => totals.outstanding(order).shop <= 0,
  unpaid: (order) => totals.received(order).shop === 0,
  refundable: (order) => totals.netPayment(order).shop > 0,
  restockable: (order) => order.fulfillments.length === 0,
  capturable: (order) => totals.capturable(order).shop > 0,
  fulfillable: (order) => order.lines.some((line) => shippableUnits(line) > 0),
  requiresShipping: (order) => order.shippingLines.length > 0,
  canMarkAsPaid: (order) => totals.outstanding(order).shop > 0,
  merchantEditable: (order) => order.cancelledAt === null,
  subtotalLineItemsQuantity: (order) => units(order, (line) => line.quantity),
  currentSubtotalLineItemsQuantity: (order) => units(order, (line) => line.currentQuantity),
  totalWeight: (order) => units(order, (line) => line.quantity * grams(line)),
  currentTotalWeight: (order) => units(order, (line) => line.currentQuantity * grams(line)),
};

const children: TypeResolvers<Order> = {
  lineItems: (order) => order.lines.map((line) => part(order, line)),
  shippingLine: (order) => {
    const first = order.shippingLines[0];
    return first ? part(order, first) : null;
  },
  shippingLines: (order) => order.shippingLines.map((row) => part(order, row)),
  discountApplications: (order) =>
    order.discounts.map((of) => ({ order, of, __typename: of.__typename })),
  agreements: (order) =>
    order.agreements.map((row) => part(order, row, AGREEMENT_TYPES[row.reason])),
  transactions: (order, { first }) =>
    limited(order.transactions, first).map((row) => part(order, row)),
  transactionsCount: (order) => ({ count: order.transactions.length, precision: 'EXACT' }),
  refunds: (order, { first }) => limited(order.refunds, first).map((row) => part(order, row)),
  returns: (order) => order.returns.map((row) => part(order, row)),
  fulfillments: (order, { first }) =>
    limited(order.fulfillments, first).map((row) => part(order, row)),
  fulfillmentsCount: (order) => ({ count: order.fulfillments.length, precision: 'EXACT' }),
  fulfillmentOrders: (order) =>
    order.shippingLines.length === 0 ? [] : [{ order, id: fulfillmentOrderId(order) }],
  customerJourneySummary: (order, _, { now }) => {
    if (!order.journey) return null;
    const ready = now >= order.journey.readyAt;
    return {
      ready,
      customerOrderIndex: ready ? order.journey.orderIndex - 1 : null,
      daysToConversion: ready ? daysBetween(order.journey.firstVisit, order.createdAt) : null,
      momentsCount: ready ? { count: order.journey.moments, precision: 'EXACT' } : null,
      firstVisit: ready ? visit(order.journey.firstVisit) : null,
      lastVisit: ready ? visit(order.journey.lastVisit) : null,
    };
  },
};

const AGREEMENT_TYPES = {
  ORDER: 'OrderAgreement',
  ORDER_EDIT: 'OrderEditAgreement',
  REFUND: 'RefundAgreement',
  RETURN: 'ReturnAgreement',
} as const;

function limited<T>(rows: readonly T[], first: unknown): readonly T[] {
  return typeof first === 'number' ? rows.slice(0, first) : rows;
}

export function fulfillmentOrderId(order: Order): string {
  return order.id.replace('/Order/', '/FulfillmentOrder/');
}

type Visit = NonNullable<Order['journey']>['lastVisit'];

function daysBetween(first: Visit, createdAt: number): number {
  return first ? Math.floor((createdAt - first.occurredAt) / 86_400_000) : 0;
}

function visit(entry: Visit) {
  return entry && { __typename: 'CustomerVisit', ...entry, utmParameters: entry.utm };
}

export const ORDER_RESOLVERS = {
  Order: { ...identity, ...amounts, ...state, ...children } as TypeResolvers<Order>,
};
