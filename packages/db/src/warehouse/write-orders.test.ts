import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystem } from '../database.ts';
import { createTestDatabase, type TestDatabase, testEngines } from '../testing.ts';
import { checkRollups, markOrderDeleted, rebuildRollups } from './index.ts';
import {
  revenueOf,
  type SampleEvent,
  sampleOrders,
  sampleTenant,
  storedFacts,
  writeFacts,
} from './sample-facts.ts';

describe.each(testEngines())('writing orders on %s', (engine) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ engine });
  });
  afterAll(() => test?.close());

  const refund = { type: 'refund', day: '2026-02-09', gross: -4_000, tax: -400 } as const;

  it('touches nothing when the same page is written again', async () => {
    const tenant = await sampleTenant(test.db);
    const rows = sampleOrders({ id: '1', lines: 3 }, { id: '2' });
    const records = [{ external_id: '1', payload: '{"a": 1.0, "b": "\\u0000é"}' }];
    const options = { page: { records, rows } };
    const first = await writeFacts(test.db, tenant, rows, options);
    expect(first).toMatchObject({ records: 1, rows: 10, changed: true });
    const before = await storedFacts(test.db, tenant);
    const again = await writeFacts(test.db, tenant, rows, options);
    expect(again).toMatchObject({ records: 1, rows: 0, changed: false });
    expect(await storedFacts(test.db, tenant)).toBe(before);
    expect(await versionOf(tenant.shopId)).toBe(1);
  });

  it('keeps a payload byte for byte and each version of it once', async () => {
    const tenant = await sampleTenant(test.db);
    const payloads = ['{"price": 1.10,  "n": "한\\ud83d"}', '{"price":1.1}', '{"price":1.1}'];
    const records = payloads.map((payload) => ({ external_id: '1', payload }));
    await writeFacts(test.db, tenant, {}, { page: { records, rows: {} } });
    const { rows } = await sql<{ text: string; hash: string }>`
      select payload::text as text, payload_hash as hash from staging_ingest.raw_payloads
      where shop_id = ${tenant.shopId} order by length(payload::text) desc`.execute(test.db);
    expect(rows.map((row) => row.text)).toEqual(payloads.slice(0, 2));
    expect(rows[0]?.hash).toMatch(/^[\w-]{22}$/);
  });

  it('adds to known payloads only those that are new, and says where they came from', async () => {
    const tenant = await sampleTenant(test.db);
    const bytes = Buffer.from(String.raw`{"id":"gid:\/\/shop\/1","n":"\u0000 한\t"}`);
    const old = { external_id: '한 1', payload: bytes };
    await writeFacts(test.db, tenant, {}, { page: { records: [old], rows: {} } });
    const large = { external_id: '2', payload: JSON.stringify(['x'.repeat(300_000)]) };
    const jobId = randomUUID();
    const receivedAt = new Date('2026-03-02T01:02:03.456Z');
    const page = { records: [large, old, { external_id: '1', payload: bytes }], rows: {} };
    await writeFacts(test.db, tenant, {}, { jobId, receivedAt, page });
    const { rows } = await sql`
      select external_id, payload::text as text, job_id, received_at, source, stream
      from staging_ingest.raw_payloads where shop_id = ${tenant.shopId} order by received_at, external_id`.execute(
      test.db,
    );
    const text = bytes.toString();
    const first = { job_id: null, received_at: new Date('2026-03-01T00:00:00Z') };
    const same = { source: 'api', stream: 'orders' };
    expect(rows).toEqual([
      { external_id: '한 1', text, ...first, ...same },
      { external_id: '1', text, job_id: jobId, received_at: receivedAt, ...same },
      { external_id: '2', text: large.payload, job_id: jobId, received_at: receivedAt, ...same },
    ]);
  });

  it.each([
    ['not JSON', '{"a":'],
    ['cut in the middle of a character', Buffer.from([0x22, 0xed, 0x95, 0x22])],
  ])('refuses a payload that is %s, with all of its page', async (_, payload) => {
    const tenant = await sampleTenant(test.db);
    const records = [{ external_id: '1', payload }];
    const page = { records, rows: sampleOrders({ id: '1' }) };
    await expect(writeFacts(test.db, tenant, {}, { page })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await revenueOf(test.db, tenant)).toEqual([]);
  });

  it('moves the rollups on exactly the days that an order touches', async () => {
    const tenant = await sampleTenant(test.db);
    await writeFacts(test.db, tenant, sampleOrders({ id: '1' }, { id: '2', day: '2026-02-05' }));
    const untouched = await rollupOf(tenant.shopId, '2026-02-05');
    const rows = sampleOrders({
      id: '1',
      updatedAt: '2026-02-09T00:00:00Z',
      events: [{ gross: 10_000, tax: 1_000 }, refund],
    });
    expect((await writeFacts(test.db, tenant, rows)).changed).toBe(true);
    expect(await revenueOf(test.db, tenant)).toEqual([
      'order 2026-02-01: 1/10000/4000/6000/6600',
      'order 2026-02-05: 1/10000/0/10000/11000',
      'event 2026-02-01: 1/10000/0/10000/11000',
      'event 2026-02-05: 1/10000/0/10000/11000',
      'event 2026-02-09: 0/0/4000/-4000/-4400',
    ]);
    expect(await rollupOf(tenant.shopId, '2026-02-05')).toBe(untouched);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it('removes parts that are gone and rewrites only those that differ', async () => {
    const tenant = await sampleTenant(test.db);
    await writeFacts(test.db, tenant, sampleOrders({ id: '1', lines: 3 }));
    const changed = sampleOrders({ id: '1', lines: 2, updatedAt: '2026-02-03T00:00:00Z' });
    Object.assign(changed.line_items?.[1] as object, { title: 'Renamed' });
    expect((await writeFacts(test.db, tenant, changed)).rows).toBe(3);
    const { rows } = await sql<{ title: string }>`
      select title from core_warehouse.order_line_items where shop_id = ${tenant.shopId} order by position`.execute(
      test.db,
    );
    expect(rows.map((row) => row.title)).toEqual(['Line 0', 'Renamed']);
  });

  it('leaves no day of zeros behind when an order moves to another day', async () => {
    const tenant = await sampleTenant(test.db);
    await writeFacts(test.db, tenant, sampleOrders({ id: '1' }));
    await writeFacts(test.db, tenant, sampleOrders({ id: '1', day: '2026-02-02' }));
    expect(await revenueOf(test.db, tenant)).toEqual([
      'order 2026-02-02: 1/10000/0/10000/11000',
      'event 2026-02-02: 1/10000/0/10000/11000',
    ]);
  });

  it('counts no cancelled, test or deleted order as revenue', async () => {
    const tenant = await sampleTenant(test.db);
    const rows = sampleOrders(
      { id: '1', order: { cancelled_at: '2026-02-02T00:00:00Z' } },
      { id: '2', order: { is_test: true } },
      { id: '3' },
      { id: '4' },
    );
    await writeFacts(test.db, tenant, rows);
    await deleteOrder(tenant, '3', '2026-02-04T00:00:00Z');
    const { rows: days } = await sql<Record<string, unknown>>`
      select orders, net_sales, cancelled_orders, cancelled_amount, test_orders
      from reporting.daily_revenue where shop_id = ${tenant.shopId} and basis = 'order'`.execute(
      test.db,
    );
    expect(days).toEqual([
      {
        orders: 1,
        net_sales: '10000.0000',
        cancelled_orders: 1,
        cancelled_amount: '11000.0000',
        test_orders: 1,
      },
    ]);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it('does not let an older answer bring a deleted order back, whichever comes first', async () => {
    const tenant = await sampleTenant(test.db);
    await deleteOrder(tenant, 'early', '2026-02-04T00:00:00Z');
    await writeFacts(test.db, tenant, sampleOrders({ id: 'early' }, { id: 'late' }));
    await deleteOrder(tenant, 'late', '2026-02-04T00:00:00Z');
    await writeFacts(
      test.db,
      tenant,
      sampleOrders({ id: 'late', updatedAt: '2026-02-03T00:00:00Z' }),
    );
    expect(await revenueOf(test.db, tenant)).toEqual([]);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it('ignores an answer that is older than what is stored', async () => {
    const tenant = await sampleTenant(test.db);
    const newer = { id: '1', updatedAt: '2026-02-03T00:00:00.000002Z', events: [{ gross: 7 }] };
    await writeFacts(test.db, tenant, sampleOrders(newer));
    const before = await storedFacts(test.db, tenant);
    const older = sampleOrders({ id: '1', updatedAt: '2026-02-03T00:00:00.000001Z' });
    expect(await writeFacts(test.db, tenant, older)).toMatchObject({
      rows: 0,
      changed: false,
      staleOrders: 1,
    });
    expect(await storedFacts(test.db, tenant)).toBe(before);
  });

  it("lets the platform's answer win over a file, in either order", async () => {
    const tenant = await sampleTenant(test.db);
    const file = (id: string) => sampleOrders({ id, updatedAt: '2026-12-01T00:00:00Z', lines: 2 });
    const api = (id: string) => sampleOrders({ id });
    await writeFacts(test.db, tenant, file('1'), { source: 'file' });
    await writeFacts(test.db, tenant, api('1'));
    await writeFacts(test.db, tenant, api('2'));
    const late = await writeFacts(test.db, tenant, file('2'), { source: 'file' });
    expect(late).toMatchObject({ rows: 0, keptBack: 1 });
    const { rows } = await sql<{ source: string; lines: number }>`
      select o.source, (select count(*)::integer from core_warehouse.order_line_items l
        where l.shop_id = o.shop_id and l.order_id = o.external_id) as lines
      from core_warehouse.orders o where o.shop_id = ${tenant.shopId}`.execute(test.db);
    expect(rows).toEqual([
      { source: 'api', lines: 1 },
      { source: 'api', lines: 1 },
    ]);
  });

  it('takes no order back to the older state of a second file, and says so', async () => {
    const tenant = await sampleTenant(test.db);
    const bulk = (updatedAt: string, ...events: SampleEvent[]) =>
      writeFacts(test.db, tenant, sampleOrders({ id: '1', updatedAt, events }), { source: 'file' });
    await bulk('2026-02-09T00:00:00.000002Z', { gross: 10_000, tax: 1_000 }, refund);
    const before = await storedFacts(test.db, tenant);
    const older = await bulk('2026-02-09T00:00:00.000001Z', { gross: 10_000, tax: 1_000 });
    expect(older).toMatchObject({ rows: 0, changed: false, staleOrders: 1 });
    expect(await storedFacts(test.db, tenant)).toBe(before);
    expect(await bulk('2026-02-09T00:00:00.000002Z', { gross: 7 })).toMatchObject({
      changed: true,
      staleOrders: 0,
    });
    await bulk('2026-02-10T00:00:00Z', { gross: 8 });
    expect(await revenueOf(test.db, tenant)).toEqual([
      'order 2026-02-01: 1/8/0/8/8',
      'event 2026-02-01: 1/8/0/8/8',
    ]);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it('lets a file that states no changes replace what a file said before', async () => {
    const tenant = await sampleTenant(test.db);
    const first = sampleOrders({ id: '1', updatedAt: '2026-02-09T00:00:00Z' });
    await writeFacts(test.db, tenant, first, { source: 'file' });
    const second = sampleOrders({ id: '1', events: [{ gross: 7 }] });
    const page = { records: [], rows: second, undated: true };
    const written = await writeFacts(test.db, tenant, {}, { source: 'file', page });
    expect(written).toMatchObject({ changed: true, staleOrders: 0 });
    expect(await revenueOf(test.db, tenant)).toContain('event 2026-02-01: 1/7/0/7/7');
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it('counts an order once that a file knew by its name only', async () => {
    const tenant = await sampleTenant(test.db);
    const named = (name: string) => ({ id: `csv:${name}`, day: '2026-02-03', order: { name } });
    const file = sampleOrders(named('#1'), named('#2'), named('#3'));
    await writeFacts(test.db, tenant, file, { source: 'file' });
    const other = await sampleTenant(test.db);
    await writeFacts(test.db, other, sampleOrders(named('#1')), { source: 'file' });
    await writeFacts(test.db, tenant, sampleOrders({ id: '1' }, { id: '2', day: '2026-02-03' }));
    expect(await revenueOf(test.db, tenant)).toEqual([
      'order 2026-02-01: 1/10000/0/10000/11000',
      'order 2026-02-03: 2/20000/0/20000/22000',
      'event 2026-02-01: 1/10000/0/10000/11000',
      'event 2026-02-03: 2/20000/0/20000/22000',
    ]);
    const { rows } = await sql<Record<string, unknown>>`
      select o.external_id as id,
        (select count(*) from core_warehouse.order_line_items l where l.shop_id = o.shop_id) as lines,
        (select count(*) from core_warehouse.transactions t where t.shop_id = o.shop_id) as payments
      from core_warehouse.orders o where o.shop_id = ${tenant.shopId} order by 1`.execute(test.db);
    expect(rows).toEqual(['1', '2', 'csv:#3'].map((id) => ({ id, lines: 3, payments: 3 })));
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
    expect(await revenueOf(test.db, other)).toHaveLength(2);
    const again = sampleOrders({ ...named('#2'), lines: 2 }, named('#3'), named('#4'));
    const written = await writeFacts(test.db, tenant, again, { source: 'file' });
    expect(written).toMatchObject({ rows: 4, keptBack: 1 });
    expect(await revenueOf(test.db, tenant)).toContain('event 2026-02-03: 3/30000/0/30000/33000');
  });

  it('refuses what it cannot store with a clear error and stores nothing', async () => {
    const tenant = await sampleTenant(test.db);
    const broken = [
      sampleOrders({ id: '1' }, { id: '2', order: { name: 'a\u0000b' } }),
      sampleOrders({ id: '1' }, { id: '2', order: { total: '1,000' } }),
      { ...sampleOrders({ id: '1' }), orders: [] },
      sampleOrders({ id: '1' }, { id: '1', order: { name: 'other' } }),
    ];
    for (const rows of broken) {
      await expect(writeFacts(test.db, tenant, rows)).rejects.toMatchObject({ name: 'AppError' });
    }
    expect(await revenueOf(test.db, tenant)).toEqual([]);
  });

  it('lets transactions with overlapping orders neither deadlock nor count twice', async () => {
    const tenant = await sampleTenant(test.db);
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    const version = (minute: number) => `2026-02-01T02:${String(minute).padStart(2, '0')}:00Z`;
    await Promise.all(
      Array.from({ length: 12 }, (_, turn) => {
        const order = turn % 2 ? ids : [...ids].reverse();
        const part = order.slice(0, 20 + turn);
        const orders = part.map((id) => ({
          id,
          updatedAt: version(turn),
          events: [{ gross: turn }],
        }));
        return writeFacts(test.db, tenant, sampleOrders(...orders));
      }),
    );
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
    const { rows } = await sql<{ orders: number }>`
      select orders from reporting.daily_revenue where shop_id = ${tenant.shopId} and basis = 'event'`.execute(
      test.db,
    );
    expect(rows).toEqual([{ orders: 40 }]);
  });

  it('rebuilds rollups that somebody damaged, and says what was wrong with them', async () => {
    const tenant = await sampleTenant(test.db);
    await writeFacts(test.db, tenant, sampleOrders({ id: '1', events: [{ gross: 5 }, refund] }));
    const right = await revenueOf(test.db, tenant);
    await sql`update reporting.daily_revenue_rollup set net_sales = 99
      where shop_id = ${tenant.shopId} and basis = 'event' and day = '2026-02-01'`.execute(test.db);
    await sql`delete from reporting.daily_revenue_rollup
      where shop_id = ${tenant.shopId} and day = '2026-02-09'`.execute(test.db);
    const found = await checkRollups(test.db, tenant.shopId);
    expect(found).toContainEqual({
      rollup: 'daily_revenue',
      connectorId: tenant.connectorId,
      basis: 'event',
      day: '2026-02-01',
      currency: 'KRW',
      measure: 'net_sales',
      stored: '99.0000',
      recomputed: '5.0000',
    });
    expect(found.filter((difference) => difference.stored === null)).not.toEqual([]);
    await withSystem(test.db, (trx) => rebuildRollups(trx, tenant.shopId));
    expect(await revenueOf(test.db, tenant)).toEqual(right);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  const deleteOrder = (tenant: { shopId: string; connectorId: string }, id: string, at: string) =>
    withSystem(test.db, (trx) =>
      markOrderDeleted(trx, { ...tenant, orderId: id, deletedAt: new Date(at) }),
    );

  async function versionOf(shopId: string): Promise<number | undefined> {
    const { rows } = await sql<{ data_version: number }>`
      select data_version from app_dashboard.shops where id = ${shopId}`.execute(test.db);
    return rows[0]?.data_version;
  }

  async function rollupOf(shopId: string, day: string): Promise<string> {
    const { rows } = await sql<{ row: string }>`
      select r.xmin || row_to_json(r)::text as row from reporting.daily_revenue_rollup r
      where shop_id = ${shopId} and day = ${day} order by 1`.execute(test.db);
    return rows.map((entry) => entry.row).join('\n');
  }
});
