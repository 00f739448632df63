import type { Day } from '../days.ts';
import type { EntityLevel } from '../glossary.ts';
import type { KpiProfile } from '../profiles/profile.ts';
import type { MaturityCurve } from './maturity.ts';

/** Metrics of which a history holds a column. */
export const HISTORY_METRICS = [
  'spend',
  'impressions',
  'reach',
  'frequency',
  'clicks',
  'link_clicks',
  'landing_page_views',
  'add_to_cart',
  'initiate_checkout',
  'leads',
  'conversions',
  'conversion_value',
] as const;
export type HistoryMetric = (typeof HISTORY_METRICS)[number];

/**
 * One value a day, index = day − `days[0]` of the history. Every value is a whole number of
 * ten-thousandths below 2^53 (13.5 is 135000), so sums are exact; NaN was not reported.
 */
export type DaySeries = Float64Array;

/** An ad object as it was known at `asOf`. Budgets in ten-thousandths of the account's currency. */
export interface HistoryEntity {
  level: EntityLevel;
  id: string;
  name: string;
  parentId: string | null;
  campaignId: string | null;
  status: string | null;
  effectiveStatus: string | null;
  dailyBudget: number | null;
  lifetimeBudget: number | null;
  /** Epoch milliseconds; null = not stated. */
  startsAt: number | null;
  endsAt: number | null;
  /** When its status or a budget last changed as noticed by `asOf`, epoch milliseconds; null = not since it is recorded. */
  changedAt: number | null;
  objective: string | null;
  profile: KpiProfile;
  metrics: Record<HistoryMetric, DaySeries>;
  /** keyword text and match type, campaign name and other facts rules may show. */
  facts: Readonly<Record<string, string | null>>;
}

/** What was known of one account at one moment: everything a rule may look at. */
export interface AccountHistory {
  connectorId: string;
  platform: string;
  accountName: string;
  currency: string;
  timezone: string;
  /** The moment; ISO 8601. */
  asOf: string;
  /** Account day of `asOf`. */
  today: Day;
  /** Every day of the columns, ascending. */
  days: readonly Day[];
  /** Index of the last day that was over in the account's timezone when the account was last read; rules judge up to here. Later cells are partial and not to be read. -1 = none. */
  end: number;
  /** Days from `days[0]` to `today`; lies beyond the columns when they end before it. */
  todayIndex: number;
  /** First day with figures, at most REPLAY_LOOKBACK_DAYS ago; what lies before is not looked at. */
  start: number;
  /** By level, one count a day: above 0 where any object of the level has figures. On such a day an object without figures had no delivery to report; on any other nobody knows. */
  collected: Readonly<Partial<Record<EntityLevel, Int32Array>>>;
  /** When the account was last read completely; null = never. ISO 8601. */
  lastSyncedAt: string | null;
  maxStalenessMinutes: number;
  maturity: MaturityCurve;
  /** `reconstructed`: nobody recorded what was known at `asOf`; it was derived from later readings. */
  basis: 'recorded' | 'reconstructed';
  entities: readonly HistoryEntity[];
}
