import type { Bag } from '../amounts/bag.ts';
import type { Customer, PostalAddress } from './customer.ts';
import type { Product, Variant } from './catalog.ts';

/** Instants are epoch milliseconds (whole seconds); amounts are whole minor units. */
export interface DiscountApplication {
  __typename:
    | 'DiscountCodeApplication'
    | 'AutomaticDiscountApplication'
    | 'ManualDiscountApplication';
  index: number;
  /** The code, or the title shown for automatic and manual discounts. */
  label: string;
  allocationMethod: 'ACROSS' | 'EACH';
  targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT';
  targetType: 'LINE_ITEM' | 'SHIPPING_LINE';
  value: { percentage: number } | { amount: Bag };
}

export interface Allocation {
  application: DiscountApplication;
  amount: Bag;
}

export interface Line {
  id: string;
  kind: 'PRODUCT' | 'GIFT_CARD' | 'TIP';
  title: string;
  product: Product | null;
  variant: Variant | null;
  quantity: number;
  currentQuantity: number;
  fulfilledQuantity: number;
  /** Units a refund took back; the rest of quantity − currentQuantity was removed by an edit. */
  refundedQuantity: number;
  unitPrice: Bag;
  allocations: Allocation[];
  /** Tax of all `quantity` units after discounts. */
  tax: Bag;
  addedByEdit: boolean;
}

export interface ShippingLine {
  id: string;
  title: string;
  code: string;
  price: Bag;
  allocations: Allocation[];
  tax: Bag;
  refunded: Bag;
  refundedTax: Bag;
}

export type SaleSubject =
  | { type: 'PRODUCT' | 'GIFT_CARD' | 'TIP'; line: Line }
  | { type: 'SHIPPING'; shippingLine: ShippingLine }
  | { type: 'ADJUSTMENT' }
  | { type: 'FEE'; feeId: string };

export interface Sale {
  id: string;
  actionType: 'ORDER' | 'RETURN' | 'UPDATE';
  quantity: number | null;
  subject: SaleSubject;
  total: Bag;
  discountBeforeTaxes: Bag;
  discountAfterTaxes: Bag;
  tax: Bag;
}

export interface Agreement {
  id: string;
  happenedAt: number;
  reason: 'ORDER' | 'ORDER_EDIT' | 'REFUND' | 'RETURN';
  refund: Refund | null;
  return: Return | null;
  sales: Sale[];
}

export interface Transaction {
  id: string;
  kind: 'AUTHORIZATION' | 'CAPTURE' | 'SALE' | 'REFUND' | 'VOID';
  status: 'SUCCESS' | 'FAILURE' | 'PENDING';
  gateway: string;
  createdAt: number;
  processedAt: number;
  amount: Bag;
  parent: Transaction | null;
  errorCode: string | null;
  /** Gateway fee in the shop's currency; null where the gateway reports none. */
  fee: { amount: number; rate: string; flat: number } | null;
  cardCompany: string | null;
}

export interface RefundLine {
  id: string;
  line: Line;
  quantity: number;
  restockType: 'CANCEL' | 'RETURN' | 'NO_RESTOCK';
  /** After discounts, on the price basis (with tax when the order's prices include it). */
  subtotal: Bag;
  tax: Bag;
}

export interface Refund {
  id: string;
  createdAt: number;
  note: string | null;
  lines: RefundLine[];
  shipping: { id: string; shippingLine: ShippingLine; subtotal: Bag; tax: Bag } | null;
  /** Money given back without goods, positive; null when there was none. */
  goodwill: { id: string; amount: Bag } | null;
  transactions: Transaction[];
  return: Return | null;
}

export interface Return {
  id: string;
  name: string;
  status: 'OPEN' | 'CLOSED';
  createdAt: number;
  closedAt: number | null;
  lines: { line: Line; quantity: number }[];
}

export interface Fulfillment {
  id: string;
  name: string;
  createdAt: number;
  updatedAt: number;
  deliveredAt: number | null;
  trackingCompany: string;
  trackingNumber: string;
  lines: { line: Line; quantity: number }[];
}

export interface Visit {
  id: string;
  occurredAt: number;
  source: string;
  sourceType: string | null;
  referrerUrl: string | null;
  landingPage: string;
  utm: {
    source: string;
    medium: string;
    campaign: string;
    content: string | null;
    term: string | null;
  } | null;
}

export interface Journey {
  readyAt: number;
  orderIndex: number;
  moments: number;
  firstVisit: Visit | null;
  lastVisit: Visit | null;
}

export interface Order {
  __typename: 'Order';
  seq: number;
  id: string;
  createdAt: number;
  updatedAt: number;
  cancelledAt: number | null;
  cancelReason: string | null;
  closedAt: number | null;
  test: boolean;
  deletedAt: number | null;
  edited: boolean;
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  taxRatePpm: number;
  taxTitle: string;
  sourceName: string;
  tags: string[];
  note: string | null;
  customer: Customer | null;
  address: PostalAddress | null;
  locale: string;
  clientIp: string;
  lines: Line[];
  shippingLines: ShippingLine[];
  discounts: DiscountApplication[];
  agreements: Agreement[];
  transactions: Transaction[];
  refunds: Refund[];
  returns: Return[];
  fulfillments: Fulfillment[];
  journey: Journey | null;
  /** Total at the moment of ordering, before any edit. */
  originalTotal: Bag;
  /** Next number for ids of things inside this order. */
  nextPart: number;
}
