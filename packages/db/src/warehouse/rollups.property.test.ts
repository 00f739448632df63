import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystem } from '../database.ts';
import { createTestDatabase, type TestDatabase, testEngines } from '../testing.ts';
import { checkRollups, markOrderDeleted, rebuildRollups } from './index.ts';
import type { Tenant } from './run-statement.ts';
import {
  revenueOf,
  type SampleEvent,
  type SampleOrder,
  sampleMetrics,
  sampleOrders,
  sampleTenant,
  writeFacts,
} from './sample-facts.ts';

const id = fc.constantFrom('1', '2', '3', '4', '5', '6');
const day = fc.integer({ min: 1, max: 9 }).map((date) => `2026-02-0${date}`);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const amount = fc.integer({ min: -5_000, max: 20_000 });

const event: fc.Arbitrary<SampleEvent> = fc.record({
  type: fc.constantFrom('sale', 'sale', 'exchange', 'refund', 'return', 'adjustment'),
  line: fc.constantFrom(
    'product',
    'product',
    'shipping',
    'tip',
    'duty',
    'fee',
    'gift_card',
    'adjustment',
  ),
  day,
  gross: amount,
  discount: fc.integer({ min: 0, max: 500 }),
  tax: fc.integer({ min: -50, max: 900 }),
});

const order: fc.Arbitrary<SampleOrder> = fc.record({
  id,
  day,
  updatedAt: fc.integer({ min: 10, max: 20 }).map((date) => `2026-02-${date}T00:00:00Z`),
  lines: fc.integer({ min: 0, max: 3 }),
  events: fc.array(event, { maxLength: 4 }),
  order: fc.record({
    cancelled_at: maybe(fc.constant('2026-02-09T00:00:00Z')),
    is_test: fc.constantFrom(false, false, true),
    customer_order_index: maybe(fc.constantFrom(1, 2)),
    currency: fc.constantFrom('KRW', 'KRW', 'USD'),
  }),
});

const metric = fc.record({
  level: fc.constantFrom('account', 'campaign', 'ad'),
  entity_id: fc.constantFrom('a', 'b'),
  day: fc.constantFrom('2026-02-01', '2026-02-02'),
  spend: maybe(fc.constantFrom('0', '1.5', '20')),
  clicks: maybe(fc.nat(9)),
  conversion_value: maybe(fc.constantFrom('3', '4.25')),
});

type Step =
  | { orders: SampleOrder[]; source: 'api' | 'file' | 'webhook' }
  | { deleted: string; date: number }
  | { metrics: Parameters<typeof sampleMetrics>[0][] };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      orders: fc.uniqueArray(order, { selector: (each) => each.id, minLength: 1, maxLength: 4 }),
      source: fc.constantFrom('api', 'api', 'webhook', 'file'),
    }),
  },
  fc.record({ deleted: id, date: fc.integer({ min: 10, max: 20 }) }),
  fc.record({ metrics: fc.array(metric, { minLength: 1, maxLength: 9 }) }) as fc.Arbitrary<Step>,
);

describe.each(testEngines())('rollups on %s', (engine) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ engine });
  });
  afterAll(() => test?.close());

  it('equal a recomputation after any sequence of writes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const tenant = await sampleTenant(test.db);
        for (const [turn, each] of steps.entries()) await take(tenant, each, turn);
        expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
        expect(await disagreements(tenant)).toEqual([]);
        const maintained = await revenueOf(test.db, tenant);
        await withSystem(test.db, (trx) => rebuildRollups(trx, tenant.shopId));
        expect(await revenueOf(test.db, tenant)).toEqual(maintained);
      }),
      { numRuns: 15 },
    );
  });

  async function take(tenant: Tenant, each: Step, turn: number): Promise<void> {
    if ('deleted' in each) {
      const deletedAt = new Date(Date.UTC(2026, 1, each.date));
      await withSystem(test.db, (trx) =>
        markOrderDeleted(trx, { ...tenant, orderId: each.deleted, deletedAt }),
      );
    } else if ('metrics' in each) {
      const receivedAt = new Date(Date.UTC(2026, 2, turn + 1));
      await writeFacts(
        test.db,
        tenant,
        { metrics: each.metrics.map(sampleMetrics) },
        { receivedAt },
      );
    } else {
      const { source } = each;
      await writeFacts(test.db, tenant, sampleOrders(...each.orders), { source });
    }
  }

  /** Totals that differ between the reports and the facts under them, whatever the grain. */
  async function disagreements({ shopId }: Tenant): Promise<unknown[]> {
    const { rows } = await sql`
      with facts as (
        select l.currency, sum(l.amount) filter (where l.line_type <> 'gift_card') as total
        from core_warehouse.order_ledger l
        join core_warehouse.orders o on o.shop_id = l.shop_id and o.connector_id = l.connector_id
          and o.external_id = l.order_id
        where l.shop_id = ${shopId} and o.is_revenue
        group by l.currency
      ),
      reports as (
        select basis, currency, sum(total_sales) as total,
          sum(net_sales + shipping + tax + tips + duties_and_fees + adjustments) as parts,
          sum(gross_sales - discounts - refunds - net_sales) as net_gap
        from reporting.daily_revenue where shop_id = ${shopId} group by basis, currency
      )
      select r.*, f.total as ledger_total from reports r left join facts f using (currency)
      where coalesce(f.total, 0) <> r.total or r.parts <> r.total or r.net_gap <> 0`.execute(
      test.db,
    );
    return rows;
  }
});
