import {
  AppError,
  type CanonicalBatch,
  type LedgerRow,
  type OrderLineItemRow,
  type OrderRow,
  type TransactionRow,
} from '@commerce/core';
import { lastPerKey } from './distinct-rows.ts';
import { ledgerShape, lineItemShape, orderShape, transactionShape } from './order-shapes.ts';

/** Whole orders: each with everything that belongs to it. */
export interface OrderBundle {
  orders: readonly OrderRow[];
  line_items: readonly OrderLineItemRow[];
  transactions: readonly TransactionRow[];
  ledger: readonly LedgerRow[];
}

/**
 * The orders of a page, each once.
 * @throws AppError `internal` when a part has no order in the page, or an order is there twice with
 * different content: which parts belong to which copy cannot be told any more
 */
export function bundleOrders(batch: CanonicalBatch): OrderBundle {
  const orders = distinctOrders(batch.orders ?? []);
  const known = new Set(orders.map((order) => order.external_id));
  const bundle: OrderBundle = {
    orders,
    line_items: lastPerKey(lineItemShape, batch.line_items ?? []),
    transactions: lastPerKey(transactionShape, batch.transactions ?? []),
    ledger: lastPerKey(ledgerShape, batch.ledger ?? []),
  };
  for (const parts of [bundle.line_items, bundle.transactions, bundle.ledger]) {
    const lost = parts.find((part) => !known.has(part.order_id));
    if (lost) throw new AppError('internal', `A part of order ${lost.order_id} came without it`);
  }
  return bundle;
}

function distinctOrders(orders: readonly OrderRow[]): readonly OrderRow[] {
  const byId = new Map<string, OrderRow>();
  for (const order of orders) {
    const earlier = byId.get(order.external_id);
    if (earlier && JSON.stringify(earlier) !== JSON.stringify(order)) {
      throw new AppError(
        'internal',
        `Order ${order.external_id} is twice in one page with different content; nothing of the page was written`,
      );
    }
    byId.set(order.external_id, order);
  }
  return orders.length === byId.size ? orders : lastPerKey(orderShape, orders);
}

/** The part of a bundle that concerns these orders. */
export function pickOrders(bundle: OrderBundle, ids: ReadonlySet<string>): OrderBundle {
  const belongs = (part: { order_id: string }) => ids.has(part.order_id);
  if (ids.size === bundle.orders.length) return bundle;
  return {
    orders: bundle.orders.filter((order) => ids.has(order.external_id)),
    line_items: bundle.line_items.filter(belongs),
    transactions: bundle.transactions.filter(belongs),
    ledger: bundle.ledger.filter(belongs),
  };
}
