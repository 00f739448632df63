import {
  addDays,
  dayOf,
  formatAmount,
  type LedgerRow,
  noteTexts,
  parseAmount,
  PlatformError,
} from '@commerce/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Page } from '../platform/stream.ts';
import { ask } from './client.ts';
import { shopify } from './index.ts';
import {
  planOne,
  readAll,
  type SimulatedShops,
  startShops,
  stream,
} from './test/simulated-shop.ts';

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

const ordersOf = (pages: readonly Page[]) => pages.flatMap(({ rows }) => rows.orders ?? []);
const started = (domain: string): number => shops.simulator.control.bulkOperations(domain).length;

async function history(domain = KRW) {
  const connection = shops.connection(domain);
  const slice = planOne(connection, 'orders');
  return readAll('orders', shops.context(connection), slice);
}

/** Figures of each day from the ledger, on the price basis the shop uses. */
function figures(pages: readonly Page[], included: boolean): Map<string, Record<string, bigint>> {
  const counted = new Set(
    ordersOf(pages)
      .filter(({ is_test, cancelled_at }) => !is_test && cancelled_at === null)
      .map(({ external_id }) => external_id),
  );
  const days = new Map<string, Record<string, bigint>>();
  const add = (row: LedgerRow, field: string, units: bigint): void => {
    const day = days.get(row.event_day) ?? {};
    day[field] = (day[field] ?? 0n) + units;
    days.set(row.event_day, day);
  };
  for (const row of pages.flatMap(({ rows }) => rows.ledger ?? [])) {
    if (!counted.has(row.order_id)) continue;
    const paid = parseAmount(row.amount) - (included ? 0n : parseAmount(row.tax_amount));
    if (row.line_type === 'product') add(row, 'net', paid);
    if (row.line_type === 'shipping') add(row, 'shipping', paid);
    if (row.line_type === 'gift_card') add(row, 'giftCards', paid);
    if (row.line_type === 'tip') add(row, 'tips', paid);
    add(row, 'tax', parseAmount(row.tax_amount));
  }
  return days;
}

describe('the history of orders', () => {
  it.each([0, 1, 2, 3])('meets every total and every day of shop %i', async (index) => {
    const domain = shops.simulator.control.domains()[index] as string;
    const { pages, proof } = await history(domain);
    const orders = ordersOf(pages);
    expect(proof.received).toBe(proof.expected);
    expect(orders).toHaveLength(shops.simulator.control.orders(domain).length);
    expect(orders.filter(({ ledger_residual }) => ledger_residual !== '0')).toEqual([]);
    const { days } = shops.simulator.control.truth(domain);
    const read = figures(pages, orders[0]?.taxes_included === true);
    const timezone = (await shopify.connect(shops.connection(domain))).timezone;
    expect(timezone).toContain('/');
    for (const day of days) {
      const ours = read.get(day.day) ?? {};
      for (const field of ['net', 'shipping', 'giftCards', 'tips', 'tax'] as const) {
        const truth = formatAmount(parseAmount(day[field]));
        expect([day.day, field, formatAmount(ours[field] ?? 0n)]).toEqual([day.day, field, truth]);
      }
    }
  });

  it('says when only 60 days are visible', async () => {
    shops.simulator.control.setScopes(KRW, ['read_orders', 'read_products']);
    const { proof } = await history();
    expect(noteTexts(proof.notes ?? []).join()).toContain('60 days');
    expect(noteTexts(proof.notes ?? []).join()).toContain('read_customers');
    const today = dayOf(shops.simulator.control.now(), 'Asia/Seoul');
    expect(proof.collectedFrom).toBe(addDays(today, -59));

    shops.simulator.control.setScopes(KRW, ['read_orders', 'read_all_orders']);
    expect((await history()).proof.collectedFrom).toBeUndefined();
  });

  it('names the missing scope', async () => {
    shops.simulator.control.setScopes(KRW, ['read_products']);
    await expect(history()).rejects.toMatchObject({
      kind: 'permission',
      message: expect.stringContaining('read_orders'),
    });
  });

  it('can be read again for single days, without moving the cursor', async () => {
    const connection = shops.connection(KRW);
    const [day] = shops.simulator.control.truth(KRW).days.slice(-5);
    const range = { from: day!.day, to: day!.day };
    const slice = planOne(connection, 'orders', { kind: 'HISTORICAL_REBUILD', range });
    const { pages, proof } = await readAll('orders', shops.context(connection), slice);
    expect(proof.cursor).toBeNull();
    expect(new Set(ordersOf(pages).map(({ order_day }) => order_day))).toEqual(new Set([day!.day]));
  });
});

describe('increments', () => {
  it('page few changes and give the rows a bulk operation gives', async () => {
    const { control } = shops.simulator;
    const { proof } = await history();
    control.advance({ hours: 1 });
    const order = control.addOrder(KRW, {
      lines: [{ quantity: 2 }, { quantity: 1 }],
      shipping: '3000',
      discounts: [],
    });
    control.advance({ hours: 2 });
    control.refundOrder(KRW, order.id, {
      lines: [{ lineItemId: order.lines[0]!.id, quantity: 1 }],
    });
    control.advance({ minutes: 1 });
    const before = started(KRW);
    const connection = shops.connection(KRW);
    const slice = planOne(connection, 'orders', {
      kind: 'INCREMENTAL',
      cursor: proof.cursor as string,
    });
    const paged = await readAll('orders', shops.context(connection), slice);
    expect(started(KRW)).toBe(before);
    expect(paged.proof.cursor).toBe(slice.to);
    const ids = ordersOf(paged.pages).map(({ external_id }) => external_id);
    expect(ids).toContain(order.id);
    expect(paged.pages[0]?.records[0]?.payload).not.toContain('pageInfo');
    const bulk = await history();
    const pick = (
      pages: readonly Page[],
      name: 'orders' | 'line_items' | 'transactions' | 'ledger',
    ) =>
      pages
        .flatMap(({ rows }) => (rows[name] ?? []) as { order_id?: string; external_id?: string }[])
        .filter((row) => ids.includes(row.order_id ?? row.external_id ?? ''))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    for (const name of ['orders', 'line_items', 'transactions', 'ledger'] as const) {
      expect(pick(paged.pages, name)).toEqual(pick(bulk.pages, name));
    }
  });

  it('use a bulk operation for many changes and never move the cursor past the plan', async () => {
    const { control } = shops.simulator;
    const cursor = new Date(control.now().getTime() - 15 * 86_400_000).toISOString();
    const connection = shops.connection(KRW);
    const slice = planOne(connection, 'orders', { kind: 'INCREMENTAL', cursor });
    const { proof } = await readAll('orders', shops.context(connection), slice);
    expect(started(KRW)).toBe(1);
    expect(Date.parse(proof.cursor as string)).toBeLessThanOrEqual(Date.parse(slice.to));
    expect(Date.parse(slice.from)).toBeLessThanOrEqual(Date.parse(cursor) - 10 * 60_000);
  });
});

describe('a bulk operation', () => {
  it('is taken up again after a crash instead of started twice', async () => {
    const connection = shops.connection(KRW);
    const slice = planOne(connection, 'orders');
    const first = shops.context(connection);
    const dying = {
      ...first,
      saveState: async (state: (typeof first.saved)[number]) => {
        first.saved.push(state);
        throw new Error('killed');
      },
    };
    await expect(readAll('orders', dying, slice)).rejects.toThrow('killed');
    const { proof } = await readAll('orders', shops.context(connection, first.saved[0]), slice);
    expect(proof.received).toBe(proof.expected);
    expect(started(KRW)).toBe(1);
  });

  it('waits for a free place when five are running', async () => {
    const connection = shops.connection(KRW);
    const slice = planOne(connection, 'products');
    for (let i = 0; i < 5; i += 1) {
      const context = shops.context(connection);
      const dying = { ...context, saveState: async () => Promise.reject(new Error('killed')) };
      await expect(readAll('products', dying, slice)).rejects.toThrow('killed');
    }
    const { proof } = await history();
    expect(proof.received).toBeGreaterThan(0);
  });

  it('is found by its query when the answer of its start was lost', async () => {
    shops.simulator.control.failNext({
      kind: 'lost_response',
      match: { domain: KRW, field: 'bulkOperationRunQuery' },
    });
    const { proof } = await history();
    expect(proof.received).toBe(proof.expected);
    expect(started(KRW)).toBe(1);
  });

  it('is run again when its link has expired', async () => {
    shops.simulator.control.failNext({ kind: 'bulk_url_expired', match: { domain: KRW } });
    const { proof } = await history();
    expect(proof.received).toBe(proof.expected);
    expect(started(KRW)).toBe(2);
  });

  it.each([
    ['bulk_failed', 'unavailable'],
    ['bulk_zero_rows', 'unavailable'],
  ] as const)('that ends as %s fails the slice as %s', async (kind, error) => {
    shops.simulator.control.failNext({ kind, match: { domain: KRW } });
    await expect(history()).rejects.toMatchObject({ kind: error });
  });

  it('that failed half way leaves its rows and fails the slice', async () => {
    shops.simulator.control.failNext({ kind: 'bulk_partial', match: { domain: KRW } });
    const connection = shops.connection(KRW);
    const pages: Page[] = [];
    const run = stream('orders').read(shops.context(connection), planOne(connection, 'orders'));
    const failure = await (async () => {
      for await (const page of run) pages.push(page);
    })().catch((error: PlatformError) => error);
    expect(failure).toBeInstanceOf(PlatformError);
    expect((failure as PlatformError).message).toContain('cursor did not move');
  });

  it('that was canceled fails the slice, and the next attempt starts another', async () => {
    const connection = shops.connection(KRW);
    const slice = planOne(connection, 'orders');
    const context = shops.context(connection);
    const sleep = connection.sleep.bind(connection);
    connection.sleep = async (ms) => {
      connection.sleep = sleep;
      const id = context.saved[0]?.bulk_operation_id;
      const text =
        'mutation Cancel($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }';
      await ask(connection, { name: 'Cancel', text }, z.unknown(), { variables: { id } });
      await sleep(ms);
    };
    await expect(readAll('orders', context, slice)).rejects.toMatchObject({
      kind: 'unavailable',
      platformCode: 'CANCELED',
    });
    const again = await readAll('orders', shops.context(connection, context.saved[0]), slice);
    expect(again.proof.received).toBe(again.proof.expected);
    expect(started(KRW)).toBe(2);
  });

  it('that may not read a part is run again with the smallest selection', async () => {
    const { control } = shops.simulator;
    control.setScopes(KRW, ['read_orders', 'read_all_orders']);
    const connection = shops.connection(KRW);
    const { transport } = connection;
    const claimed = '"accessScopes":[{"handle":"read_customers"},';
    connection.transport = {
      async request(request) {
        const response = await transport.request(request);
        const text = async (): Promise<string> =>
          (await response.text()).replace('"accessScopes":[', claimed);
        return { ...response, text };
      },
    };
    const { proof, pages } = await readAll(
      'orders',
      shops.context(connection),
      planOne(connection, 'orders'),
    );
    expect(proof.received).toBe(proof.expected);
    expect(noteTexts(proof.notes ?? []).join()).toContain('refused a part');
    expect(
      ordersOf(pages).every(
        ({ customer_id, ledger_residual }) => customer_id === null && ledger_residual === '0',
      ),
    ).toBe(true);
  });

  it('gives no rows and no failure when there is nothing', async () => {
    const connection = shops.connection(KRW);
    const range = { from: '2020-01-01', to: '2020-01-02' };
    const slice = planOne(connection, 'orders', { kind: 'HISTORICAL_REBUILD', range });
    const { pages, proof } = await readAll('orders', shops.context(connection), slice);
    expect(pages).toEqual([]);
    expect(proof).toMatchObject({ expected: 0, received: 0 });
  });

  it('whose result is cut off fails the slice and keeps the line', async () => {
    shops.simulator.control.failNext({
      kind: 'truncate',
      match: { domain: KRW, resource: 'storage' },
    });
    const failure = await history().catch((error: PlatformError) => error);
    expect(['schema_drift', 'unavailable']).toContain((failure as PlatformError).kind);
  });
});

describe('products and stock', () => {
  it('are read whole, with variants and levels', async () => {
    const connection = shops.connection(KRW);
    const context = shops.context(connection);
    const products = await readAll('products', context, planOne(connection, 'products'));
    const variants = products.pages.flatMap(({ rows }) => rows.variants ?? []);
    expect(products.proof.received).toBe(products.proof.expected);
    expect(variants.length).toBeGreaterThan(0);
    expect(variants.every(({ currency, price }) => currency === 'KRW' && price !== null)).toBe(
      true,
    );
    const inventory = await readAll('inventory', context, planOne(connection, 'inventory'));
    const levels = inventory.pages.flatMap(({ rows }) => rows.inventory_levels ?? []);
    expect(levels.length).toBeGreaterThan(0);
    expect(levels[0]).toMatchObject({
      location_id: expect.stringContaining('gid://'),
      available: expect.any(Number),
    });
  });

  it('are left out with a note when the scope is missing', async () => {
    shops.simulator.control.setScopes(KRW, ['read_orders']);
    const connection = shops.connection(KRW);
    const { proof } = await readAll(
      'inventory',
      shops.context(connection),
      planOne(connection, 'inventory'),
    );
    expect(proof).toMatchObject({ expected: 0, received: 0, cursor: null });
    expect(noteTexts(proof.notes ?? []).join()).toContain('read_inventory');
  });

  it('are not read again right after they were', () => {
    const now = new Date('2026-11-20T10:00:00Z');
    const input = {
      kind: 'INCREMENTAL' as const,
      now,
      timezone: 'UTC',
      cursor: now.toISOString(),
      range: null,
      config: {},
    };
    const recently = { ...input, lastReadAt: new Date('2026-11-20T09:55:00Z') };
    expect(stream('inventory').plan(recently)).toEqual([]);
    expect(stream('products').plan(recently)).toEqual([]);
    expect(stream('orders').plan(recently)).toHaveLength(1);
    expect(stream('inventory').plan({ ...input, lastReadAt: null })).toMatchObject([
      { key: 'all' },
    ]);
  });
});
