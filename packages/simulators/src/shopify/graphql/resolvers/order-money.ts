import { ZERO, add, total } from '../../amounts/bag.ts';
import { gid, legacyId } from '../../state/ids.ts';
import { shippableUnits } from '../../state/fulfil-order.ts';
import type {
  Fulfillment,
  Order,
  Refund,
  RefundLine,
  Return,
  Transaction,
} from '../../state/order-types.ts';
import { refundable } from '../../state/payments.ts';
import type { TypeResolvers } from '../resolver-types.ts';
import { type Part, bag, money, part } from './money.ts';

const GATEWAY_NAMES: Readonly<Record<string, string>> = {
  shopify_payments: 'Shopify Payments',
  tosspayments: 'Toss Payments',
  bank_deposit: 'Bank Deposit',
  gift_card: 'Gift Card',
};

const OrderTransaction: TypeResolvers<Part<Transaction>> = {
  kind: ({ of }) => of.kind,
  status: ({ of }) => of.status,
  gateway: ({ of }) => of.gateway,
  formattedGateway: ({ of }) => GATEWAY_NAMES[of.gateway] ?? of.gateway,
  test: ({ order }) => order.test,
  createdAt: ({ of }) => of.createdAt,
  processedAt: ({ of }) => of.processedAt,
  errorCode: ({ of }) => of.errorCode,
  accountNumber: ({ of }) => (of.cardCompany ? '•••• •••• •••• 4242' : null),
  paymentId: ({ order, of }) => `sim${legacyId(order.id)}.${legacyId(of.id).slice(-3)}`,
  manualPaymentGateway: ({ of }) => of.gateway === 'bank_deposit',
  manuallyCapturable: ({ of }) => of.kind === 'AUTHORIZATION',
  multiCapturable: () => false,
  authorizationExpiresAt: ({ of }) =>
    of.kind === 'AUTHORIZATION' ? of.createdAt + 7 * 86_400_000 : null,
  settlementCurrency: ({ order, of }) => (of.fee ? order.currency : null),
  settlementCurrencyRate: ({ of }) => (of.fee ? '1.0' : null),
  amountSet: ({ order, of }) => bag(order, of.amount),
  amountRoundingSet: () => null,
  totalUnsettledSet: ({ order, of }) => bag(order, of.kind === 'AUTHORIZATION' ? of.amount : ZERO),
  maximumRefundableV2: ({ order, of }) =>
    of.status === 'SUCCESS' && (of.kind === 'SALE' || of.kind === 'CAPTURE')
      ? money(refundable(order, of).presentment, order.presentmentCurrency)
      : null,
  fees: ({ order, of }) => {
    if (!of.fee) return [];
    return [
      {
        id: gid('TransactionFee', `${legacyId(of.id)}`),
        type: 'processing_fee',
        rate: of.fee.rate,
        rateName: 'domestic card',
        flatFeeName: 'fixed fee',
        amount: money(of.fee.amount, order.currency),
        flatFee: money(of.fee.flat, order.currency),
        taxAmount: money(0, order.currency),
      },
    ];
  },
  parentTransaction: ({ order, of }) => of.parent && part(order, of.parent),
  order: ({ order }) => order,
  paymentDetails: ({ of }) =>
    of.cardCompany === null
      ? null
      : {
          __typename: 'CardPaymentDetails',
          company: of.cardCompany,
          wallet: null,
          paymentMethodName: 'card',
        },
};

const RefundType: TypeResolvers<Part<Refund>> = {
  legacyResourceId: ({ of }) => legacyId(of.id),
  createdAt: ({ of }) => of.createdAt,
  processedAt: ({ of }) => of.createdAt,
  updatedAt: ({ of }) => of.createdAt,
  note: ({ of }) => of.note,
  order: ({ order }) => order,
  totalRefundedSet: ({ order, of }) => bag(order, total(of.transactions.map((row) => row.amount))),
  duties: () => [],
  return: ({ order, of }) => of.return && part(order, of.return),
  refundLineItems: ({ order, of }) => of.lines.map((row) => part(order, row)),
  refundShippingLines: ({ order, of }) => (of.shipping ? [part(order, of.shipping)] : []),
  orderAdjustments: ({ order, of }) => (of.goodwill ? [part(order, of.goodwill)] : []),
  transactions: ({ order, of }) => of.transactions.map((row) => part(order, row)),
};

const RefundLineItem: TypeResolvers<Part<RefundLine>> = {
  quantity: ({ of }) => of.quantity,
  restockType: ({ of }) => of.restockType,
  restocked: ({ of }) => of.restockType !== 'NO_RESTOCK',
  location: (_, __, { session }) => session.location,
  lineItem: ({ order, of }) => part(order, of.line),
  priceSet: ({ order, of }) => bag(order, of.line.unitPrice),
  subtotalSet: ({ order, of }) => bag(order, of.subtotal),
  totalTaxSet: ({ order, of }) => bag(order, of.tax),
};

const RefundShippingLine: TypeResolvers<Part<NonNullable<Refund['shipping']>>> = {
  shippingLine: ({ order, of }) => part(order, of.shippingLine),
  subtotalAmountSet: ({ order, of }) => bag(order, of.subtotal),
  taxAmountSet: ({ order, of }) => bag(order, of.tax),
};

const OrderAdjustment: TypeResolvers<Part<NonNullable<Refund['goodwill']>>> = {
  reason: () => 'REFUND_DISCREPANCY',
  amountSet: ({ order, of }) => bag(order, add(ZERO, of.amount)),
  taxAmountSet: ({ order }) => bag(order, ZERO),
};

const ReturnType: TypeResolvers<Part<Return>> = {
  name: ({ of }) => of.name,
  status: ({ of }) => of.status,
  createdAt: ({ of }) => of.createdAt,
  closedAt: ({ of }) => of.closedAt,
  order: ({ order }) => order,
  totalQuantity: ({ of }) => of.lines.reduce((sum, row) => sum + row.quantity, 0),
};

const FulfillmentType: TypeResolvers<Part<Fulfillment>> = {
  legacyResourceId: ({ of }) => legacyId(of.id),
  name: ({ of }) => of.name,
  status: () => 'SUCCESS',
  displayStatus: ({ of }) => (of.deliveredAt === null ? 'IN_TRANSIT' : 'DELIVERED'),
  totalQuantity: ({ of }) => of.lines.reduce((sum, row) => sum + row.quantity, 0),
  requiresShipping: () => true,
  createdAt: ({ of }) => of.createdAt,
  updatedAt: ({ of }) => of.updatedAt,
  inTransitAt: ({ of }) => of.createdAt,
  deliveredAt: ({ of }) => of.deliveredAt,
  order: ({ order }) => order,
  trackingInfo: ({ of }) => [
    {
      company: of.trackingCompany,
      number: of.trackingNumber,
      url: `https://track.example.com/${of.trackingNumber}`,
    },
  ],
  location: (_, __, { session }) => session.location,
};

type FulfillmentOrderPart = { order: Order; id: string };

const FulfillmentOrder: TypeResolvers<FulfillmentOrderPart> = {
  status: ({ order }) => {
    if (order.cancelledAt !== null) return 'CANCELLED';
    if (order.fulfillments.length === 0) return 'OPEN';
    return order.lines.some((line) => shippableUnits(line) > 0) ? 'IN_PROGRESS' : 'CLOSED';
  },
  requestStatus: () => 'UNSUBMITTED',
  createdAt: ({ order }) => order.createdAt,
  updatedAt: ({ order }) => order.updatedAt,
  orderId: ({ order }) => order.id,
  orderName: ({ order }) => `#${order.seq}`,
  orderProcessedAt: ({ order }) => order.createdAt,
  assignedLocation: (_, __, { session }) => ({
    name: session.location.name,
    location: session.location,
  }),
  destination: ({ order }) => order.address && { ...order.address, email: order.customer?.email },
  lineItems: ({ order }) =>
    order.lines
      .filter((line) => line.kind === 'PRODUCT')
      .map((line) => ({
        id: line.id.replace('/LineItem/', '/FulfillmentOrderLineItem/'),
        totalQuantity: line.quantity,
        remainingQuantity: shippableUnits(line),
        sku: line.variant?.sku ?? null,
        productTitle: line.title,
        variantTitle: line.variant?.title ?? null,
        inventoryItemId: line.variant?.item.id ?? null,
        lineItem: part(order, line),
      })),
};

export const ORDER_MONEY_RESOLVERS = {
  OrderTransaction,
  Refund: RefundType,
  RefundLineItem,
  RefundShippingLine,
  OrderAdjustment,
  Return: ReturnType,
  Fulfillment: FulfillmentType,
  FulfillmentOrder,
};
