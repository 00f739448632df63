import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type IntrospectionQuery, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as control from './control.ts';
import { inventoryBulkQuery } from './inventory.ts';
import { ORDERS_COUNT, ordersBulkQuery, ordersPageQuery } from './orders.ts';
import { productsBulkQuery } from './products.ts';

const file = new URL(
  '../../../../simulators/src/shopify/schema/admin-2026-01.json.gz',
  import.meta.url,
);
const json = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
  data?: IntrospectionQuery;
};
const schema = buildClientSchema(json.data ?? (json as unknown as IntrospectionQuery));

const EVERYTHING = [
  'read_orders',
  'read_all_orders',
  'read_products',
  'read_inventory',
  'read_locations',
  'read_customers',
  'read_fulfillments',
  'read_returns',
  'read_publications',
  'read_payment_terms',
  'read_shopify_payments_disputes',
];
const FILTER = "updated_at:>='2026-01-01T00:00:00Z' AND updated_at:<'2026-01-02T00:00:00Z'";

const bulk: [string, string][] = [
  ['orders, every scope', ordersBulkQuery(FILTER, EVERYTHING)],
  ['orders, all of them', ordersBulkQuery(null, EVERYTHING)],
  ['orders, the smallest', ordersBulkQuery(FILTER, [])],
  ['orders, read_orders only', ordersBulkQuery(FILTER, ['read_orders'])],
  ...EVERYTHING.slice(2).map((scope): [string, string] => [
    `orders with ${scope}`,
    ordersBulkQuery(FILTER, ['read_orders', scope]),
  ]),
  ['products', productsBulkQuery(FILTER, EVERYTHING)],
  ['products without inventory', productsBulkQuery(null, ['read_products'])],
  ['inventory', inventoryBulkQuery(FILTER, true)],
  ['inventory without locations', inventoryBulkQuery(null, false)],
];

const asked: [string, string][] = [
  ...Object.values(control).map(({ name, text }): [string, string] => [name, text]),
  ['orders page', ordersPageQuery(EVERYTHING).text],
  ['orders page, read_orders only', ordersPageQuery(['read_orders']).text],
  ['orders count', ORDERS_COUNT.text],
];

const connections = (text: string): number => text.match(/edges \{ node \{/g)?.length ?? 0;

function depth(text: string): number {
  let deepest = 0;
  let open = 0;
  const stack: boolean[] = [];
  for (const token of text.match(/edges \{|\{|\}/g) ?? []) {
    if (token === '}') {
      if (stack.pop()) open -= 1;
    } else {
      stack.push(token !== '{');
      if (token !== '{') deepest = Math.max(deepest, (open += 1));
    }
  }
  return deepest - 1;
}

describe('every document the connector can send', () => {
  it.each([...bulk, ...asked])('is valid in the pinned schema: %s', (_, text) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([]);
  });

  it.each(bulk)('obeys the rules of bulk operations: %s', (_, text) => {
    expect(connections(text)).toBeLessThanOrEqual(5);
    expect(depth(text)).toBeLessThanOrEqual(2);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
    expect(text).not.toMatch(/fragment|nodes \{|\$/);
    expect(text.match(/edges \{ node \{ __typename id /g)).toHaveLength(connections(text));
  });

  it('leaves out what the scopes do not allow', () => {
    const core = ordersBulkQuery(FILTER, []);
    for (const word of [
      'customer {',
      'unitCost',
      'disputes',
      'paymentTerms',
      'publication',
      'risk {',
      'fulfillments {',
    ]) {
      expect(core).not.toContain(word);
      expect(ordersBulkQuery(FILTER, EVERYTHING)).toContain(word);
    }
  });

  it('takes a write scope for the read scope it contains', () => {
    expect(ordersBulkQuery(FILTER, ['write_orders', 'write_products'])).toContain('variant {');
  });
});
