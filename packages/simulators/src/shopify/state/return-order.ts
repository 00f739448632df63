import { ZERO, each } from '../amounts/bag.ts';
import { divideRounded } from '../amounts/rounding.ts';
import { gid, legacyId, partId } from './ids.ts';
import { saleRow, unitAmounts } from './line-amounts.ts';
import type { Line, Order, Return } from './order-types.ts';

/** Opens a return; with `feePercent` the shop keeps that share of the goods as a fee. */
export function openReturn(
  order: Order,
  at: number,
  lines: { line: Line; quantity: number }[],
  feePercent: number,
): Return | null {
  const wanted = lines.filter(({ line, quantity }) => quantity > 0 && line.currentQuantity > 0);
  if (wanted.length === 0) return null;
  const entry: Return = {
    id: partId(order, 'Return'),
    name: `#${order.seq}-R${order.returns.length + 1}`,
    status: 'OPEN',
    createdAt: at,
    closedAt: null,
    lines: wanted,
  };
  order.returns.push(entry);
  order.updatedAt = at;
  if (feePercent > 0) bookFee(order, at, entry, feePercent);
  return entry;
}

function bookFee(order: Order, at: number, entry: Return, percent: number): void {
  const { line, quantity } = entry.lines[0] as { line: Line; quantity: number };
  const goods = unitAmounts(line, line.currentQuantity - quantity, line.currentQuantity).net;
  const net = each(goods, (minor) => divideRounded(minor * percent, 100));
  if (net.shop === 0) return;
  const feeId = gid('ReturnShippingFee', legacyId(partId(order, 'ReturnShippingFee')));
  order.agreements.push({
    id: partId(order, 'SalesAgreement'),
    happenedAt: at,
    reason: 'RETURN',
    refund: null,
    return: entry,
    sales: [
      saleRow(order, { type: 'FEE', feeId }, 'ORDER', null, { net, discount: ZERO, tax: ZERO }),
    ],
  });
}

export function closeReturn(order: Order, at: number, entry: Return): void {
  entry.status = 'CLOSED';
  entry.closedAt = at;
  order.updatedAt = at;
}
