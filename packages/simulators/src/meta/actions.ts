import type { AttributionSetting } from './entities.ts';
import type { InsightsQuery } from './insights-query.ts';
import { currencyOffset, majorUnits, ratio } from './money.ts';
import { asBigints, attributed, type Events, type Totals, type Windows } from './totals.ts';

export interface ActionItem {
  action_type: string;
  value: string;
  [window: string]: string;
}

/** The same storefront events under every name the platform reports them by. */
const STOREFRONT = [
  {
    kind: 'viewContent',
    valued: false,
    types: ['view_content', 'omni_view_content', 'offsite_conversion.fb_pixel_view_content'],
  },
  {
    kind: 'addToCart',
    valued: true,
    types: ['add_to_cart', 'omni_add_to_cart', 'offsite_conversion.fb_pixel_add_to_cart'],
  },
  {
    kind: 'initiateCheckout',
    valued: true,
    types: [
      'initiate_checkout',
      'omni_initiated_checkout',
      'offsite_conversion.fb_pixel_initiate_checkout',
    ],
  },
  {
    kind: 'purchase',
    valued: true,
    types: [
      'purchase',
      'omni_purchase',
      'offsite_conversion.fb_pixel_purchase',
      'onsite_web_purchase',
    ],
  },
] as const;

const ACCOUNT_SETTING: AttributionSetting = '7d_click_1d_view';

export function actionList(
  field: string,
  query: InsightsQuery,
  totals: Totals,
): unknown[] | undefined {
  switch (field) {
    case 'actions':
      return present([...onPlatform(query, totals), ...storefront(query, totals, 'count')]);
    case 'action_values':
      return present(storefront(query, totals, 'value'));
    case 'cost_per_action_type':
      return present(costs(query, totals));
    case 'outbound_clicks':
      return present(plain(query, 'outbound_click', totals.outboundClicks));
    case 'outbound_clicks_ctr':
      return totals.outboundClicks > 0
        ? [single('outbound_click', percent(totals.outboundClicks, totals.impressions))]
        : undefined;
    case 'website_ctr':
      return totals.linkClicks > 0
        ? [single('link_click', percent(totals.linkClicks, totals.impressions))]
        : undefined;
    case 'cost_per_outbound_click':
      return totals.outboundClicks > 0
        ? [single('outbound_click', perUnit(query, totals, totals.outboundClicks))]
        : undefined;
    case 'results':
    case 'objective_results':
      return results(query, totals);
    default:
      return undefined;
  }
}

/** Meta's own ratio; absent without purchases, and where the settings below differ. */
export function roasList(field: string, query: InsightsQuery, totals: Totals) {
  if (field === 'mobile_app_purchase_roas' || totals.spend <= 0n) return undefined;
  const setting = settingOf(query, totals);
  const value = setting ? attributed(totals.purchase.value, setting) : 0n;
  if (value <= 0n) return undefined;
  const type = field === 'purchase_roas' ? 'omni_purchase' : 'offsite_conversion.fb_pixel_purchase';
  return [single(type, ratio(value, totals.spend))];
}

const VIDEO_SHARE: Record<string, number> = {
  video_play_actions: 1,
  video_p25_watched_actions: 0.52,
  video_p50_watched_actions: 0.31,
  video_p75_watched_actions: 0.19,
  video_p95_watched_actions: 0.13,
  video_p100_watched_actions: 0.11,
  video_thruplay_watched_actions: 0.24,
  video_15_sec_watched_actions: 0.22,
  video_30_sec_watched_actions: 0.12,
  video_continuous_2_sec_watched_actions: 0.63,
};

export function videoList(field: string, totals: Totals): ActionItem[] | undefined {
  const count = Math.floor(totals.videoViews * (VIDEO_SHARE[field] ?? 0));
  return count > 0 ? [single('video_view', String(count))] : undefined;
}

function onPlatform(query: InsightsQuery, totals: Totals): ActionItem[] {
  const counts: [string, number][] = [
    ['link_click', totals.linkClicks],
    ['landing_page_view', totals.landingPageViews],
    ['post_engagement', totals.postEngagement],
    ['page_engagement', totals.postEngagement],
    ['post_reaction', totals.reactions],
    ['video_view', totals.videoViews],
  ];
  return counts.flatMap(([type, count]) => plain(query, type, count));
}

function plain(query: InsightsQuery, type: string, count: number): ActionItem[] {
  if (count === 0) return [];
  const windows = query.windows.filter((name) => name.endsWith('_click'));
  return [
    {
      ...single(type, String(count)),
      ...Object.fromEntries(windows.map((w) => [w, String(count)])),
    },
  ];
}

function storefront(query: InsightsQuery, totals: Totals, part: keyof Events): ActionItem[] {
  return STOREFRONT.filter((item) => part === 'count' || item.valued).flatMap((item) => {
    const { count, value } = totals[item.kind];
    const windows = part === 'count' ? asBigints(count) : value;
    const text = (n: bigint) =>
      part === 'count' ? String(n) : majorUnits(n, query.account.currency);
    const measured = measure(query, settingOf(query, totals), windows, text);
    return measured ? item.types.map((type) => ({ action_type: type, ...measured })) : [];
  });
}

/** `value` and the requested window keys; null when the platform would leave the type out. */
function measure(
  query: InsightsQuery,
  setting: AttributionSetting | null,
  windows: Windows<bigint>,
  text: (n: bigint) => string,
): { value: string; [window: string]: string } | null {
  if (!setting && query.windows.length === 0) return null;
  const { c1, c7, c28, v1 } = windows;
  const byName = new Map([
    ['1d_click', c1],
    ['7d_click', c1 + c7],
    ['28d_click', c1 + c7 + c28],
    ['1d_view', v1],
  ]);
  const asked = query.windows
    .map((name) => ({ name, amount: byName.get(name) ?? 0n }))
    .filter(({ amount }) => amount > 0n);
  const widest = asked
    .filter(({ name }) => name.endsWith('_click'))
    .reduce((most, { amount }) => (amount > most ? amount : most), 0n);
  const views = asked.find(({ name }) => name === '1d_view')?.amount ?? 0n;
  const value = setting ? attributed(windows, setting) : widest + views;
  if (value === 0n && asked.length === 0) return null;
  const keys = asked.map(({ name, amount }) => [name, text(amount)] as const);
  return { value: text(value), ...Object.fromEntries(keys) };
}

/** The one setting that `value` follows; null when the objects below do not agree. */
function settingOf(query: InsightsQuery, totals: Totals): AttributionSetting | null {
  if (query.useAccountSetting) return ACCOUNT_SETTING;
  const [first, second] = [...totals.attributions];
  return second === undefined ? (first ?? ACCOUNT_SETTING) : null;
}

function costs(query: InsightsQuery, totals: Totals): ActionItem[] {
  const counted = [...onPlatform(query, totals), ...storefront(query, totals, 'count')];
  return counted
    .filter((item) => Number(item.value) > 0)
    .map((item) => single(item.action_type, perUnit(query, totals, Number(item.value))));
}

function results(query: InsightsQuery, totals: Totals): unknown[] | undefined {
  const setting = settingOf(query, totals);
  const count = setting ? attributed(asBigints(totals.purchase.count), setting) : 0n;
  if (count === 0n) return undefined;
  return [
    {
      indicator: 'actions:offsite_conversion.fb_pixel_purchase',
      values: [{ value: String(count), attribution_windows: ['default'] }],
    },
  ];
}

function perUnit(query: InsightsQuery, totals: Totals, count: number): string {
  return ratio(totals.spend, BigInt(count) * BigInt(currencyOffset(query.account.currency)));
}

function percent(part: number, whole: number): string {
  return ratio(BigInt(part) * 100n, BigInt(Math.max(1, whole)));
}

function single(type: string, value: string): ActionItem {
  return { action_type: type, value };
}

function present<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}
