import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBusiness, metrics, write } from '../test/small-business.ts';
import type { EngineContext } from '../context.ts';
import { shopMetrics } from './shop-metrics.ts';

let database: TestDatabase;
let ctx: EngineContext;
let business: Awaited<ReturnType<typeof createSmallBusiness>>;

beforeAll(async () => {
  database = await createTestDatabase();
  business = await createSmallBusiness(database.db, [{ currency: 'KRW' }, { currency: 'KRW' }]);
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const platforms = [{ id: 'meta', name: 'Meta', restatementDays: 28 } as never];
  ctx = createTestContext({ db: database.db, platforms, clock });
  ctx = { ...ctx, actor: business.tenant.owner.actor };
});
afterAll(() => database.close());

describe('the campaigns that spent most', () => {
  it('take conversions from their ads only for the days that said none', async () => {
    const campaign = { level: 'campaign' as const, entity_id: 'c1', spend: '100' };
    const ad = { level: 'ad' as const, entity_id: 'ad1', campaign_id: 'c1', spend: '100' };
    const first = { day: '2026-11-14', conversions: '2', conversion_value: '300' };
    const second = { day: '2026-11-15', conversions: '3', conversion_value: '500' };
    await write(
      database.db,
      business.ads[0]!,
      metrics(
        { ...campaign, ...first },
        { ...campaign, day: '2026-11-15' },
        { ...ad, ...first },
        { ...ad, ...second },
      ),
    );
    const { top_campaigns } = await shopMetrics(ctx, { shopId: business.shopId });
    expect(top_campaigns).toMatchObject([
      { entity_id: 'c1', spend: '200', conversions: '5', conversion_value: '800', roas: '4' },
    ]);
  });

  it('are those of enabled accounts, like the spend above them', async () => {
    const other = { level: 'campaign' as const, entity_id: 'old', day: '2026-11-15' };
    await write(database.db, business.ads[1]!, metrics({ ...other, spend: '9000' }));
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ status: 'disabled' })
      .where('id', '=', business.ads[1]!.connectorId)
      .execute();
    const { top_campaigns, kpis } = await shopMetrics(ctx, { shopId: business.shopId });
    expect(top_campaigns.map(({ entity_id }) => entity_id)).toEqual(['c1']);
    expect(kpis.ad_spend).toMatchObject({ value: '200' });
  });
});

describe('a return on ad spend', () => {
  it('is unknown, not 0, where the report had no purchase values', async () => {
    const day = '2026-11-02';
    const row = { level: 'campaign' as const, entity_id: 'c3', day, spend: '50' };
    await write(database.db, business.ads[0]!, metrics(row));
    const range = { shopId: business.shopId, from: day, to: day };
    expect((await shopMetrics(ctx, range)).kpis).toMatchObject({
      ad_spend: { value: '50' },
      roas: { value: null, missing: 'not_collected' },
    });
    await write(database.db, business.ads[0]!, metrics({ ...row, conversion_value: '0' }));
    expect((await shopMetrics(ctx, range)).kpis.roas).toMatchObject({ value: '0', missing: null });
  });
});
