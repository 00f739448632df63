import { formatAmount } from '@commerce/core';
import { meta } from '@commerce/platforms/meta';
import { type Fault, SHOP_PROFILES, startMetaSimulator } from '@commerce/simulators';
import { putFigure } from '../conformance/figures.ts';
import type {
  Failure,
  Figures,
  PlatformSubject,
  ProductQuery,
} from '../conformance/platform-subject.ts';
import type { TestClock } from '../test-clock.ts';

const STARTS_AT = '2026-11-20T03:00:00Z';
/** First day of the one month of history that is read. */
const FIRST_DAY = '2026-10-21';
const RETRY_AFTER_MINUTES = 5;
const [profile] = SHOP_PROFILES;

const FAULTS: Readonly<Record<Failure, Fault>> = {
  rate_limited: { kind: 'buc', amount: RETRY_AFTER_MINUTES, match: { path: '/insights' } },
  unavailable: { kind: 'transient' },
  malformed: { kind: 'malformed' },
  truncated: { kind: 'truncate' },
  nothing_of_some: { kind: 'empty_data', match: { path: '/insights' } },
};

/** Meta over the simulated Korean ad account, whose currency has no minor unit. */
export const subject: PlatformSubject = {
  platform: meta,
  startsAt: STARTS_AT,
  emptyAnswersToFail: 1,
  retryAfterMs: RETRY_AFTER_MINUTES * 60_000,
  reach: (origin) => (url) => new URL(`${origin}${url.pathname}${url.search}`),
  start,
  figures,
  exportFile: null,
};

async function start(clock: TestClock) {
  if (!profile) throw new Error('There is no simulated ad account');
  const account = profile.adAccountId;
  let now = new Date(STARTS_AT);
  const simulator = await startMetaSimulator({
    now: () => now,
    profiles: [profile],
    historyDays: 40,
  });
  const { control } = simulator;
  return {
    origin: simulator.origin,
    config: { ad_account_id: account, history_months: 1 },
    credentials: { access_token: simulator.accessToken },
    failNext: (failure: Failure, times: number) => control.failNext({ ...FAULTS[failure], times }),
    clearFailures: () => control.clearFaults(),
    refuseAccess: () => control.expireToken(),
    changeLate() {
      now = new Date(Math.max(now.getTime(), clock.now().getTime()) + 2 * 86_400_000);
      clock.set(now.toISOString());
    },
    truth(): Figures {
      const truth: Figures = {};
      const { rows, offset, today } = control.truth(account, { from: FIRST_DAY });
      const money = (minor: bigint) => formatAmount((minor * 10_000n) / BigInt(offset));
      for (const { level, id, day, known } of rows) {
        if (day > today) continue;
        const key = `${level} ${id} ${day}`;
        putFigure(truth, key, 'spend', money(known.spendMinor));
        putFigure(truth, key, 'impressions', known.impressions);
        putFigure(truth, key, 'clicks', known.clicks);
        putFigure(truth, key, 'link_clicks', known.linkClicks);
        putFigure(truth, key, 'purchases', known.purchases);
        putFigure(truth, key, 'value', money(known.purchaseValueMinor));
      }
      return truth;
    },
    close: () => simulator.close(),
  };
}

async function figures({ shopId, connectorId, rows }: ProductQuery): Promise<Figures> {
  const found: Figures = {};
  const metrics = await rows(
    `select level, entity_id, day, spend, impressions::text, clicks::text, link_clicks::text, conversions,
       conversion_value
     from core_warehouse.metrics_daily where shop_id = $1 and connector_id = $2`,
    [shopId, connectorId],
  );
  for (const row of metrics) {
    const key = `${row.level} ${row.entity_id} ${row.day}`;
    putFigure(found, key, 'spend', row.spend);
    putFigure(found, key, 'impressions', row.impressions);
    putFigure(found, key, 'clicks', row.clicks);
    putFigure(found, key, 'link_clicks', row.link_clicks);
    putFigure(found, key, 'purchases', row.conversions);
    putFigure(found, key, 'value', row.conversion_value);
  }
  return found;
}
