import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { planOne, readAll, type SimulatedShops, startShops } from './test/simulated-shop.ts';

const KRW = 'ongyeol-seoul.myshopify.com';

let shops: SimulatedShops;
beforeAll(async () => {
  shops = await startShops();
});
beforeEach(() => shops.simulator.control.reset());
afterAll(() => shops.close());

it.each([
  ['ahead', 60],
  ['behind', -60],
])(
  'increments skip nothing when our clock is an hour %s, or set right again',
  async (_, minutes) => {
    const { control } = shops.simulator;
    const right = shops.connection(KRW);
    const wrong: typeof right = {
      ...right,
      now: () => new Date(control.now().getTime() + minutes * 60_000),
    };
    let cursor = control.now().toISOString();
    for (const connection of [wrong, wrong, right]) {
      control.advance({ minutes: 5 });
      const before = control.addOrder(KRW, {
        lines: [{ quantity: 1 }],
        shipping: '0',
        discounts: [],
      });
      const slice = planOne(connection, 'orders', { kind: 'INCREMENTAL', cursor });
      const { pages, proof } = await readAll('orders', shops.context(connection), slice);
      expect(
        pages.flatMap(({ rows }) => rows.orders ?? []).map(({ external_id }) => external_id),
      ).toContain(before.id);
      cursor = proof.cursor as string;
      expect(Date.parse(cursor)).toBeLessThanOrEqual(control.now().getTime());
    }
    expect(control.bulkOperations(KRW)).toHaveLength(0);
  },
);

it('increments go by our clock where Shopify does not say its own', async () => {
  const { control } = shops.simulator;
  const connection = shops.connection(KRW);
  const { transport } = connection;
  connection.transport = {
    async request(request) {
      const response = await transport.request(request);
      return { ...response, headers: { ...response.headers, date: 'no date' } };
    },
  };
  const cursor = control.now().toISOString();
  control.advance({ minutes: 5 });
  const slice = planOne(connection, 'orders', { kind: 'INCREMENTAL', cursor });
  const { proof } = await readAll('orders', shops.context(connection), slice);
  expect(proof.cursor).toBe(slice.to);
});

it('increments begin before now even after a cursor of a clock that was set back', () => {
  const connection = shops.connection(KRW);
  const now = connection.now().getTime();
  const cursor = new Date(now + 3_600_000).toISOString();
  const slice = planOne(connection, 'orders', { kind: 'INCREMENTAL', cursor });
  expect(Date.parse(slice.from)).toBe(now - 15 * 60_000);
});
