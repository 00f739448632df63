import { addDays, type Day, DAY, daysBetween } from './days.ts';
import { arrivedPpm } from './delivery.ts';
import { entityId } from './ids.ts';
import type { Level } from './entities.ts';

export interface GeneratedRowsInput {
  accountId: string;
  level: Exclude<Level, 'account'> | 'account';
  /** Objects at the level; each has a row on every day. */
  entities: number;
  /** First and last day, both inclusive. */
  from: Day;
  to: Day;
  seed: string;
  /** Conversions that had not arrived by this instant are missing; left out = final values. */
  asOf?: Date;
  currency?: string;
}

export interface GeneratedRow {
  account_id: string;
  account_currency: string;
  campaign_id?: string;
  adset_id?: string;
  ad_id?: string;
  attribution_setting: string;
  impressions: string;
  reach: string;
  clicks: string;
  inline_link_clicks: string;
  spend: string;
  actions: { action_type: string; value: string }[];
  action_values?: { action_type: string; value: string }[];
  date_start: Day;
  date_stop: Day;
}

/**
 * Daily insights rows in any quantity without storing them: day by day, then object by object.
 * Money is in whole major units, so that it fits every currency.
 */
export function* insightsRows(input: GeneratedRowsInput): Generator<GeneratedRow> {
  const days = daysBetween(input.from, input.to);
  const next = generator(input.seed);
  for (let d = 0; d <= days; d++) {
    const day = addDays(input.from, d);
    const dayEnd = Date.parse(`${day}T00:00:00Z`) + DAY;
    const arrived = input.asOf ? arrivedPpm(dayEnd, input.asOf.getTime()) : 1_000_000;
    for (let i = 1; i <= input.entities; i++) yield row(input, day, i, next, arrived);
  }
}

/** Ten ads share an ad set, and four ad sets a campaign. */
function identity(input: GeneratedRowsInput, index: number) {
  const { accountId, level } = input;
  if (level === 'account') return {};
  if (level === 'campaign') return { campaign_id: entityId(accountId, 'campaign', index) };
  const adset = level === 'adset' ? index : Math.ceil(index / 10);
  return {
    campaign_id: entityId(accountId, 'campaign', Math.ceil(adset / 4)),
    adset_id: entityId(accountId, 'adset', adset),
    ...(level === 'ad' ? { ad_id: entityId(accountId, 'ad', index) } : {}),
  };
}

function row(
  input: GeneratedRowsInput,
  day: Day,
  index: number,
  next: () => number,
  arrivedPart: number,
): GeneratedRow {
  const impressions = 200 + (next() % 20_000);
  const clicks = Math.floor((impressions * (5 + (next() % 25))) / 1000);
  const links = Math.floor(clicks * 0.75);
  const finalPurchases = next() % 7;
  const unitValue = 10 + (next() % 90);
  const purchases = Math.floor((finalPurchases * arrivedPart) / 1_000_000);
  const value = String(purchases * unitValue);
  const types = ['omni_purchase', 'purchase', 'offsite_conversion.fb_pixel_purchase'];
  return {
    account_id: input.accountId,
    account_currency: input.currency ?? 'USD',
    ...identity(input, index),
    attribution_setting: '7d_click_1d_view',
    impressions: String(impressions),
    reach: String(Math.ceil(impressions * 0.8)),
    clicks: String(clicks),
    inline_link_clicks: String(links),
    spend: String(1 + Math.floor((impressions * (3 + (next() % 9))) / 1000)),
    actions: [
      { action_type: 'link_click', value: String(links) },
      ...(purchases > 0
        ? types.map((type) => ({ action_type: type, value: String(purchases) }))
        : []),
    ],
    ...(purchases > 0
      ? { action_values: types.map((type) => ({ action_type: type, value })) }
      : {}),
    date_start: day,
    date_stop: day,
  };
}

/** A small xorshift; string-keyed randomness per row would dominate a benchmark. */
function generator(seed: string): () => number {
  let state = 2166136261;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 16777619);
  state = state | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
