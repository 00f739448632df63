import type { Day } from '../days.ts';
import type { EntityLevel } from '../glossary.ts';
import type { KpiProfile } from '../profiles/profile.ts';
import type { HistoryMetric } from './history.ts';

/**
 * Days before a judged moment that must be loaded: the longest window of a rule (eight weeks) and the
 * final days the maturity of conversions is measured on.
 */
export const REPLAY_LOOKBACK_DAYS = 63;

/**
 * Everything recorded of one account that moments of a period can be judged with: what is known now,
 * and since when. Instants are epoch milliseconds, amounts and counts whole ten-thousandths below 2^53
 * (13.5 is 135000), NaN was not reported.
 *
 * Load the days from `REPLAY_LOOKBACK_DAYS` before the first moment up to the day of the last one, for a
 * backtest further up to today (its outcomes read the final numbers). Load the levels the template names in
 * `levels` and `reads`, and always the campaign level: maturity is measured there.
 */
export interface ReplayInput {
  connectorId: string;
  platform: string;
  accountName: string;
  currency: string;
  /** The account's, IANA. */
  timezone: string;
  maxStalenessMinutes: number;
  /** Every day of the columns, ascending, without gaps; account days. */
  days: readonly Day[];
  /**
   * When anything of the account was first read. From here on values count as they were recorded. At
   * moments before it nobody wrote down what was known, so it is reconstructed. null = never read.
   */
  recordedFrom: number | null;
  /** Every complete read of the account, or only the last one for a judgement of now. */
  reads: CompleteReads;
  entities: readonly ReplayEntity[];
  rows: CellRows;
  /** Noticed changes of ad objects, in the order of `observedAt` (and of their ids where it is equal). */
  changes: readonly ReplayChange[];
}

/**
 * At `known` it was known how the account stood up to `until`; both ascending, of equal length. A sync that began
 * at 9:00 and ended at 9:02 is known from 9:02 and speaks until 9:00; a file is known from its import and speaks
 * until the end of its last day.
 */
export interface CompleteReads {
  known: Float64Array;
  until: Float64Array;
}

/** Reads in any order as a replay takes them: what an older or smaller one says does not take back a newer one. */
export function completeReads(reads: Iterable<{ known: number; until: number }>): CompleteReads {
  const sorted = [...reads].sort((a, b) => a.known - b.known);
  let latest = Number.NEGATIVE_INFINITY;
  return {
    known: Float64Array.from(sorted, ({ known }) => known),
    until: Float64Array.from(sorted, ({ until }) => (latest = Math.max(latest, until))),
  };
}

/** An ad object as it is known now. */
export interface ReplayEntity {
  level: EntityLevel;
  id: string;
  name: string;
  parentId: string | null;
  campaignId: string | null;
  status: string | null;
  effectiveStatus: string | null;
  /** Ten-thousandths of the account's currency; null where the object holds no such budget. */
  dailyBudget: number | null;
  lifetimeBudget: number | null;
  startsAt: number | null;
  endsAt: number | null;
  objective: string | null;
  createdAt: number | null;
  /** null = always known. */
  firstObservedAt: number | null;
  /** The effective one, see `resolveProfile`. */
  profile: KpiProfile;
  facts: Readonly<Record<string, string | null>>;
}

/** A field that changed, as noticed. Values as text, budgets as decimal strings in major units (as core_warehouse.entity_changes keeps them). */
export interface ReplayChange {
  /** Index into `entities`. */
  entity: number;
  /** status, effective_status, daily_budget, lifetime_budget, name; others are ignored. */
  field: string;
  before: string | null;
  after: string | null;
  observedAt: number;
}

/**
 * Every value that a cell (object, day) ever had, one row each, in any order; columns of equal length of
 * which the first `length` places count. What holds now has `supersededAt` Infinity. The intervals
 * [observedAt, supersededAt) of a cell do not overlap.
 */
export interface CellRows {
  length: number;
  /** Index into `entities`. */
  entity: Int32Array;
  /** Index into `days`. */
  day: Int32Array;
  observedAt: Float64Array;
  supersededAt: Float64Array;
  /** Only the metrics that were loaded; what is absent counts as not reported. `spend` and `conversions` and `conversion_value` are always needed. */
  metrics: Partial<Record<HistoryMetric, Float64Array>>;
}
