import {
  AppError,
  type CanonicalBatch,
  dayOf,
  type LedgerRow,
  type OrderLineItemRow,
  type OrderRow,
  PlatformError,
  type RawRecord,
  type TransactionRow,
} from '@commerce/core';
import { completeOrder } from './complete-order.ts';
import { drift } from './errors.ts';
import { toLineItemRow } from './map-line-item.ts';
import { instantText } from './instants.ts';
import { orderLedger } from './map-ledger.ts';
import { toOrderRow } from './map-order.ts';
import { toTransactionRow } from './map-transaction.ts';
import { parseWire } from './parse-wire.ts';
import { MOST_UNITS, type WireLineItem, type WireOrder, type WireTransaction } from './wire.ts';

/** Rows of whole orders, all lists present. */
export interface OrderRows extends CanonicalBatch {
  orders: OrderRow[];
  line_items: OrderLineItemRow[];
  transactions: TransactionRow[];
  ledger: LedgerRow[];
}

/** An order with its parts as it came: JSON text, or its bytes in UTF-8. */
export type WholeOrder = RawRecord['payload'];

/** The JSON text of an order. */
export const textOf = (order: WholeOrder): string =>
  typeof order === 'string'
    ? order
    : Buffer.from(order.buffer, order.byteOffset, order.byteLength).toString('utf8');

/** Empty lists to add orders to. */
export const noRows = (): OrderRows => ({
  orders: [],
  line_items: [],
  transactions: [],
  ledger: [],
});

/** The fields no order can be mapped without; all others may be missing. */
function isOrder(value: unknown): value is WireOrder {
  const order = value as WireOrder;
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof order.id === 'string' &&
    typeof order.name === 'string' &&
    typeof order.createdAt === 'string' &&
    typeof order.updatedAt === 'string' &&
    typeof order.currencyCode === 'string' &&
    typeof (order.totalPriceSet ?? order.currentTotalPriceSet)?.shopMoney?.amount === 'string'
  );
}

const hasId = ({ id }: { id: unknown }): boolean => typeof id === 'string' && id !== '';

/** The fields of the order's parts that a row cannot be without. */
function assertParts(order: WireOrder): void {
  const lines = order.lineItems ?? [];
  const payments = order.transactions ?? [];
  const isCounted = ({ quantity }: WireLineItem): boolean =>
    Number.isSafeInteger(quantity) && Math.abs(quantity) < MOST_UNITS;
  if (!lines.every((line) => hasId(line) && isCounted(line))) {
    throw new TypeError('a line without id or quantity');
  }
  const isPayment = ({ kind, status }: WireTransaction): boolean =>
    typeof kind === 'string' && typeof status === 'string';
  if (!payments.every((payment) => hasId(payment) && isPayment(payment))) {
    throw new TypeError('a payment without id, kind or status');
  }
  for (const { sales } of order.agreements ?? []) {
    if (!(sales ?? []).every(hasId)) throw new TypeError('a sale without id');
  }
}

/** Adds an order's rows to `rows`; `timezone` is the shop's. Nothing is added when it throws. */
export function addOrder(rows: OrderRows, order: WireOrder, timezone: string): void {
  assertParts(order);
  const dayIn = (instant: string): string =>
    dayOf(new Date(instantText(instant) as string), timezone);
  const orderDay = dayIn(order.processedAt ?? order.createdAt);
  const ledger = orderLedger(order, { orderDay, dayOf: dayIn });
  const row = toOrderRow(order, { orderDay, residual: ledger.residual });
  const lines = (order.lineItems ?? []).map((line, index) => toLineItemRow(order, line, index));
  const payments = (order.transactions ?? [])
    .filter(({ amountSet }) => amountSet != null)
    .map((payment) => toTransactionRow(order, payment));
  rows.orders.push(row);
  for (const line of lines) rows.line_items.push(line);
  for (const payment of payments) rows.transactions.push(payment);
  for (const event of ledger.rows) rows.ledger.push(event);
}

/** What went wrong with an order that has the shape of one, in words. */
const reasonOf = (cause: unknown): string =>
  cause instanceof AppError
    ? cause.message
    : 'a field has another type than the pinned version says';

/**
 * Whole orders as JSON, text or its bytes → raw records and canonical rows. Pure.
 * @param timezone IANA name; every day is a day of it
 * @throws PlatformError `schema_drift` with the text of the first order that cannot be read
 */
export function mapOrders(
  orders: readonly WholeOrder[],
  timezone: string,
): { records: RawRecord[]; rows: OrderRows; undated?: boolean } {
  const rows = noRows();
  const records: RawRecord[] = [];
  let undated = false;
  for (const whole of orders) {
    try {
      const order = parseWire(textOf(whole));
      const isDated = Object(order).updatedAt != null;
      completeOrder(order);
      if (!isOrder(order)) throw drift('An order lacks a field every order has', textOf(whole));
      addOrder(rows, order, timezone);
      records.push({ external_id: order.id, payload: whole });
      undated ||= !isDated;
    } catch (cause) {
      if (cause instanceof PlatformError) throw cause;
      const text = textOf(whole);
      if (cause instanceof SyntaxError) throw drift('An order is not JSON', text, { cause });
      // A text can be nested deeper than there is stack to parse it.
      const isKnown = [AppError, TypeError, RangeError].some((kind) => cause instanceof kind);
      if (isKnown) throw drift(`An order cannot be read: ${reasonOf(cause)}`, text, { cause });
      throw cause;
    }
  }
  return { records, rows, ...(undated && { undated }) };
}
