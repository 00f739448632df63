import type { Order } from '../state/order-types.ts';
import { currentTotal, orderTotal } from '../state/totals.ts';

const READERS: Readonly<Record<string, (order: Order) => number>> = {
  CREATED_AT: (order) => order.createdAt,
  PROCESSED_AT: (order) => order.createdAt,
  UPDATED_AT: (order) => order.updatedAt,
  TOTAL_PRICE: (order) => orderTotal(order).shop,
  CURRENT_TOTAL_PRICE: (order) => currentTotal(order).shop,
};

const bySeq = (order: Order) => order.seq;

/** What a cursor of the `orders` connection remembers: the sort value, then the order number. */
export function orderSortValue(sortKey: string, order: Order): number {
  return (READERS[sortKey] ?? bySeq)(order);
}

/** Order of the `orders` connection for a sort key; ties and other keys go by id. */
export function orderSorter(sortKey: string, reverse: boolean): (a: Order, b: Order) => number {
  const read = READERS[sortKey] ?? bySeq;
  const direction = reverse ? -1 : 1;
  return (a, b) => direction * (read(a) - read(b) || a.seq - b.seq);
}
