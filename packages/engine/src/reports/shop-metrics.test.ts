import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBusiness, metrics, orders, write } from '../test/small-business.ts';
import type { EngineContext } from '../context.ts';
import { metricsVersion } from './metrics-version.ts';
import { shopMetrics } from './shop-metrics.ts';
import { shopSummaries } from './shop-summaries.ts';

/** Noon of Friday 20 November 2026 in Seoul. */
const NOW = '2026-11-20T03:00:00Z';
const WEEK = { from: '2026-11-14', to: '2026-11-20' };
const metaLike = { id: 'meta', name: 'Meta', restatementDays: 28 };

describe.each(testEngines())('figures of a shop on %s', (engine) => {
  let database: TestDatabase;
  let ctx: EngineContext;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
    const platforms = [metaLike as never];
    ctx = createTestContext({ db: database.db, platforms, clock: createTestClock(NOW) });
    ctx = { ...ctx, actor: business.tenant.owner.actor };
    const { sales, ads } = business;
    const sold = orders(
      {
        id: 'a',
        day: '2026-11-14',
        events: [
          { gross: 100_000, discount: 10_000, tax: 9_000 },
          { line: 'shipping', gross: 3_000, tax: 300 },
        ],
      },
      {
        id: 'b',
        day: '2026-11-16',
        events: [
          { gross: 50_000, tax: 5_000 },
          { type: 'refund', day: '2026-11-18', gross: -20_000, tax: -2_000 },
        ],
      },
      { id: 'c', day: '2026-11-17', order: { is_test: true }, events: [{ gross: 999_999 }] },
      {
        id: 'd',
        day: '2026-11-17',
        order: { cancelled_at: '2026-11-18T01:00:00Z' },
        events: [{ gross: 30_000 }, { type: 'cancel', day: '2026-11-18', gross: -30_000 }],
      },
      { id: 'e', day: '2026-11-15', events: [{ line: 'gift_card', gross: 70_000 }] },
      { id: 'f', day: '2026-11-20', events: [{ gross: 12_345 }] },
      {
        id: 'g',
        day: '2026-11-08',
        events: [{ gross: 40_000 }, { type: 'refund', day: '2026-11-19', gross: -5_000 }],
      },
    );
    await write(database.db, sales, sold);
    const account = { level: 'account' as const, entity_id: '0' };
    const campaign = { level: 'campaign' as const, campaign_id: 'c1', entity_name: 'Autumn' };
    const ad = { level: 'ad' as const, campaign_id: 'c1', adset_id: 's1' };
    await write(
      database.db,
      ads[0]!,
      metrics(
        { ...account, day: '2026-11-10', spend: '20000', conversion_value: '30000' },
        {
          ...account,
          day: '2026-11-14',
          spend: '30000',
          conversion_value: '50000',
          impressions: 2_000,
          clicks: 40,
        },
        { ...account, day: '2026-11-19', spend: '15000.5', conversion_value: '45001' },
        {
          ...campaign,
          entity_id: 'c1',
          day: '2026-11-14',
          spend: '30000',
          impressions: 2_000,
          clicks: 40,
        },
        {
          level: 'campaign',
          entity_id: 'c2',
          day: '2026-11-14',
          spend: '100',
          conversions: '1',
          conversion_value: '400',
        },
        {
          ...ad,
          entity_id: 'ad1',
          day: '2026-11-14',
          spend: '30000',
          conversions: '3',
          conversion_value: '50000',
        },
      ),
      '2026-11-19T20:00:00Z',
    );
  });
  afterAll(() => database.close());

  it('adds up by hand', async () => {
    const { kpis, range, previous_range } = await shopMetrics(ctx, {
      shopId: business.shopId,
      ...WEEK,
    });
    expect(range).toEqual(WEEK);
    expect(previous_range).toEqual({ from: '2026-11-07', to: '2026-11-13' });
    // 90,000 (a) + 50,000 (b) − 20,000 (b back) + 12,345 (f) − 5,000 (g back); not c, d, e.
    expect(kpis.revenue).toMatchObject({
      value: '127345',
      currency: 'KRW',
      vat_basis: 'excl',
      time_basis: 'event',
      previous: { value: '40000' },
      change: '2.1836',
    });
    // a, b, e, f; the gift card is an order but no revenue.
    expect(kpis.orders).toMatchObject({ value: '4', previous: { value: '1' }, change: '3' });
    // (90,000 + 50,000 + 0 + 12,345) / 4
    expect(kpis.aov.value).toBe('38086.25');
    expect(kpis.ad_spend).toMatchObject({
      value: '45000.5',
      vat_basis: 'excl',
      previous: { value: '20000' },
    });
    // 127,345 / 45,000.5 and 95,001 / 45,000.5
    expect(kpis.mer.value).toBe('2.8299');
    expect(kpis.roas).toMatchObject({ value: '2.1111', previous: { value: '1.5' } });
  });

  it('agrees with its own days', async () => {
    const { daily, kpis } = await shopMetrics(ctx, { shopId: business.shopId, ...WEEK });
    expect(
      daily.map(({ day, revenue, refunds, ad_spend, mer }) => [
        day,
        revenue,
        refunds,
        ad_spend,
        mer,
      ]),
    ).toEqual([
      ['2026-11-14', '90000', '0', '30000', '3'],
      ['2026-11-15', '0', '0', '0', null],
      ['2026-11-16', '50000', '0', '0', null],
      ['2026-11-17', '0', '0', '0', null],
      ['2026-11-18', '-20000', '20000', '0', null],
      ['2026-11-19', '-5000', '5000', '15000.5', '-0.3333'],
      ['2026-11-20', '12345', '0', '0', null],
    ]);
    const sum = daily.reduce((total, { revenue }) => total + Number(revenue), 0);
    expect(String(sum)).toBe(kpis.revenue.value);
  });

  it('says how certain each day is', async () => {
    const { daily, kpis, basis_day } = await shopMetrics(ctx, { shopId: business.shopId, ...WEEK });
    expect(daily.at(-1)?.state).toBe('provisional');
    expect(daily[0]?.state).toBe('settling');
    expect(kpis.revenue.state).toBe('provisional');
    expect(basis_day).toEqual({
      day: '2026-11-19',
      source: 'ad_metrics',
      days_behind: 1,
      state: 'settling',
    });
    const past = await shopMetrics(ctx, {
      shopId: business.shopId,
      from: '2026-11-14',
      to: '2026-11-19',
    });
    expect(past.kpis.revenue.state).toBe('final');
    expect(past.kpis.ad_spend.state).toBe('settling');
  });

  it('never shows days before the first read as 0', async () => {
    const input = { shopId: business.shopId, from: '2026-09-29', to: '2026-09-30' };
    const { kpis, daily } = await shopMetrics(ctx, input);
    for (const kpi of Object.values(kpis))
      expect(kpi).toMatchObject({ value: null, missing: 'not_collected' });
    expect(daily[0]).toMatchObject({
      revenue: null,
      orders: null,
      ad_spend: null,
      state: 'not_collected',
    });
  });

  it('takes conversions of a campaign from its ads where Meta left them out', async () => {
    const { top_campaigns } = await shopMetrics(ctx, { shopId: business.shopId, ...WEEK });
    expect(top_campaigns).toMatchObject([
      {
        entity_id: 'c1',
        name: 'Autumn',
        spend: '30000',
        conversions: '3',
        conversion_value: '50000',
        roas: '1.6667',
        ctr: '0.02',
        cpc: '750',
      },
      { entity_id: 'c2', name: 'c2', spend: '100', conversions: '1', roas: '4' },
    ]);
  });

  it('lists the newest orders, marked, and says what is left out of revenue', async () => {
    const { recent_orders, notes } = await shopMetrics(ctx, { shopId: business.shopId, ...WEEK });
    expect(recent_orders.map(({ order_id }) => order_id)).toEqual([
      'f',
      'c',
      'd',
      'b',
      'e',
      'a',
      'g',
    ]);
    expect(recent_orders[1]).toMatchObject({ is_test: true, is_cancelled: false });
    expect(recent_orders[2]).toMatchObject({ is_test: false, is_cancelled: true });
    expect(notes.map(({ code, count }) => [code, count])).toEqual([
      ['cancelled_excluded', 1],
      ['test_excluded', 1],
    ]);
  });

  it('compares shops over their last complete days', async () => {
    const [summary] = await shopSummaries(ctx);
    expect(summary).toMatchObject({
      id: business.shopId,
      range: { from: '2026-11-13', to: '2026-11-19' },
      kpis: { revenue: { value: '115000' }, ad_spend: { value: '45000.5' } },
      revenue_trend: ['0', '90000', '0', '50000', '0', '-20000', '-5000'],
    });
  });

  it.each([
    [{ from: '2026-11-21' }, 'lies after'],
    [{ from: '2026-02-30', to: '2026-11-01' }, 'existing day'],
    [{ from: '2020-01-01', to: '2026-11-01' }, 'at most'],
  ])('refuses the range %j', async (range, words) => {
    await expect(shopMetrics(ctx, { shopId: business.shopId, ...range })).rejects.toThrow(words);
    await expect(metricsVersion(ctx, { shopId: business.shopId, ...range })).rejects.toThrow(words);
  });

  it('tells what a platform changed afterwards, and what it was', async () => {
    const day = { level: 'account' as const, entity_id: '0', day: '2026-11-14' };
    const before = await shopMetrics(ctx, { shopId: business.shopId, ...WEEK });
    expect(before.restatements).toEqual([]);
    const changed = metrics({
      ...day,
      spend: '31000',
      conversion_value: '90000',
      impressions: 2_000,
      clicks: 40,
    });
    await write(database.db, business.ads[0]!, changed, '2026-11-20T02:58:00Z');
    const { restatements, kpis } = await shopMetrics(ctx, { shopId: business.shopId, ...WEEK });
    expect(restatements).toMatchObject([
      {
        day: '2026-11-14',
        metric: 'platform_conversion_value',
        was: '50000',
        now: '90000',
        currency: 'KRW',
      },
      { day: '2026-11-14', metric: 'ad_spend', was: '30000', now: '31000' },
    ]);
    expect(kpis.ad_spend.value).toBe('46000.5');
  });

  it('changes a summary’s version with data, connectors, jobs, rates and time, and with nothing else', async () => {
    const input = { shopId: business.shopId, ...WEEK };
    const clock = createTestClock(NOW);
    const at = { ...ctx, now: clock.now };
    const seen = [await metricsVersion(at, input)];
    clock.advance(30_000);
    expect(await metricsVersion(at, input)).toBe(seen[0]);
    const steps = [
      () => Promise.resolve(clock.advance(30_000)),
      () =>
        write(
          database.db,
          business.sales,
          orders({ id: 'z', day: '2026-11-19', events: [{ gross: 1 }] }),
        ),
      () =>
        database.db
          .updateTable('app_dashboard.connectors')
          .set({ last_synced_at: '2026-11-20T02:59:00Z' })
          .where('shop_id', '=', business.shopId)
          .execute(),
      () =>
        database.db
          .insertInto('app_dashboard.sync_jobs')
          .values({
            shop_id: business.shopId,
            connector_id: business.sales.connectorId,
            kind: 'INCREMENTAL',
          })
          .execute(),
      () =>
        database.db
          .insertInto('core_warehouse.fx_rates')
          .values({ day: '2026-11-15', base: 'KRW', quote: 'USD', rate: '1400', source: 'test' })
          .execute(),
      () =>
        database.db
          .updateTable('core_warehouse.fx_rates')
          .set({ rate: '1401' })
          .where('quote', '=', 'USD')
          .execute(),
    ];
    for (const step of steps) {
      await step();
      seen.push(await metricsVersion(at, input));
    }
    expect(new Set(seen).size).toBe(steps.length + 1);
    expect(await metricsVersion(at, { ...input, to: '2026-11-19' })).not.toBe(seen.at(-1));
  });
});
