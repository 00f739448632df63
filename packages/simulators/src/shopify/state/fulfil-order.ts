import { partId } from './ids.ts';
import type { Line, Order } from './order-types.ts';

/** Units that can still be shipped. */
export function shippableUnits(line: Line): number {
  if (line.kind !== 'PRODUCT') return 0;
  return Math.max(0, line.currentQuantity - line.fulfilledQuantity);
}

/** Ships all open goods, or only the first line's when `partial`; false when nothing is open. */
export function fulfilOrder(order: Order, at: number, partial: boolean): boolean {
  if (order.cancelledAt !== null) return false;
  const open = order.lines.filter((line) => shippableUnits(line) > 0);
  const shipped = partial ? open.slice(0, 1) : open;
  if (shipped.length === 0) return false;
  const lines = shipped.map((line) => ({ line, quantity: shippableUnits(line) }));
  for (const { line, quantity } of lines) {
    line.fulfilledQuantity += quantity;
    if (line.variant) line.variant.item.committed -= quantity;
  }
  order.fulfillments.push({
    id: partId(order, 'Fulfillment'),
    name: `#${order.seq}-F${order.fulfillments.length + 1}`,
    createdAt: at,
    updatedAt: at,
    deliveredAt: null,
    trackingCompany: order.currency === 'KRW' ? 'CJ Logistics' : 'DHL Express',
    trackingNumber: `SIM${String(order.seq).padStart(9, '0')}${order.fulfillments.length}`,
    lines,
  });
  order.updatedAt = at;
  return true;
}

/** Marks every parcel as delivered and archives the order. */
export function deliverOrder(order: Order, at: number): boolean {
  const open = order.fulfillments.filter((row) => row.deliveredAt === null);
  if (open.length === 0) return false;
  for (const row of open) {
    row.deliveredAt = at;
    row.updatedAt = at;
  }
  if (order.lines.every((line) => shippableUnits(line) === 0)) order.closedAt ??= at;
  order.updatedAt = at;
  return true;
}
