import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startShopifyAccount, subject } from '../subjects/shopify.ts';
import { setUpSubject, type SubjectBench } from './subject-bench.ts';

const MINUTE = 60_000;

let database: TestDatabase;
let bench: SubjectBench;
let shop: Awaited<ReturnType<typeof startShopifyAccount>>;

beforeEach(async () => {
  database = await createTestDatabase();
  bench = await setUpSubject(database.db, {
    ...subject,
    start: async (clock) => (shop = await startShopifyAccount(clock)),
  });
});
afterEach(async () => {
  await bench.close();
  await database.close();
});

const streamsOf = async (jobId: string) =>
  await database.db
    .selectFrom('app_dashboard.sync_slices')
    .select(['stream', 'status', 'notes'])
    .where('job_id', '=', jobId)
    .orderBy('position')
    .execute();

describe('the cycles of a Shopify connector', () => {
  it('read orders every time, products every 15 minutes, stock every hour', async () => {
    const { connectorId } = await bench.connect();
    await bench.settle(connectorId);
    const read: string[][] = [];
    const bulk: number[] = [];
    for (let cycle = 1; cycle <= 12; cycle++) {
      const before = shop.control.bulkOperations(shop.domain).length;
      bench.clock.advance(5 * MINUTE + 1000);
      const job = await bench.settle(connectorId);
      expect(job).toMatchObject({ kind: 'INCREMENTAL', status: 'SUCCEEDED' });
      read.push((await streamsOf(job.id)).map(({ stream }) => stream));
      bulk.push(shop.control.bulkOperations(shop.domain).length - before);
    }
    const cheap = ['orders'];
    const third = ['orders', 'products'];
    expect(read.slice(0, 6)).toEqual([cheap, cheap, third, cheap, cheap, third]);
    expect(read.filter((streams) => streams.includes('inventory'))).toHaveLength(1);
    expect(bulk.slice(0, 6)).toEqual([0, 0, 1, 0, 0, 1]);
  });

  it('go on without the scopes of products and stock, and say so', async () => {
    shop.control.setScopes(shop.domain, ['read_orders', 'read_all_orders']);
    const { connectorId } = await bench.connect();
    const job = await bench.settle(connectorId);
    expect(job).toMatchObject({ kind: 'HISTORICAL_INIT', status: 'SUCCEEDED' });
    expect(await streamsOf(job.id)).toMatchObject([
      { stream: 'orders', status: 'SUCCEEDED' },
      {
        stream: 'products',
        status: 'SUCCEEDED',
        notes: [{ code: 'products_not_read' }],
      },
      {
        stream: 'inventory',
        status: 'SUCCEEDED',
        notes: [{ code: 'stock_not_read' }],
      },
    ]);
    const orders = await database.db
      .selectFrom('core_warehouse.orders')
      .select('external_id')
      .where('connector_id', '=', connectorId)
      .execute();
    expect(orders).toHaveLength(shop.control.orders(shop.domain).length);

    shop.control.setScopes(shop.domain, [
      'read_orders',
      'read_all_orders',
      'read_products',
      'read_inventory',
    ]);
    bench.clock.advance(61 * MINUTE);
    const next = await bench.settle(connectorId);
    expect(next).toMatchObject({ kind: 'INCREMENTAL', status: 'SUCCEEDED' });
    expect((await streamsOf(next.id)).at(-1)).toMatchObject({
      stream: 'inventory',
      notes: [{ code: 'stock_locations_refused' }],
    });
    const products = await database.db
      .selectFrom('core_warehouse.products')
      .select('external_id')
      .where('connector_id', '=', connectorId)
      .execute();
    expect(products.length).toBeGreaterThan(0);
  });
});
