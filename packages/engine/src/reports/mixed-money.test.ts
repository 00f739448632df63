import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness, metrics, orders, write } from '../test/small-business.ts';
import { shopMetrics } from './shop-metrics.ts';

const WEEK = { from: '2026-11-14', to: '2026-11-20' };

describe.each(testEngines())('figures in several currencies on %s', (engine) => {
  let database: TestDatabase;
  let ctx: EngineContext;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;
  const input = () => ({ shopId: business.shopId, ...WEEK });

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }, { currency: 'USD' }]);
    const clock = createTestClock('2026-11-20T03:00:00Z');
    ctx = createTestContext({
      db: database.db,
      platforms: [],
      clock,
      actor: business.tenant.owner.actor,
    });
    const { sales, ads } = business;
    await write(
      database.db,
      sales,
      orders({ id: 'a', day: '2026-11-14', events: [{ gross: 300_000 }] }),
    );
    const account = { level: 'account' as const, day: '2026-11-14' };
    await write(
      database.db,
      ads[0]!,
      metrics({ ...account, entity_id: '0', spend: '60000', conversion_value: '1' }),
    );
    const dollars = { ...account, entity_id: '1', currency: 'USD' };
    await write(
      database.db,
      ads[1]!,
      metrics({ ...dollars, spend: '50', conversion_value: '200' }),
    );
  });
  afterAll(() => database.close());

  it('are not added without the rate of their day, and say so', async () => {
    const { kpis, daily, notes } = await shopMetrics(ctx, input());
    for (const name of ['ad_spend', 'mer', 'roas'] as const) {
      expect(kpis[name]).toMatchObject({ value: null, missing: 'fx_missing' });
    }
    expect(kpis.revenue.value).toBe('300000');
    expect(daily[0]).toMatchObject({ ad_spend: null, mer: null, revenue: '300000' });
    expect(notes.map(({ code }) => code)).toEqual(['fx_missing']);
  });

  it('are added at the rate of their day', async () => {
    await database.db
      .insertInto('core_warehouse.fx_rates')
      .values({ day: '2026-11-14', base: 'KRW', quote: 'USD', rate: '1400.5', source: 'test' })
      .execute();
    const { kpis } = await shopMetrics(ctx, input());
    // 60,000 + 50 × 1,400.5; 1 + 200 × 1,400.5
    expect(kpis.ad_spend.value).toBe('130025');
    expect(kpis.mer.value).toBe('2.3072');
    expect(kpis.roas.value).toBe('2.1542');
  });

  it('miss the rate also where only conversions came', async () => {
    const late = metrics({
      level: 'account',
      entity_id: '1',
      day: '2026-11-15',
      currency: 'USD',
      spend: '0',
      conversion_value: '10',
    });
    await write(database.db, business.ads[1]!, late);
    const { kpis } = await shopMetrics(ctx, input());
    expect(kpis.roas.missing).toBe('fx_missing');
  });

  it('are not mixed over different VAT bases', async () => {
    const { ads } = business;
    const gross = metrics({
      level: 'account',
      entity_id: '0',
      day: '2026-11-13',
      spend: '1',
      vat_basis: 'incl',
    });
    await write(database.db, ads[0]!, gross);
    const { kpis } = await shopMetrics(ctx, {
      shopId: business.shopId,
      from: '2026-11-13',
      to: '2026-11-14',
    });
    expect(kpis.ad_spend).toMatchObject({
      value: null,
      missing: 'mixed_vat',
      vat_basis: 'unknown',
    });
    expect(kpis.revenue.value).toBe('300000');
  });
});
