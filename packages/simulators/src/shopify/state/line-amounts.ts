import { type Bag, each, subtract, times, total } from '../amounts/bag.ts';
import { taxOf, unitShare } from '../amounts/rounding.ts';
import type { Line, Order, Sale, SaleSubject, ShippingLine } from './order-types.ts';
import { partId } from './ids.ts';

export function discountOf(item: Line | ShippingLine): Bag {
  return total(item.allocations.map((allocation) => allocation.amount));
}

/** Price after discounts for all units, on the order's price basis. */
export function netOf(line: Line): Bag {
  return subtract(times(line.unitPrice, line.quantity), discountOf(line));
}

export function shippingNetOf(shippingLine: ShippingLine): Bag {
  return subtract(shippingLine.price, discountOf(shippingLine));
}

export interface UnitAmounts {
  gross: Bag;
  discount: Bag;
  net: Bag;
  tax: Bag;
}

/** What units [from, to) of a line carry; consecutive ranges sum exactly to the line. */
export function unitAmounts(line: Line, from: number, to: number): UnitAmounts {
  const share = (whole: Bag) => each(whole, (minor) => unitShare(minor, line.quantity, from, to));
  const gross = times(line.unitPrice, to - from);
  const discount = share(discountOf(line));
  return { gross, discount, net: subtract(gross, discount), tax: share(line.tax) };
}

interface SaleAmounts {
  net: Bag;
  discount: Bag;
  tax: Bag;
}

/** Books one row of an agreement; `direction` −1 takes the amounts back. */
export function saleRow(
  order: Order,
  subject: SaleSubject,
  actionType: Sale['actionType'],
  quantity: number | null,
  amounts: SaleAmounts,
): Sale {
  const direction = actionType === 'RETURN' ? -1 : 1;
  const taxed = amounts.tax.shop !== 0 || amounts.tax.presentment !== 0;
  const taxInDiscount = each(amounts.discount, (minor) =>
    taxed ? taxOf(minor, order.taxRatePpm, order.taxesIncluded) : 0,
  );
  const signed = (bag: Bag) => each(bag, (minor) => (direction === 1 ? minor : 0 - minor));
  const gross = order.taxesIncluded ? amounts.net : plus(amounts.net, amounts.tax);
  return {
    id: partId(order, 'Sale'),
    actionType,
    quantity: quantity === null ? null : direction * quantity,
    subject,
    total: signed(gross),
    tax: signed(amounts.tax),
    discountBeforeTaxes: signed(
      order.taxesIncluded ? subtract(amounts.discount, taxInDiscount) : amounts.discount,
    ),
    discountAfterTaxes: signed(
      order.taxesIncluded ? amounts.discount : plus(amounts.discount, taxInDiscount),
    ),
  };
}

function plus(a: Bag, b: Bag): Bag {
  return { shop: a.shop + b.shop, presentment: a.presentment + b.presentment };
}
