import type { Order } from './order-types.ts';
import { shippableUnits } from './fulfil-order.ts';
import { capturable, currentTotal, netPayment, received, refunded } from './totals.ts';

/** OrderDisplayFinancialStatus; null for an order cancelled before anything was paid. */
export function financialStatus(order: Order): string | null {
  const paid = received(order).shop;
  const back = refunded(order).shop;
  if (paid === 0) {
    if (order.transactions.some((row) => row.kind === 'VOID')) return 'VOIDED';
    if (order.cancelledAt !== null) return null;
    if (capturable(order).shop > 0) return 'AUTHORIZED';
    return currentTotal(order).shop === 0 ? 'PAID' : 'PENDING';
  }
  if (back > 0) return back >= paid ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  return netPayment(order).shop < currentTotal(order).shop ? 'PARTIALLY_PAID' : 'PAID';
}

export function fulfillmentStatus(order: Order): string {
  const shipped = order.fulfillments.length > 0;
  const open = order.lines.some((line) => shippableUnits(line) > 0);
  if (shipped) return open ? 'PARTIALLY_FULFILLED' : 'FULFILLED';
  if (open) return 'UNFULFILLED';
  const restocked = order.refunds.some((refund) =>
    refund.lines.some((row) => row.restockType !== 'NO_RESTOCK'),
  );
  if (restocked) return 'RESTOCKED';
  return order.lines.some((line) => line.kind === 'PRODUCT') ? 'UNFULFILLED' : 'FULFILLED';
}

export function returnStatus(order: Order): string {
  if (order.returns.length === 0) return 'NO_RETURN';
  return order.returns.every((row) => row.status === 'CLOSED') ? 'RETURNED' : 'IN_PROGRESS';
}
