import { addAmounts } from './figures.ts';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { connectAccount, tick } from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import { shopify } from '@commerce/platforms/shopify';
import {
  reachShopify,
  SHOP_PROFILES,
  type ShopifySimulator,
  startShopifySimulator,
} from '@commerce/simulators';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTenant } from '../create-tenant.ts';
import { createTestClock } from '../test-clock.ts';
import { createTestContext } from '../create-test-context.ts';

const STARTS_AT = '2026-11-20T03:00:00Z';

let database: TestDatabase;
let simulator: ShopifySimulator;
let transport: Transport & { close(): Promise<void> };

beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startShopifySimulator({
    now: () => new Date(STARTS_AT),
    historyDays: 14,
    bulk: { polls: 1, afterMs: 0 },
    rateLimit: { maximumAvailable: 1_000_000, restoreRate: 1_000_000 },
  });
  transport = createHttpTransport({ rewrite: reachShopify(simulator.origin) });
});
afterAll(async () => {
  await transport.close();
  await simulator.close();
  await database.close();
});

it('shops of four currencies and timezones, with and without tax in their prices, agree with their own books', async () => {
  const tenant = await createTenant(database.db, { shops: SHOP_PROFILES });
  const clock = createTestClock(STARTS_AT);
  const ctx = createTestContext({ db: database.db, platforms: [shopify], clock, transport });
  for (const [index, { domain }] of SHOP_PROFILES.entries()) {
    const { clientId, clientSecret } = simulator.control.credentials(domain);
    await connectAccount(ctx, {
      shopId: tenant.shops[index]?.id ?? '',
      platform: 'shopify',
      config: { shop_domain: domain },
      credentials: { client_id: clientId, client_secret: clientSecret },
      simulated: true,
    });
  }
  const report = await tick(ctx, { concurrency: 2 });
  expect(report.runs).toMatchObject({ succeeded: 4, failed: 0 });

  for (const [index, { domain, taxesIncluded }] of SHOP_PROFILES.entries()) {
    const days = await database.db
      .selectFrom('reporting.daily_revenue')
      .select(['day', 'orders', 'total_sales', 'tax', 'gift_cards'])
      .where('shop_id', '=', tenant.shops[index]?.id ?? '')
      .where('basis', '=', 'event')
      .orderBy('day')
      .execute();
    const shown = days.map((day) => ({
      day: day.day,
      orders: day.orders,
      total: addAmounts(day.total_sales),
      tax: addAmounts(day.tax),
      giftCards: addAmounts(day.gift_cards),
    }));
    const books = simulator.control.truth(domain).days.map((day) => ({
      day: day.day,
      orders: day.orders,
      // A price on the shop's own basis holds its tax or it does not.
      total: addAmounts(
        ...[day.net, day.shipping, day.tips, day.returnFees, `-${day.goodwill}`],
        taxesIncluded ? '0' : day.tax,
      ),
      tax: addAmounts(day.tax),
      giftCards: addAmounts(day.giftCards),
    }));
    expect(shown, domain).toEqual(books.filter(hasFigures));
  }
});

const hasFigures = ({ orders, total, tax, giftCards }: Record<string, unknown>): boolean =>
  orders !== 0 || total !== '0' || tax !== '0' || giftCards !== '0';
