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

interface Bag {
  shopMoney: { amount: string };
}
interface RawOrder {
  processedAt: string;
  test: boolean;
  cancelledAt: string | null;
  currentTotalPriceSet: Bag;
  agreements: {
    happenedAt: string;
    /** Absent where the agreement has none. */
    sales?: {
      lineType: string;
      totalAmount: Bag;
      totalTaxAmount: Bag | null;
    }[];
  }[];
}

let database: TestDatabase;
let simulator: ShopifySimulator;
let transport: Transport & { close(): Promise<void> };

beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startShopifySimulator({
    now: () => new Date(STARTS_AT),
    historyDays: 14,
    seed: 'books',
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

/** Thousandths: no shop's currency has more than three decimals. */
function thousandths(text: string): number {
  const [whole = '', part = ''] = text.replace('-', '').split('.');
  const units = Number(whole) * 1000 + Number(part.padEnd(3, '0').slice(0, 3));
  return text.startsWith('-') ? -units : units;
}
const inShop = (bag: Bag | null): number => (bag === null ? 0 : thousandths(bag.shopMoney.amount));

type Sums = Record<'orders' | 'net' | 'shipping' | 'tax' | 'gift_cards' | 'total', number>;

/** Both time bases, added up from the stored raw payloads alone; a sale is signed as it was sent. */
function booksOf(orders: readonly RawOrder[], timezone: string): Record<string, Sums> {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone });
  const books: Record<string, Sums> = {};
  const on = (basis: string, instant: string): Sums =>
    (books[`${basis} ${local.format(new Date(instant))}`] ??= {
      orders: 0,
      net: 0,
      shipping: 0,
      tax: 0,
      gift_cards: 0,
      total: 0,
    });
  for (const order of orders) {
    if (order.test || order.cancelledAt !== null) continue;
    on('order', order.processedAt).orders += 1;
    on('event', order.processedAt).orders += 1;
    let owed = 0;
    for (const { happenedAt, sales } of order.agreements) {
      for (const { lineType, totalAmount, totalTaxAmount } of sales ?? []) {
        const amount = inShop(totalAmount);
        const tax = inShop(totalTaxAmount);
        owed += amount;
        for (const sums of [on('order', order.processedAt), on('event', happenedAt)]) {
          if (lineType === 'GIFT_CARD') {
            sums.gift_cards += amount;
            continue;
          }
          sums.total += amount;
          sums.tax += tax;
          if (lineType === 'PRODUCT') sums.net += amount - tax;
          if (lineType === 'SHIPPING') sums.shipping += amount - tax;
        }
      }
    }
    expect(owed).toBe(inShop(order.currentTotalPriceSet));
  }
  return books;
}

const hasFigures = (sums: Sums): boolean => Object.values(sums).some((value) => value !== 0);

it('figures of both time bases can be added up again from the raw payloads', async () => {
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
  await tick(ctx, { concurrency: 2 });

  for (const { id, timezone } of tenant.shops) {
    const raw = await database.db
      .selectFrom('staging_ingest.shopify_orders_raw')
      .select('payload')
      .where('shop_id', '=', id)
      .execute();
    const orders = raw.map(({ payload }) =>
      typeof payload === 'string' ? (JSON.parse(payload) as RawOrder) : (payload as never),
    );
    expect(orders.length).toBeGreaterThan(10);
    const days = await database.db
      .selectFrom('reporting.daily_revenue')
      .select([
        'basis',
        'day',
        'orders',
        'net_sales',
        'shipping',
        'tax',
        'gift_cards',
        'total_sales',
      ])
      .where('shop_id', '=', id)
      .execute();
    const shown = days.map((day): [string, Sums] => [
      `${day.basis} ${day.day}`,
      {
        orders: Number(day.orders),
        net: thousandths(String(day.net_sales)),
        shipping: thousandths(String(day.shipping)),
        tax: thousandths(String(day.tax)),
        gift_cards: thousandths(String(day.gift_cards)),
        total: thousandths(String(day.total_sales)),
      },
    ]);
    const books = Object.entries(booksOf(orders, timezone)).filter(([, sums]) => hasFigures(sums));
    expect(Object.fromEntries(shown.filter(([, sums]) => hasFigures(sums)))).toEqual(
      Object.fromEntries(books),
    );
  }
}, 120_000);
