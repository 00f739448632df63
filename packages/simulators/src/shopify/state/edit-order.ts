import { negate } from '../amounts/bag.ts';
import type { Variant } from './catalog.ts';
import { converter } from './exchange.ts';
import { partId } from './ids.ts';
import { saleRow, unitAmounts } from './line-amounts.ts';
import type { Line, Order, Sale } from './order-types.ts';
import { addTransaction, cardGateway } from './payments.ts';
import { lineTax, newLine } from './place-order.ts';
import { refundBalance } from './refund-order.ts';
import { netPayment, outstanding } from './totals.ts';

export interface EditSpec {
  add: { variant: Variant; quantity: number }[];
  remove: { line: Line; quantity: number }[];
}

/** Changes the goods of an order before it ships and settles the difference in money. */
export function editOrder(order: Order, at: number, spec: EditSpec): boolean {
  if (order.cancelledAt !== null) return false;
  const convert = converter(order.currency, order.presentmentCurrency);
  const paid = netPayment(order).shop > 0;
  const sales: Sale[] = [];
  for (const { line, quantity } of spec.remove) {
    const units = Math.min(quantity, line.currentQuantity - line.fulfilledQuantity);
    if (units <= 0) continue;
    const amounts = unitAmounts(line, line.currentQuantity - units, line.currentQuantity);
    line.currentQuantity -= units;
    sales.push(saleRow(order, { type: line.kind, line }, 'RETURN', units, amounts));
  }
  for (const { variant, quantity } of spec.add) {
    const line = newLine(order, variant, quantity, convert(variant.price));
    line.addedByEdit = true;
    line.tax = lineTax(order, line);
    order.lines.push(line);
    const amounts = unitAmounts(line, 0, quantity);
    sales.push(saleRow(order, { type: line.kind, line }, 'ORDER', quantity, amounts));
  }
  if (sales.length === 0) return false;
  order.agreements.push({
    id: partId(order, 'SalesAgreement'),
    happenedAt: at,
    reason: 'ORDER_EDIT',
    refund: null,
    return: null,
    sales,
  });
  order.edited = true;
  order.updatedAt = at;
  if (paid) settleDifference(order, at);
  return true;
}

function settleDifference(order: Order, at: number): void {
  const due = outstanding(order);
  if (due.shop > 0) {
    addTransaction(order, at, {
      kind: 'SALE',
      status: 'SUCCESS',
      gateway: cardGateway(order.currency),
      amount: due,
    });
  } else if (due.shop < 0) {
    refundBalance(order, at, negate(due));
  }
}
