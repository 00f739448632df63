import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness, metrics, orders, write } from '../test/small-business.ts';
import { shopMetrics } from './shop-metrics.ts';

const DAYS = ['2026-11-12', '2026-11-13'] as const;
const RANGE = { from: DAYS[0], to: DAYS[1] };

describe.each(testEngines())('MER of a day on %s', (engine) => {
  let database: TestDatabase;
  let ctx: EngineContext;
  let shopId: string;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    const { db } = database;
    const accounts = [{ currency: 'KRW' }, { currency: 'KRW' }];
    const { tenant, sales, ads, ...business } = await createSmallBusiness(db, accounts);
    shopId = business.shopId;
    const clock = createTestClock('2026-11-20T03:00:00Z');
    ctx = createTestContext({ db, platforms: [], clock, actor: tenant.owner.actor });
    for (const day of DAYS) {
      await write(db, sales, orders({ id: day, day, events: [{ gross: 300_000 }] }));
      const spent = { level: 'account', entity_id: '0', day, spend: '100000' } as const;
      await write(db, ads[0]!, metrics(spent));
    }
    await db
      .updateTable('app_dashboard.connectors')
      .set({ collected_from: DAYS[1] })
      .where('id', '=', ads[1]!.connectorId)
      .execute();
  });
  afterAll(() => database.close());

  const daily = async () =>
    (await shopMetrics(ctx, { shopId, ...RANGE })).daily.map((point) => [
      point.state,
      point.revenue,
      point.ad_spend,
      point.mer,
    ]);

  it('is empty where an account was not collected, whatever the others spent', async () => {
    expect(await daily()).toEqual([
      ['not_collected', '300000', '100000', null],
      ['final', '300000', '100000', '3'],
    ]);
  });

  it('is empty where sales were not collected, also beside an order that is there', async () => {
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ collected_from: '2026-11-14' })
      .where('shop_id', '=', shopId)
      .where('kind', '=', 'sales')
      .execute();
    expect((await daily()).map(([, revenue, , mer]) => [revenue, mer])).toEqual([
      ['300000', null],
      ['300000', null],
    ]);
  });
});
