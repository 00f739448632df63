import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTenant, createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmallBusiness, orders, write } from '../test/small-business.ts';
import type { EngineContext } from '../context.ts';
import { metricsVersion } from './metrics-version.ts';
import { rememberedMetrics } from './remembered-metrics.ts';
import { shopMetrics } from './shop-metrics.ts';

const WEEK = { from: '2026-11-14', to: '2026-11-20' };
const sold = (gross: number) => orders({ id: 'a', day: '2026-11-14', events: [{ gross }] });

describe('a shop’s figures that were worked out before', () => {
  let database: TestDatabase;
  let ctx: EngineContext;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;
  const clock = createTestClock('2026-11-20T03:00:00Z');

  beforeAll(async () => {
    database = await createTestDatabase();
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
    ctx = createTestContext({ db: database.db, platforms: [], clock });
    ctx = { ...ctx, actor: business.tenant.owner.actor };
    await write(database.db, business.sales, sold(1_000));
  });
  afterAll(() => database.close());

  it('are given again while nothing changed, and worked out anew when an order did', async () => {
    const input = { shopId: business.shopId, ...WEEK };
    const version = await metricsVersion(ctx, input);
    const first = await shopMetrics(ctx, input, version);
    expect(await shopMetrics(ctx, input, version)).toBe(first);
    expect(await shopMetrics(ctx, input)).toBe(first);
    await write(database.db, business.sales, sold(2_000));
    const second = await shopMetrics(ctx, input);
    expect([first.kpis.revenue.value, second.kpis.revenue.value]).toEqual(['1000', '2000']);
    expect(await metricsVersion(ctx, input)).not.toBe(version);
  });

  it('belong to their range, their minute, and to who may see the shop', async () => {
    const input = { shopId: business.shopId, ...WEEK };
    const whole = await shopMetrics(ctx, input);
    const day = await shopMetrics(ctx, { ...input, from: WEEK.to });
    expect([whole.daily.length, day.daily.length]).toEqual([7, 1]);
    clock.advance(60_000);
    expect(await shopMetrics(ctx, input)).not.toBe(whole);
    const stranger = await createTenant(database.db);
    await expect(shopMetrics({ ...ctx, actor: stranger.owner.actor }, input)).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });

  it('are the same for everybody who may see the shop, and for nobody from the moment they may not', async () => {
    const input = { shopId: business.shopId, ...WEEK };
    const { storeUser } = business.tenant;
    const at = { ...ctx, actor: storeUser.actor };
    const first = await shopMetrics(ctx, input);
    expect(await shopMetrics(at, input, await metricsVersion(at, input))).toBe(first);
    await database.db
      .deleteFrom('app_dashboard.user_shops')
      .where('user_id', '=', storeUser.id)
      .execute();
    await expect(metricsVersion(at, input)).rejects.toMatchObject({ code: 'not_found' });
    await expect(shopMetrics(at, input)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('have one version however their range was asked for', async () => {
    const { shopId } = business;
    const { range } = await shopMetrics(ctx, { shopId });
    const whole = await metricsVersion(ctx, { shopId, ...range });
    expect(await metricsVersion(ctx, { shopId })).toBe(whole);
    const future = { shopId, from: WEEK.from, to: '2026-12-31' };
    expect(await metricsVersion(ctx, future)).toBe(
      await metricsVersion(ctx, { ...future, to: '2026-11-20' }),
    );
  });

  it('do not pile up', () => {
    const remembered = rememberedMetrics<number>(database.db);
    for (let n = 0; n < 1_000; n += 1) remembered.set(`version ${n}`, n);
    expect([remembered.get('version 0'), remembered.get('version 999')]).toEqual([undefined, 999]);
  });
});
