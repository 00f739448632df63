import { type Day, dayOf, daysBetween, startOfDay, addDays } from '../days.ts';
import type { DataState } from '../glossary.ts';

/** What is known of one source (a connector) when its days are judged. */
export interface SourceCoverage {
  timezone: string;
  /** First day that was asked for; null before the first success. */
  collectedFrom: Day | null;
  /** `api`: everything up to this instant was asked for. */
  syncedAt: Date | null;
  /** `import`: the last day the files speak of; null for `api`. */
  importedThrough: Day | null;
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

/**
 * How certain a source's figures of a day are, judged in the source's own timezone.
 * A day is provisional until it is over and was read again after its end.
 */
export function dayState(source: SourceCoverage, day: Day, now: Date): DataState {
  if (source.collectedFrom === null || day < source.collectedFrom) return 'not_collected';
  const today = dayOf(now, source.timezone);
  if (day > today) return 'not_collected';
  if (source.importedThrough !== null) {
    if (day > source.importedThrough) return 'not_collected';
  } else {
    if (source.syncedAt === null) return 'not_collected';
    const synced = dayOf(source.syncedAt, source.timezone);
    if (synced < day) return 'not_collected';
    // Read on a later day is read after the day's end, whenever that was.
    if (synced === day && source.syncedAt < startOfDay(addDays(day, 1), source.timezone)) {
      return 'provisional';
    }
  }
  if (day === today) return 'provisional';
  return daysBetween(day, today) <= source.restatementDays ? 'settling' : 'final';
}
