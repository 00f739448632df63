import type { Query } from '../client.ts';
import { type Field, literal, missingScopes, selectionOf } from './fields.ts';
import {
  AGREEMENT_FIELDS,
  LINE_ITEM_FIELDS,
  ORDER_FIELDS,
  SALE_FIELDS,
  SHIPPING_LINE_FIELDS,
} from './order-fields.ts';

/** How many children a page asks for at once; an order with more of them is read by a bulk operation. */
interface ChildCounts {
  lineItems: number;
  shippingLines: number;
  agreements: number;
  sales: number;
}

const PAGE_CHILDREN: ChildCounts = { lineItems: 30, shippingLines: 5, agreements: 8, sales: 20 };

const bulkList = (inner: string): string => `{ edges { node { __typename id ${inner} } } }`;
const pageList = (inner: string): string =>
  `{ nodes { __typename id ${inner} } pageInfo { hasNextPage } }`;

function orderSelection(granted: readonly string[], page: ChildCounts | null): string {
  const pick = (fields: readonly Field[]): string => selectionOf(fields, granted);
  const list = page ? pageList : bulkList;
  const first = (count: number): string => (page ? `(first: ${count})` : '');
  const shipping = page
    ? `(first: ${page.shippingLines}, includeRemovals: true)`
    : '(includeRemovals: true)';
  const sales = `sales${first(page?.sales ?? 0)} ${list(pick(SALE_FIELDS))}`;
  return [
    pick(ORDER_FIELDS),
    `lineItems${first(page?.lineItems ?? 0)} ${list(pick(LINE_ITEM_FIELDS))}`,
    `shippingLines${shipping} ${list(pick(SHIPPING_LINE_FIELDS))}`,
    `agreements${first(page?.agreements ?? 0)} ${list(`${pick(AGREEMENT_FIELDS)} ${sales}`)}`,
  ].join(' ');
}

/** The bulk query of all orders a filter finds; null means all that the token may see. */
export function ordersBulkQuery(filter: string | null, granted: readonly string[]): string {
  const args =
    filter === null ? 'sortKey: UPDATED_AT' : `query: ${literal(filter)}, sortKey: UPDATED_AT`;
  return `{ orders(${args}) ${bulkList(orderSelection(granted, null))} }`;
}

/** A page of orders, oldest change first, with the same selection as the bulk query. */
export const ordersPageQuery = (granted: readonly string[]): Query => ({
  name: 'OrdersPage',
  text: `query OrdersPage($first: Int!, $after: String, $filter: String!) { orders(first: $first, after: $after, query: $filter, sortKey: UPDATED_AT) { nodes { __typename id ${orderSelection(granted, PAGE_CHILDREN)} } pageInfo { hasNextPage endCursor } } }`,
});

export const ORDERS_COUNT: Query = {
  name: 'OrdersCount',
  text: 'query OrdersCount($filter: String!, $limit: Int!) { count: ordersCount(query: $filter, limit: $limit) { count precision } }',
};

/** Scopes whose absence makes orders poorer. */
export const missingOrderScopes = (granted: readonly string[]): string[] => [
  ...new Set(
    [ORDER_FIELDS, LINE_ITEM_FIELDS, AGREEMENT_FIELDS].flatMap((fields) =>
      missingScopes(fields, granted),
    ),
  ),
];
