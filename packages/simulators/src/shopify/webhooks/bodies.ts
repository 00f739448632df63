import { offsetMinutes } from '../../world/calendar.ts';
import type { Bag } from '../amounts/bag.ts';
import { plainText } from '../amounts/format.ts';
import type { BulkOperation } from '../bulk/operation.ts';
import { isoTime } from '../graphql/project.ts';
import { legacyId } from '../state/ids.ts';
import type { Line, Order, Refund, Transaction } from '../state/order-types.ts';
import { discountOf, shippingNetOf } from '../state/line-amounts.ts';
import { financialStatus, fulfillmentStatus } from '../state/statuses.ts';
import * as totals from '../state/totals.ts';

type Json = Record<string, unknown>;

/** Instants in webhook bodies carry the shop's own offset. */
function localTime(instant: number | null, timezone: string): string | null {
  if (instant === null) return null;
  const minutes = offsetMinutes(instant, timezone);
  const wall = new Date(instant + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${wall}${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

const number = (id: string) => Number(legacyId(id));

function set(order: Order, amount: Bag): Json {
  return {
    shop_money: {
      amount: plainText(amount.shop, order.currency),
      currency_code: order.currency,
    },
    presentment_money: {
      amount: plainText(amount.presentment, order.presentmentCurrency),
      currency_code: order.presentmentCurrency,
    },
  };
}

const FULFILLMENT_WORDS: Readonly<Record<string, string | null>> = {
  FULFILLED: 'fulfilled',
  PARTIALLY_FULFILLED: 'partial',
  RESTOCKED: 'restocked',
};

/** The REST-shaped order of an orders/* webhook; amounts in shop currency unless in a `_set`. */
export function orderBody(order: Order, timezone: string): Json {
  const plain = (amount: Bag) => plainText(amount.shop, order.currency);
  const total = totals.orderTotal(order);
  return {
    id: number(order.id),
    admin_graphql_api_id: order.id,
    name: `#${order.seq}`,
    order_number: order.seq,
    test: order.test,
    currency: order.currency,
    presentment_currency: order.presentmentCurrency,
    taxes_included: order.taxesIncluded,
    created_at: localTime(order.createdAt, timezone),
    processed_at: localTime(order.createdAt, timezone),
    updated_at: localTime(order.updatedAt, timezone),
    cancelled_at: localTime(order.cancelledAt, timezone),
    closed_at: localTime(order.closedAt, timezone),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    financial_status: financialStatus(order)?.toLowerCase() ?? null,
    fulfillment_status: FULFILLMENT_WORDS[fulfillmentStatus(order)] ?? null,
    total_price: plain(total),
    total_price_set: set(order, total),
    current_total_price: plain(totals.currentTotal(order)),
    current_total_price_set: set(order, totals.currentTotal(order)),
    subtotal_price: plain(totals.subtotal(order)),
    total_discounts: plain(totals.discountTotal(order)),
    total_tax: plain(totals.taxTotal(order)),
    total_shipping_price_set: set(order, totals.shippingTotal(order)),
    source_name: order.sourceName,
    email: order.customer?.email ?? null,
    tags: order.tags.join(', '),
    note: order.note,
    discount_codes: order.discounts
      .filter((row) => row.__typename === 'DiscountCodeApplication')
      .map((row) => ({ code: row.label })),
    customer: order.customer && {
      id: number(order.customer.id),
      admin_graphql_api_id: order.customer.id,
      email: order.customer.email,
    },
    line_items: order.lines.map((line) => lineBody(order, line)),
    shipping_lines: order.shippingLines.map((row) => ({
      id: number(row.id),
      title: row.title,
      price: plain(row.price),
      discounted_price: plain(shippingNetOf(row)),
    })),
    refunds: order.refunds.map((refund) => refundBody(order, refund, timezone)),
  };
}

function lineBody(order: Order, line: Line): Json {
  return {
    id: number(line.id),
    admin_graphql_api_id: line.id,
    title: line.title,
    variant_title: line.variant?.title ?? null,
    sku: line.variant?.sku ?? null,
    product_id: line.product ? number(line.product.id) : null,
    variant_id: line.variant ? number(line.variant.id) : null,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    price: plainText(line.unitPrice.shop, order.currency),
    price_set: set(order, line.unitPrice),
    total_discount: plainText(discountOf(line).shop, order.currency),
    gift_card: line.kind === 'GIFT_CARD',
    taxable: line.kind === 'PRODUCT',
  };
}

/** The refunds/create body, also embedded in the order's `refunds`. */
export function refundBody(order: Order, refund: Refund, timezone: string): Json {
  return {
    id: number(refund.id),
    admin_graphql_api_id: refund.id,
    order_id: number(order.id),
    created_at: localTime(refund.createdAt, timezone),
    processed_at: localTime(refund.createdAt, timezone),
    note: refund.note,
    refund_line_items: refund.lines.map((row) => ({
      id: number(row.id),
      line_item_id: number(row.line.id),
      quantity: row.quantity,
      restock_type: row.restockType.toLowerCase(),
      subtotal: plainText(row.subtotal.shop, order.currency),
      total_tax: plainText(row.tax.shop, order.currency),
    })),
    transactions: refund.transactions.map((row) => transactionBody(order, row, timezone)),
  };
}

function transactionBody(order: Order, row: Transaction, timezone: string): Json {
  return {
    id: number(row.id),
    order_id: number(order.id),
    kind: row.kind.toLowerCase(),
    status: row.status.toLowerCase(),
    gateway: row.gateway,
    amount: plainText(row.amount.shop, order.currency),
    currency: order.currency,
    created_at: localTime(row.createdAt, timezone),
    parent_id: row.parent ? number(row.parent.id) : null,
  };
}

/** orders/edited names the edit itself, not the order. */
export function editBody(order: Order, at: number, timezone: string): Json {
  const edit = order.agreements.filter((row) => row.reason === 'ORDER_EDIT').at(-1);
  const rows = (edit?.sales ?? []).flatMap((sale) =>
    'line' in sale.subject ? [{ id: number(sale.subject.line.id), delta: sale.quantity ?? 0 }] : [],
  );
  return {
    order_edit: {
      id: edit ? number(edit.id) : null,
      order_id: number(order.id),
      created_at: localTime(at, timezone),
      committed_at: localTime(at, timezone),
      line_items: {
        additions: rows.filter((row) => row.delta > 0),
        removals: rows
          .filter((row) => row.delta < 0)
          .map(({ id, delta }) => ({ id, delta: 0 - delta })),
      },
    },
  };
}

export function bulkBody(operation: BulkOperation): Json {
  return {
    admin_graphql_api_id: operation.id,
    completed_at: operation.completedAt === null ? null : isoTime(operation.completedAt),
    created_at: isoTime(operation.createdAt),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: 'query',
  };
}
