import { type Bag, ZERO, add, negate, subtract } from '../amounts/bag.ts';
import { partId } from './ids.ts';
import { saleRow, shippingNetOf, unitAmounts } from './line-amounts.ts';
import type { Line, Order, Refund, RefundLine, Return, Sale } from './order-types.ts';
import { netPayment, outstanding } from './totals.ts';
import { payBack } from './payments.ts';

export interface RefundSpec {
  lines: { line: Line; quantity: number }[];
  /** Give back all shipping that was not refunded yet. */
  shipping: boolean;
  /** Money beyond the goods, in both currencies. */
  goodwill?: Bag | undefined;
  restockType: RefundLine['restockType'];
  note?: string | undefined;
  return?: Return | undefined;
}

/** Takes goods, shipping or plain money back; never more than was sold or paid. */
export function refundOrder(order: Order, at: number, spec: RefundSpec): Refund | null {
  const refund: Refund = {
    id: partId(order, 'Refund'),
    createdAt: at,
    note: spec.note ?? null,
    lines: [],
    shipping: null,
    goodwill: null,
    transactions: [],
    return: spec.return ?? null,
  };
  const sales: Sale[] = [];
  for (const { line, quantity } of spec.lines) {
    const row = takeBack(order, refund, line, quantity, spec.restockType);
    if (row) sales.push(row);
  }
  if (spec.shipping) sales.push(...refundShipping(order, refund));
  if (spec.goodwill && spec.goodwill.shop <= roomFor(order, sales).shop) {
    refund.goodwill = { id: partId(order, 'OrderAdjustment'), amount: spec.goodwill };
    const amounts = { net: spec.goodwill, discount: ZERO, tax: ZERO };
    sales.push(saleRow(order, { type: 'ADJUSTMENT' }, 'RETURN', null, amounts));
  }
  if (sales.length === 0) return null;
  order.refunds.push(refund);
  bookRefund(order, at, refund, sales);
  const owed = negate(outstanding(order));
  if (owed.shop > 0) refund.transactions = payBack(order, at, owed);
  return refund;
}

/** Money that would still be with the shop after these rows were paid back. */
function roomFor(order: Order, sales: readonly Sale[]): Bag {
  return sales.reduce((left, sale) => add(left, sale.total), netPayment(order));
}

/** Pays money back without touching goods: what an order edit left in the buyer's favour. */
export function refundBalance(order: Order, at: number, amount: Bag): Refund {
  const refund: Refund = {
    id: partId(order, 'Refund'),
    createdAt: at,
    note: null,
    lines: [],
    shipping: null,
    goodwill: null,
    transactions: payBack(order, at, amount),
    return: null,
  };
  order.refunds.push(refund);
  bookRefund(order, at, refund, []);
  return refund;
}

function bookRefund(order: Order, at: number, refund: Refund, sales: Sale[]): void {
  order.agreements.push({
    id: partId(order, 'SalesAgreement'),
    happenedAt: at,
    reason: 'REFUND',
    refund,
    return: null,
    sales,
  });
  order.updatedAt = at;
}

function takeBack(
  order: Order,
  refund: Refund,
  line: Line,
  wanted: number,
  restockType: RefundLine['restockType'],
): Sale | null {
  const quantity = Math.min(wanted, line.currentQuantity);
  if (quantity <= 0) return null;
  const amounts = unitAmounts(line, line.currentQuantity - quantity, line.currentQuantity);
  line.currentQuantity -= quantity;
  line.refundedQuantity += quantity;
  refund.lines.push({
    id: partId(order, 'RefundLineItem'),
    line,
    quantity,
    restockType,
    subtotal: amounts.net,
    tax: amounts.tax,
  });
  return saleRow(order, { type: line.kind, line }, 'RETURN', quantity, amounts);
}

function refundShipping(order: Order, refund: Refund): Sale[] {
  const sales: Sale[] = [];
  for (const shippingLine of order.shippingLines) {
    const net = subtract(shippingNetOf(shippingLine), shippingLine.refunded);
    const tax = subtract(shippingLine.tax, shippingLine.refundedTax);
    if (net.shop <= 0) continue;
    shippingLine.refunded = add(shippingLine.refunded, net);
    shippingLine.refundedTax = add(shippingLine.refundedTax, tax);
    refund.shipping = { id: partId(order, 'RefundShippingLine'), shippingLine, subtotal: net, tax };
    sales.push(
      saleRow(order, { type: 'SHIPPING', shippingLine }, 'RETURN', null, {
        net,
        discount: ZERO,
        tax,
      }),
    );
  }
  return sales;
}
