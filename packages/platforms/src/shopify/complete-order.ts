import type { WireOrder } from './wire.ts';

const LISTS = [
  'lineItems',
  'shippingLines',
  'agreements',
  'refunds',
  'transactions',
  'fulfillments',
] as const;

interface Connection {
  edges?: { node: unknown }[];
  nodes?: unknown[];
}

/** A connection that came inside its parent, as a paged query or a hand-made file delivers it. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { edges, nodes } = value as Connection;
  return nodes ?? edges?.map(({ node }) => node) ?? value;
}

function lastInstant(order: Partial<WireOrder>): string | undefined {
  const known = [
    order.createdAt,
    order.processedAt,
    order.closedAt,
    order.cancelledAt,
    ...(Array.isArray(order.refunds) ? order.refunds.map(({ createdAt }) => createdAt) : []),
  ];
  return known
    .filter((at) => typeof at === 'string')
    .sort()
    .at(-1);
}

/**
 * Fills in what a narrower field selection left out but the rest of the order tells: the currency its
 * totals name, its latest known change, a name from its number. Lists that came as connections become lists.
 */
export function completeOrder(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const order = value as Partial<WireOrder>;
  for (const list of LISTS) {
    if (order[list] != null) Object.assign(order, { [list]: unwrapped(order[list]) });
  }
  for (const agreement of Array.isArray(order.agreements) ? order.agreements : []) {
    if (agreement.sales != null) Object.assign(agreement, { sales: unwrapped(agreement.sales) });
  }
  const total = order.totalPriceSet ?? order.currentTotalPriceSet;
  order.currencyCode ??= total?.shopMoney?.currencyCode as string;
  order.createdAt ??= order.processedAt as string;
  order.updatedAt ??= lastInstant(order) as string;
  if (typeof order.id === 'string') order.name ??= `#${order.id.split('/').at(-1)}`;
}
