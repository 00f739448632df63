import type { FieldChange, ProposalKind } from '../actions/action.ts';
import type { Risk } from '../actions/states.ts';
import type { Day, DayRange } from '../days.ts';
import type { EntityLevel } from '../glossary.ts';
import type { Reason } from './finding.ts';

/**
 * What the final numbers say about a firing, over the days after it: at most 14, until the replay ends or
 * somebody stopped the object anyway. Amounts are decimal strings in the account's currency.
 */
export interface FiringOutcome {
  /** Account days looked at; null when none is final enough yet. */
  days: DayRange | null;
  spend_after: string | null;
  conversions_after: string | null;
  value_after: string | null;
  /**
   * Spend that would not have happened (negative: more would have been spent) and the conversion value
   * that would have been missed for it (negative: won), on days that no earlier firing about the object
   * counted already, so that firings add up to the totals. null for advice without money in it.
   */
  saved: string | null;
  lost: string | null;
  /** saved − lost */
  net: string | null;
  /** Whether following it would have been right over all its days; null when nobody can tell (yet). */
  correct: boolean | null;
}

export interface BacktestFiring {
  /** Account day and instant (ISO 8601) of the moment. */
  day: Day;
  at: string;
  level: EntityLevel;
  entity_id: string;
  entity_name: string;
  kind: ProposalKind;
  risk: Risk;
  diff: FieldChange[];
  reason: Reason;
  outcome: FiringOutcome;
  /** `reconstructed`: nobody recorded what was known then; late conversions were taken off by the account's maturity. */
  basis: 'recorded' | 'reconstructed';
}

export interface BacktestTotals {
  firings: number;
  /** Findings that cooldown, daily limit or quiet hours held back. */
  suppressed: number;
  saved: string;
  lost: string;
  net: string;
  /** Correct firings ÷ firings that can be judged, 0..1 with four decimals; null when none can. */
  precision: string | null;
  judged: number;
  correct: number;
  /** Share of firings on reconstructed data, 0..1; null without firings. */
  reconstructed_share: string | null;
}

export interface BacktestReport {
  from: Day;
  to: Day;
  currency: string;
  firings: BacktestFiring[];
  totals: BacktestTotals;
  /** One point a day: firings raised, the final spend of the account's campaigns, and what firings would have avoided; decimal strings. */
  daily: { day: Day; firings: number; spend: string | null; avoidable: string }[];
  /** Objects of which at least one day was judged. */
  entities: number;
}

/** How B does against A on the same history. */
export interface BacktestComparison {
  /** B − A. */
  firings: number;
  saved: string;
  lost: string;
  net: string;
  /** null when one side has none. */
  precision: string | null;
  /** Firings (object and day) both make, and those only one makes. */
  both: number;
  only_a: { day: Day; level: EntityLevel; entity_id: string; entity_name: string }[];
  only_b: { day: Day; level: EntityLevel; entity_id: string; entity_name: string }[];
  better: 'a' | 'b' | 'same';
}
