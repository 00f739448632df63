import type { FieldChange, ProposalKind } from '../actions/action.ts';
import type { Risk } from '../actions/states.ts';
import type { DayRange } from '../days.ts';
import type { DataState, EntityLevel } from '../glossary.ts';

/** Why, as data: the words are made per language from `code` and its values. */
export interface Reason {
  /** A template's own code, `spend_without_conversions`, or `asked` for a person's wish. */
  code: string;
  /** Decimal strings, counts, names; amounts in `currency`. */
  values: Record<string, string | number | null>;
  currency: string | null;
}

export interface EvidenceFigure {
  /** Canonical metric: spend, conversions, roas, cpa, ctr, frequency … */
  metric: string;
  value: string | null;
  /** What it was compared with, and how that is called: target, baseline, before, limit. */
  compared: { kind: string; value: string | null } | null;
  unit: 'money' | 'count' | 'ratio' | 'percent';
}

/** The rows a finding stands on, as they were known when it was made. */
export interface Evidence {
  /** Days judged, of the account's timezone. */
  window: DayRange | null;
  state: DataState;
  figures: EvidenceFigure[];
  /** For the chart: one point a day, decimal strings; null was not reported. */
  series: {
    day: string;
    spend: string | null;
    conversions: string | null;
    value: string | null;
    [metric: string]: string | null;
  }[];
  /** Share of their final conversions that days of the window have by now, 0..1; null when not measured. */
  maturity: { completeness: string | null; basis: 'measured' | 'assumed' } | null;
  /** Further words: codes of notes, like `conversions_still_arriving`. */
  notes: string[];
}

/** What a rule saw. The same data always gives the same finding. */
export interface Finding {
  kind: ProposalKind;
  level: EntityLevel;
  entity_id: string;
  entity_name: string;
  /** Empty for advice. `before` is the value as known when it was judged. */
  diff: FieldChange[];
  risk: Risk;
  /** False: `auto_low_risk` may execute it when risk is low. */
  requires_approval: boolean;
  reason: Reason;
  evidence: Evidence;
}
