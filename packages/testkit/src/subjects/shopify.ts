import { writeFile } from 'node:fs/promises';
import { negateAmount } from '@commerce/core';
import { shopify } from '@commerce/platforms/shopify';
import {
  type FailureKind,
  type FailureMatch,
  reachShopify,
  SHOP_PROFILES,
  startShopifySimulator,
} from '@commerce/simulators';
import { putFigure } from '../conformance/figures.ts';
import type {
  Failure,
  Figures,
  PlatformSubject,
  ProductQuery,
} from '../conformance/platform-subject.ts';
import type { TestClock } from '../test-clock.ts';

const STARTS_AT = '2026-11-19T18:00:00Z';
const profile = SHOP_PROFILES.find(({ taxesIncluded }) => !taxesIncluded);

const FAILURES: Readonly<Record<Failure, FailureKind>> = {
  rate_limited: 'http_429',
  unavailable: 'http_503',
  malformed: 'malformed',
  truncated: 'truncate',
  nothing_of_some: 'bulk_zero_rows',
};

const WHERE: Readonly<Partial<Record<Failure, FailureMatch['resource']>>> = {
  rate_limited: 'graphql',
  malformed: 'graphql',
  truncated: 'graphql',
};

/** Shopify over the simulated shop whose prices exclude tax, so that every figure has one reading. */
export const subject: PlatformSubject = {
  platform: shopify,
  startsAt: STARTS_AT,
  emptyAnswersToFail: 10_000,
  retryAfterMs: 2_000,
  reach: reachShopify,
  start: startShopifyAccount,
  figures,
  exportFile: async (exchanges, path) => {
    const orders = exchanges.find(({ url, body }) => url.includes('/__storage/') && body !== '');
    if (!orders) throw new Error('No bulk result was downloaded');
    await writeFile(path, orders.body);
    const tables = ['orders', 'order_line_items', 'transactions', 'order_ledger'];
    return {
      fileName: 'bulk.jsonl',
      options: {},
      tables: tables.map((name) => `core_warehouse.${name}`),
      without: ['source'],
    };
  },
};

/** The simulated shop, with the means to make things happen in it. */
export async function startShopifyAccount(clock: TestClock) {
  if (!profile) throw new Error('No simulated shop has prices without tax');
  const { domain } = profile;
  let now = new Date(STARTS_AT);
  const simulator = await startShopifySimulator({
    now: () => now,
    profiles: [profile],
    historyDays: 12,
    allowLoopbackWebhooks: true,
    bulk: { polls: 2, afterMs: 0 },
    rateLimit: { maximumAvailable: 1_000_000, restoreRate: 1_000_000 },
  });
  const { control } = simulator;
  const { clientId, clientSecret } = control.credentials(domain);
  return {
    domain,
    control,
    origin: simulator.origin,
    config: { shop_domain: domain },
    credentials: { client_id: clientId, client_secret: clientSecret },
    failNext(failure: Failure, times: number) {
      control.failNext({
        kind: FAILURES[failure],
        times,
        match: { domain, ...(WHERE[failure] && { resource: WHERE[failure] }) },
      });
    },
    clearFailures: () => control.clearFailures(),
    refuseAccess() {
      control.revokeToken(domain);
      control.failNext({
        kind: 'http_401',
        times: 10_000,
        match: { domain, resource: 'token' },
      });
    },
    changeLate() {
      const paid = control.orders(domain).find((order) => order.refunds.length === 0);
      now = new Date(Math.max(now.getTime(), clock.now().getTime()) + 2 * 86_400_000);
      control.advance({});
      if (paid) control.refundOrder(domain, paid.id);
      clock.set(now.toISOString());
      clock.advance(1000);
    },
    truth: (): Figures => {
      const truth: Figures = {};
      for (const day of control.truth(domain).days) {
        putFigure(truth, day.day, 'orders', day.orders);
        putFigure(truth, day.day, 'gross', day.gross);
        putFigure(truth, day.day, 'discounts', day.discounts);
        putFigure(truth, day.day, 'refunds', day.refunds);
        putFigure(truth, day.day, 'net', day.net);
        putFigure(truth, day.day, 'shipping', day.shipping);
        putFigure(truth, day.day, 'tax', day.tax);
        putFigure(truth, day.day, 'tips', day.tips);
        putFigure(truth, day.day, 'gift_cards', day.giftCards);
        putFigure(truth, day.day, 'goodwill', day.goodwill);
        putFigure(truth, day.day, 'fees', day.returnFees);
      }
      return truth;
    },
    close: () => simulator.close(),
  };
}

async function figures({ shopId, connectorId, rows }: ProductQuery): Promise<Figures> {
  const found: Figures = {};
  const days = await rows(
    `select day, orders::text, gross_sales, discounts, refunds, net_sales, shipping, tax, tips,
       gift_cards, adjustments, duties_and_fees
     from reporting.daily_revenue_rollup
     where shop_id = $1 and connector_id = $2 and basis = 'event'`,
    [shopId, connectorId],
  );
  for (const row of days) {
    const day = row.day ?? '';
    putFigure(found, day, 'orders', row.orders);
    putFigure(found, day, 'gross', row.gross_sales);
    putFigure(found, day, 'discounts', row.discounts);
    putFigure(found, day, 'refunds', row.refunds);
    putFigure(found, day, 'net', row.net_sales);
    putFigure(found, day, 'shipping', row.shipping);
    putFigure(found, day, 'tax', row.tax);
    putFigure(found, day, 'tips', row.tips);
    putFigure(found, day, 'gift_cards', row.gift_cards);
    putFigure(found, day, 'goodwill', negateAmount(row.adjustments ?? '0'));
    putFigure(found, day, 'fees', row.duties_and_fees);
  }
  return found;
}
