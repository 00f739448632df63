import type { Bag } from '../../amounts/bag.ts';
import { moneyText } from '../../amounts/format.ts';
import type { Order } from '../../state/order-types.ts';

/** A MoneyBag as the API shows it. */
export function bag(order: Order, amount: Bag) {
  return {
    shopMoney: money(amount.shop, order.currency),
    presentmentMoney: money(amount.presentment, order.presentmentCurrency),
  };
}

export function money(minor: number, currency: string) {
  return { amount: moneyText(minor, currency), currencyCode: currency };
}

/** A thing that belongs to an order, together with the order whose currencies it speaks. */
export interface Part<T> {
  order: Order;
  of: T;
  id: string;
  __typename?: string;
}

export function part<T extends { id: string }>(order: Order, of: T, typename?: string): Part<T> {
  return typename ? { order, of, id: of.id, __typename: typename } : { order, of, id: of.id };
}

export function divided(amount: Bag, count: number): Bag {
  if (count === 0) return { shop: 0, presentment: 0 };
  return {
    shop: Math.round(amount.shop / count),
    presentment: Math.round(amount.presentment / count),
  };
}
