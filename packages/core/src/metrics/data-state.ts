import { type Day, type DayRange, dayOf, daysBetween, startOfDay, addDays } from '../days.ts';
import type { DataState } from '../glossary.ts';

/** What is known of one source (a connector) when its days are judged. */
export interface SourceCoverage {
  timezone: string;
  /** First day the platform was asked for; null before the first success. */
  collectedFrom: Day | null;
  /** Everything from `collectedFrom` up to this instant was asked for; null where only files are read. */
  syncedAt: Date | null;
  /** The days imported files speak of; null where none was imported. */
  importedRanges: readonly DayRange[] | null;
  /** How many days back the platform may still change what it reported. */
  restatementDays: number;
}

const SEVERITY: readonly DataState[] = ['final', 'settling', 'provisional', 'not_collected'];

/** The least certain of several states; `final` for none. */
export function worstState(states: Iterable<DataState>): DataState {
  let worst = 0;
  for (const state of states) worst = Math.max(worst, SEVERITY.indexOf(state));
  return SEVERITY[worst] as DataState;
}

/**
 * The state of a range: that of its least certain day. Where some days were never collected the figure is
 * incomplete, so it is provisional; where none was, there is no figure.
 */
export function rangeState(days: readonly DataState[]): DataState {
  const collected = days.filter((state) => state !== 'not_collected');
  if (collected.length === days.length) return worstState(days);
  return collected.length === 0 ? 'not_collected' : 'provisional';
}

/** Whether the platform was asked for a day: not at all, before it was over, or after its end. */
function askedFor(source: SourceCoverage, day: Day): 'no' | 'early' | 'whole' {
  const { collectedFrom, syncedAt, timezone } = source;
  if (collectedFrom === null || day < collectedFrom || syncedAt === null) return 'no';
  const synced = dayOf(syncedAt, timezone);
  if (synced < day) return 'no';
  // Read on a later day is read after the day's end, whenever that was.
  return synced === day && syncedAt < startOfDay(addDays(day, 1), timezone) ? 'early' : 'whole';
}

/**
 * How certain a source's figures of a day are, judged in the source's own timezone. A day counts when the
 * platform was asked for it or a file speaks of it.
 * A day is provisional until it is over and was read again after its end.
 */
export function dayState(source: SourceCoverage, day: Day, now: Date): DataState {
  const today = dayOf(now, source.timezone);
  if (day > today) return 'not_collected';
  const asked = askedFor(source, day);
  if (asked === 'early') return 'provisional';
  const imported = source.importedRanges?.some(({ from, to }) => from <= day && day <= to);
  if (asked === 'no' && !imported) return 'not_collected';
  if (day === today) return 'provisional';
  return daysBetween(day, today) <= source.restatementDays ? 'settling' : 'final';
}
