import { formatAmount, type LedgerRow } from '@commerce/core';
import { shopUnits } from './amounts.ts';
import { type LedgerEvent, type LedgerOrder, toLedgerRow } from './ledger-event.ts';
import { agreementEvents } from './map-agreements.ts';
import { derivedEvents, derivedSales } from './map-derived.ts';
import type { WireOrder } from './wire.ts';

export interface OrderLedger {
  rows: LedgerRow[];
  /** Sum of the stated events minus the order's current total; null when that total is not known. */
  residual: string | null;
}

/** When the unexplained difference came to be: with the last refund, the cancellation, or the last change. */
function reconciledAt(order: WireOrder): string {
  let last: string | null = null;
  for (const { processedAt, createdAt } of order.refunds ?? []) {
    const at = processedAt ?? createdAt;
    if (at != null && (last === null || at > last)) last = at;
  }
  return last ?? order.cancelledAt ?? order.updatedAt;
}

const reconcile = (order: WireOrder, amount: bigint): LedgerEvent => ({
  key: 'reconcile',
  type: 'adjustment',
  line: 'adjustment',
  lineItemId: null,
  quantity: null,
  at: reconciledAt(order),
  amount,
  tax: 0n,
  discount: 0n,
  refundId: null,
  source: 'reconcile',
});

/** Whether every sale has its amount: a narrower query can have left it out. */
const statesAmounts = ({ agreements }: WireOrder): boolean =>
  (agreements ?? []).every(({ sales }) =>
    (sales ?? []).every(({ totalAmount }) => totalAmount != null),
  );

/**
 * What the platform states. Where it states only what went back, of an order that was worth something, the
 * agreements are incomplete: alone they would make revenue negative, so the sale is derived.
 */
function eventsOf(order: WireOrder): LedgerEvent[] {
  const stated = statesAmounts(order) ? agreementEvents(order) : [];
  if (stated.length === 0) return derivedEvents(order);
  const onlyBack = stated.every(({ type }) => type === 'refund' || type === 'return');
  const net = stated.reduce((total, { amount }) => total + amount, 0n);
  const incomplete = onlyBack && net < 0n && shopUnits(order.totalPriceSet) > 0n;
  return incomplete ? [...derivedSales(order), ...stated] : stated;
}

/**
 * The dated events of an order: one per sale of its agreements, else derived from its lines and refunds,
 * and one `reconcile` row for what Shopify's current total says beyond them. The rows sum to that total.
 */
export function orderLedger(
  order: WireOrder,
  days: Pick<LedgerOrder, 'orderDay' | 'dayOf'>,
): OrderLedger {
  const head: LedgerOrder = {
    id: order.id,
    currency: order.currencyCode,
    vatBasis: order.taxExempt === true ? 'exempt' : 'incl',
    ...days,
  };
  const events = eventsOf(order);
  let residual: bigint | null = null;
  if (order.currentTotalPriceSet != null) {
    residual = -shopUnits(order.currentTotalPriceSet);
    for (const { amount } of events) residual += amount;
    if (residual !== 0n) events.push(reconcile(order, -residual));
  }
  return {
    rows: events.map((event) => toLedgerRow(head, event)),
    residual: residual === null ? null : formatAmount(residual),
  };
}
