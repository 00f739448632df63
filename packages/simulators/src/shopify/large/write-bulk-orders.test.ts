import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SHOP_PROFILES } from '../../world/profiles.ts';
import { writeBulkOrders } from './write-bulk-orders.ts';

async function write(options: Parameters<typeof writeBulkOrders>[1]) {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  const result = await writeBulkOrders(sink, options);
  const text = Buffer.concat(chunks).toString('utf8');
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { result, text, rows };
}

describe('the large bulk file', () => {
  it('holds whole, distinct, consistent orders', async () => {
    const { result, rows, text } = await write({
      count: 700,
      seed: 'bench',
      firstDay: '2025-01-01',
    });
    expect(result).toEqual({
      orders: 700,
      rows: rows.length,
      bytes: Buffer.byteLength(text),
    });
    const orders = rows.filter((row) => row.__typename === 'Order');
    expect(orders).toHaveLength(700);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const sums = new Map<string, number>();
    for (const row of rows) {
      if (!row.__parentId) continue;
      const parent = byId.get(row.__parentId);
      expect(parent).toBeDefined();
      if (!row.totalAmount) continue;
      const amount = Number(row.totalAmount.shopMoney.amount);
      sums.set(parent.__parentId, (sums.get(parent.__parentId) ?? 0) + amount);
    }
    for (const order of orders) {
      expect(order.legacyResourceId).toBe(order.id.split('/').at(-1));
      expect(order.name).toBe(`#${order.number}`);
      expect(sums.get(order.id)).toBe(Number(order.currentTotalPriceSet.shopMoney.amount));
      expect(order.updatedAt >= order.createdAt).toBe(true);
    }
    const days = orders
      .map((order) => order.createdAt.slice(0, 10))
      .toSorted((a, b) => a.localeCompare(b));
    expect(days[0]).toBe('2025-01-01');
    expect(days.at(-1)).toMatch(/^2026-12-3[01]$/);
  });

  it('is the same for the same seed and can be grouped', async () => {
    const profile = SHOP_PROFILES[1] as (typeof SHOP_PROFILES)[number];
    const options = { count: 40, seed: 'x', profile, shuffled: false };
    const first = await write(options);
    expect((await write(options)).text).toBe(first.text);
    expect(first.rows[0].__typename).toBe('Order');
    expect((await write({ ...options, shuffled: true })).rows[1].__parentId).not.toBe(
      first.rows[0].id,
    );
    expect((await write({ ...options, count: 0 })).result).toEqual({
      orders: 0,
      rows: 0,
      bytes: 0,
    });
  });
});
