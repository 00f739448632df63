import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness, metrics, orders, write } from '../test/small-business.ts';
import { shopMetrics } from './shop-metrics.ts';

const RANGE = { from: '2026-11-10', to: '2026-11-14' };

describe.each(testEngines())('the view of MER and ROAS on %s', (engine) => {
  let database: TestDatabase;
  let ctx: EngineContext;
  let shopId: string;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    const { db } = database;
    const accounts = [{ currency: 'KRW' }, { currency: 'USD' }, { currency: 'KRW' }];
    const { tenant, sales, ads, ...business } = await createSmallBusiness(db, accounts);
    shopId = business.shopId;
    const clock = createTestClock('2026-11-20T03:00:00Z');
    ctx = createTestContext({ db, platforms: [], clock, actor: tenant.owner.actor });
    const days = ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14'] as const;
    for (const day of days) {
      await write(db, sales, orders({ id: day, day, events: [{ gross: 300_000, tax: 30_000 }] }));
      const spent = { level: 'account', entity_id: '0', day, spend: '70001' } as const;
      await write(db, ads[0]!, metrics({ ...spent, conversion_value: '123456' }));
      await write(db, ads[2]!, metrics({ ...spent, entity_id: '2', conversion_value: '9' }));
    }
    const foreign = {
      currency: 'USD',
      events: [{ gross: 20 }, { type: 'refund', gross: -5 }],
    } as const;
    const [, converted, unconverted, dollars, mixed] = days;
    for (const day of [converted, unconverted]) {
      await write(
        db,
        sales,
        orders({ id: `usd-${day}`, day, ...foreign, events: [...foreign.events] }),
      );
    }
    const abroad = { level: 'account', entity_id: '1', currency: 'USD', spend: '50' } as const;
    await write(db, ads[1]!, metrics({ ...abroad, day: converted, conversion_value: '200' }));
    await write(db, ads[1]!, metrics({ ...abroad, day: dollars }));
    const gross = { ...abroad, currency: 'KRW', vat_basis: 'incl', day: mixed } as const;
    await write(db, ads[1]!, metrics(gross));
    await db
      .insertInto('core_warehouse.fx_rates')
      .values({ day: converted, base: 'KRW', quote: 'USD', rate: '1400.5', source: 'test' })
      .execute();
    await db
      .updateTable('app_dashboard.connectors')
      .set({ status: 'disabled' })
      .where('id', '=', ads[2]!.connectorId)
      .execute();
  });
  afterAll(() => database.close());

  it('says what the dashboard says, day by day', async () => {
    const { daily } = await shopMetrics(ctx, { shopId, ...RANGE });
    const { rows } = await sql<Record<string, unknown>>`
      select day, trim_scale(revenue)::text as revenue, orders, trim_scale(spend)::text as ad_spend,
        trim_scale(platform_conversion_value)::text as platform_conversion_value,
        trim_scale(mer)::text as mer, trim_scale(platform_roas)::text as roas
      from reporting.mer_roas where shop_id = ${shopId} order by day`.execute(database.db);
    expect(rows).toEqual(daily.map(({ state: _state, refunds: _refunds, ...point }) => point));
  });

  it('converts, leaves out and flags', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select trim_scale(revenue)::text as revenue, trim_scale(spend)::text as spend,
        trim_scale(mer)::text as mer, fx_missing, mixed_vat
      from reporting.mer_roas where shop_id = ${shopId} order by day`.execute(database.db);
    const plain = {
      revenue: '300000',
      spend: '70001',
      mer: '4.2857',
      fx_missing: false,
      mixed_vat: false,
    };
    expect(rows).toEqual([
      plain,
      // 300,000 + 15 × 1,400.5; 70,001 + 50 × 1,400.5
      { ...plain, revenue: '321007.5', spend: '140026', mer: '2.2925' },
      { ...plain, revenue: null, mer: null, fx_missing: true },
      { ...plain, spend: null, mer: null, fx_missing: true },
      { ...plain, spend: null, mer: null, mixed_vat: true },
    ]);
  });
});
