import { writeFile } from 'node:fs/promises';
import { formatAmount } from '@commerce/core';
import { meta } from '@commerce/platforms/meta';
import { type Fault, SHOP_PROFILES, startMetaSimulator } from '@commerce/simulators';
import { putFigure } from '../conformance/figures.ts';
import type {
  Failure,
  Figures,
  PlatformSubject,
  ProductQuery,
  RecordedBody,
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
  exportFile: exportCampaigns,
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

interface WireRow {
  campaign_id: string;
  campaign_name: string;
  adset_id?: string;
  date_start: string;
  account_currency: string;
  attribution_setting?: string;
  spend?: string;
  impressions?: string;
  clicks?: string;
  inline_link_clicks?: string;
  actions?: { action_type: string; value: string }[];
  action_values?: { action_type: string; value: string }[];
}

const PURCHASE = 'omni_purchase';
const purchase = (list: WireRow['actions']): string =>
  list?.find(({ action_type }) => action_type === PURCHASE)?.value ?? '';

/** `7d_click_1d_view` as Ads Manager writes it: `7-day click or 1-day view`. */
const settingInWords = (setting: string): string =>
  [...setting.matchAll(/(\d+)d_(click|view)/g)]
    .map(([, days, event]) => `${days}-day ${event}`)
    .join(' or ');

/** The campaign report by day as Ads Manager would save it, of the rows the API sent. */
async function exportCampaigns(exchanges: readonly RecordedBody[], path: string) {
  const rows = exchanges
    .filter(({ url }) => url.includes('/insights'))
    .flatMap(({ body }) => (JSON.parse(body) as { data?: WireRow[] }).data ?? [])
    .filter((row) => row.campaign_id && !row.adset_id);
  const currency = rows[0]?.account_currency ?? '';
  const headings = ['Day', 'Campaign ID', 'Campaign name', `Amount spent (${currency})`];
  headings.push('Impressions', 'Clicks (all)', 'Link clicks');
  headings.push('Purchases', 'Purchases conversion value', 'Attribution setting');
  const lines = rows.map((row) => [
    ...[row.date_start, row.campaign_id, row.campaign_name, row.spend],
    ...[row.impressions, row.clicks, row.inline_link_clicks],
    ...[purchase(row.actions), purchase(row.action_values)],
    settingInWords(row.attribution_setting ?? ''),
  ]);
  const cell = (value: string | undefined) => `"${(value ?? '').replaceAll('"', '""')}"`;
  await writeFile(path, [headings, ...lines].map((line) => line.map(cell).join(',')).join('\n'));
  return {
    fileName: 'campaigns.csv',
    options: { level: 'campaign' },
    tables: ['core_warehouse.metrics_daily'],
    where: "level = 'campaign'",
    // Columns that were not chosen in the report, and what only the API says.
    without: [
      ...['source', 'metrics_json', 'attribution_setting', 'reach', 'frequency'],
      ...['landing_page_views', 'add_to_cart', 'initiate_checkout', 'leads', 'conversion_action'],
    ],
  };
}
