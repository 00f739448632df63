import { exponentOf } from '../amounts/format.ts';
import type { InventoryItem, Product } from '../state/catalog.ts';
import type { Order } from '../state/order-types.ts';
import { financialStatus, fulfillmentStatus, returnStatus } from '../state/statuses.ts';
import { currentTotal } from '../state/totals.ts';
import { type FilterKeys, idKey, numberKey, textKey, timeKey } from './match.ts';

const SHIPMENT_WORDS: Readonly<Record<string, readonly string[]>> = {
  UNFULFILLED: ['unfulfilled', 'unshipped'],
  RESTOCKED: ['unfulfilled', 'unshipped'],
  PARTIALLY_FULFILLED: ['partial', 'unfulfilled'],
  FULFILLED: ['fulfilled', 'shipped'],
};

function statusWords(order: Order): string[] {
  if (order.cancelledAt !== null) return ['cancelled'];
  return order.closedAt === null ? ['open', 'not_closed'] : ['closed'];
}

export const ORDER_KEYS: FilterKeys<Order> = {
  id: idKey((order) => order.id),
  name: textKey((order) => [`#${order.seq}`, String(order.seq)]),
  created_at: timeKey((order) => order.createdAt),
  processed_at: timeKey((order) => order.createdAt),
  updated_at: timeKey((order) => order.updatedAt),
  financial_status: textKey((order) => financialStatus(order)?.toLowerCase() ?? null),
  fulfillment_status: textKey((order) => SHIPMENT_WORDS[fulfillmentStatus(order)] ?? null),
  return_status: textKey((order) => returnStatus(order).toLowerCase()),
  status: textKey(statusWords),
  test: textKey((order) => String(order.test)),
  tag: textKey((order) => order.tags),
  tag_not: (term, now) => {
    const has = textKey<Order>((order) => order.tags)(term, now);
    return (order) => !has(order);
  },
  sku: textKey((order) => order.lines.flatMap((line) => line.variant?.sku ?? [])),
  gateway: textKey((order) => order.transactions.map((row) => row.gateway)),
  source_name: textKey((order) => order.sourceName),
  customer_id: idKey((order) => order.customer?.id ?? null),
  email: textKey((order) => order.customer?.email ?? null),
  discount_code: textKey((order) =>
    order.discounts.flatMap((row) =>
      row.__typename === 'DiscountCodeApplication' ? [row.label] : [],
    ),
  ),
  current_total_price: numberKey(
    (order) => currentTotal(order).shop / 10 ** exponentOf(order.currency),
  ),
};

export const PRODUCT_KEYS: FilterKeys<Product> = {
  id: idKey((product) => product.id),
  title: textKey((product) => product.title),
  handle: textKey((product) => product.handle),
  vendor: textKey((product) => product.vendor),
  product_type: textKey((product) => product.productType),
  status: textKey(() => 'active'),
  sku: textKey((product) => product.variants.map((variant) => variant.sku)),
  gift_card: textKey((product) => String(product.isGiftCard)),
  created_at: timeKey((product) => product.createdAt),
  updated_at: timeKey((product) => product.updatedAt),
};

export const INVENTORY_ITEM_KEYS: FilterKeys<InventoryItem> = {
  id: idKey((item) => item.id),
  sku: textKey((item) => item.variant.sku),
  created_at: timeKey((item) => item.variant.product.createdAt),
  updated_at: timeKey((item) => item.updatedAt),
};
