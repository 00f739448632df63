import { sumAmounts, parseAmount, formatAmount } from '@commerce/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planOne, readAll, type SimulatedShops, startShops } from './test/simulated-shop.ts';
import { shopify } from './index.ts';

const KRW = 'ongyeol-seoul.myshopify.com';

let shops: SimulatedShops;
beforeAll(async () => {
  shops = await startShops();
});
beforeEach(() => {
  shops.simulator.control.reset();
  shops.simulator.control.clearFailures();
  shops.simulator.control.clearRequests();
});
afterAll(() => shops.close());

describe('orders over the API', () => {
  it('brings the whole history with a ledger that meets every total', async () => {
    const connection = shops.connection(KRW);
    const { pages, proof } = await readAll(
      'orders',
      shops.context(connection),
      planOne(connection, 'orders'),
    );
    const orders = pages.flatMap(({ rows }) => rows.orders ?? []);
    const ledger = pages.flatMap(({ rows }) => rows.ledger ?? []);
    expect(proof.received).toBe(proof.expected);
    expect(orders).toHaveLength(shops.simulator.control.orders(KRW).length);
    expect(orders.filter(({ ledger_residual }) => ledger_residual !== '0')).toEqual([]);
    expect(ledger.filter(({ source }) => source !== 'agreement')).toEqual([]);
    console.log(orders.length, ledger.length, proof);
  });
});
