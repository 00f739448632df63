import { type Bag, add, subtract, times, total } from '../amounts/bag.ts';
import { discountOf, netOf, shippingNetOf } from './line-amounts.ts';
import type { Order, Sale, Transaction } from './order-types.ts';

function sales(order: Order, wanted: (sale: Sale) => boolean): Sale[] {
  return order.agreements.flatMap((agreement) => agreement.sales.filter(wanted));
}

/** What the order is worth now: everything booked, taken back and adjusted. */
export function currentTotal(order: Order): Bag {
  return total(sales(order, () => true).map((sale) => sale.total));
}

export function currentTax(order: Order): Bag {
  return total(sales(order, () => true).map((sale) => sale.tax));
}

/** Goods after discounts and returns on the price basis; without tips and shipping. */
export function currentSubtotal(order: Order): Bag {
  const goods = sales(order, ({ subject }) => isGoods(subject.type));
  const gross = total(goods.map((sale) => sale.total));
  return order.taxesIncluded ? gross : subtract(gross, total(goods.map((sale) => sale.tax)));
}

export function currentShipping(order: Order): Bag {
  const rows = sales(order, ({ subject }) => subject.type === 'SHIPPING');
  const gross = total(rows.map((sale) => sale.total));
  return order.taxesIncluded ? gross : subtract(gross, total(rows.map((sale) => sale.tax)));
}

export function currentDiscounts(order: Order): Bag {
  const rows = sales(order, () => true);
  return total(
    rows.map((sale) => (order.taxesIncluded ? sale.discountAfterTaxes : sale.discountBeforeTaxes)),
  );
}

function isGoods(type: string): boolean {
  return type === 'PRODUCT' || type === 'GIFT_CARD';
}

/** Goods before returns on the price basis, lines added by edits included. */
export function subtotal(order: Order): Bag {
  return total(order.lines.filter((line) => line.kind !== 'TIP').map(netOf));
}

export function shippingTotal(order: Order): Bag {
  return total(order.shippingLines.map(shippingNetOf));
}

export function tipTotal(order: Order): Bag {
  const tips = order.lines.filter((line) => line.kind === 'TIP');
  return total(tips.map((line) => times(line.unitPrice, line.quantity)));
}

export function taxTotal(order: Order): Bag {
  return total([
    ...order.lines.map((line) => line.tax),
    ...order.shippingLines.map((shippingLine) => shippingLine.tax),
  ]);
}

/** The total before returns. */
export function orderTotal(order: Order): Bag {
  const base = total([subtotal(order), shippingTotal(order), tipTotal(order)]);
  return order.taxesIncluded ? base : add(base, taxTotal(order));
}

export function discountTotal(order: Order): Bag {
  return total([...order.lines.map(discountOf), ...order.shippingLines.map(discountOf)]);
}

/** Discounts spread over the whole order, as opposed to single lines. */
export function cartDiscountTotal(order: Order): Bag {
  return total(
    order.lines.flatMap((line) =>
      line.allocations
        .filter(({ application }) => application.allocationMethod === 'ACROSS')
        .map(({ amount }) => amount),
    ),
  );
}

function moved(order: Order, kinds: readonly Transaction['kind'][]): Bag {
  return total(
    order.transactions
      .filter((row) => row.status === 'SUCCESS' && kinds.includes(row.kind))
      .map((row) => row.amount),
  );
}

export function received(order: Order): Bag {
  return moved(order, ['SALE', 'CAPTURE']);
}

export function refunded(order: Order): Bag {
  return moved(order, ['REFUND']);
}

export function netPayment(order: Order): Bag {
  return subtract(received(order), refunded(order));
}

/** Positive: the buyer still owes; negative: the shop owes the buyer. */
export function outstanding(order: Order): Bag {
  return subtract(currentTotal(order), netPayment(order));
}

/** Authorised and neither captured nor voided. */
export function capturable(order: Order): Bag {
  const open = order.transactions.filter(
    (row) =>
      row.kind === 'AUTHORIZATION' &&
      row.status === 'SUCCESS' &&
      !order.transactions.some((other) => other.parent === row && other.status === 'SUCCESS'),
  );
  return total(open.map((row) => row.amount));
}
