import type { Order } from './order-types.ts';
import { voidAuthorization } from './payments.ts';
import { refundOrder } from './refund-order.ts';

/** Cancels the whole order: goods and shipping are taken back, payments refunded or released. */
export function cancelOrder(order: Order, at: number, reason: string): boolean {
  if (order.cancelledAt !== null || order.fulfillments.length > 0) return false;
  voidAuthorization(order, at);
  refundOrder(order, at, {
    lines: order.lines.map((line) => ({ line, quantity: line.currentQuantity })),
    shipping: true,
    restockType: 'CANCEL',
  });
  order.cancelledAt = at;
  order.closedAt = at;
  order.cancelReason = reason;
  order.updatedAt = at;
  return true;
}
