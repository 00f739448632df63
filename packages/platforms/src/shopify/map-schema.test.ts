import { tmpdir } from 'node:os';
import { parseAmount, sumAmounts } from '@commerce/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapInventory } from './map-inventory.ts';
import { mapProducts } from './map-product.ts';
import { mapOrders, textOf } from './map.ts';
import { inventoryBulkQuery } from './queries/inventory.ts';
import { ordersBulkQuery } from './queries/orders.ts';
import { productsBulkQuery } from './queries/products.ts';
import { assemble } from './reassembly/assemble.ts';
import { INVENTORY_SHAPE, ORDER_SHAPE, PRODUCT_SHAPE, type Shape } from './reassembly/shape.ts';
import { schemaLines } from './test/schema-lines.ts';

const SCOPES = [
  'read_orders',
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

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function objectsOf(lines: readonly object[], shape: Shape): Promise<Buffer[]> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const objects: Buffer[] = [];
  const options = { shape, scratchDir: tmpdir(), size: text.length, batch: 100 };
  for await (const batch of assemble(once(text), options)) objects.push(...batch);
  return objects;
}

/** Any payload the pinned schema allows: fields null or not, lists of any length, values not known yet. */
const anyLines = (query: string) =>
  fc
    .tuple(
      fc.gen(),
      fc.constantFrom('KRW', 'USD', 'KWD', 'JPY'),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([gen, currency, nulls]) =>
      schemaLines(query, {
        currency,
        isNull: () => gen(fc.nat, { max: 999 }) < nulls * 1000,
        pick: (below) => gen(fc.nat, { max: below - 1 }),
      }),
    );

describe('whatever the pinned schema allows', () => {
  it('is read as orders whose ledger adds up to their current total', async () => {
    await fc.assert(
      fc.asyncProperty(anyLines(ordersBulkQuery(null, SCOPES)), async (lines) => {
        const { rows } = mapOrders(await objectsOf(lines, ORDER_SHAPE), 'Asia/Seoul');
        expect(rows.orders).toHaveLength(3);
        for (const order of rows.orders) {
          const own = rows.ledger.filter(({ order_id }) => order_id === order.external_id);
          const sum = sumAmounts(own.map(({ amount }) => amount));
          expect(parseAmount(sum)).toBe(parseAmount(order.current_total ?? ''));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('is read as products and as stock', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyLines(productsBulkQuery(null, SCOPES)),
        anyLines(inventoryBulkQuery(null, true)),
        async (products, items) => {
          const texts = (await objectsOf(products, PRODUCT_SHAPE)).map(textOf);
          expect(mapProducts(texts, 'KRW').records).toHaveLength(3);
          const stock = (await objectsOf(items, INVENTORY_SHAPE)).map(textOf);
          expect(mapInventory(stock).records).toHaveLength(3);
        },
      ),
      { numRuns: 12 },
    );
  });
});
