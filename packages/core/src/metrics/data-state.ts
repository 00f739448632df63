import { type Day, type DayRange, dayOf, daysBetween, startOfDay, addDays } from '../days.ts';
import type { DataState } from '../glossary.ts';

/** Days a file speaks of, and when it was made, as far as that is known: what happened afterwards it cannot know. */
export interface ImportedRange extends DayRange {
  toldAt: Date;
}

/** What is known of one source (a connector) when its days are judged. */
export interface SourceCoverage {
  timezone: string;
  /** First day the platform was asked for; null before the first success. */
  collectedFrom: Day | null;
  /** Everything from `collectedFrom` up to this instant was asked for; null where only files are read. */
  syncedAt: Date | null;
  /** What imported files speak of, a range each; null where none was imported. */
  importedRanges: readonly ImportedRange[] | null;
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

/** When a day was last read: by the platform's own answer, else by the latest file that speaks of it. */
function lastRead(source: SourceCoverage, day: Day): Date | null {
  const { collectedFrom, syncedAt, timezone, importedRanges } = source;
  const asked = collectedFrom !== null && collectedFrom <= day && syncedAt !== null;
  if (asked && day <= dayOf(syncedAt, timezone)) return syncedAt;
  let latest: Date | null = null;
  for (const { from, to, toldAt } of importedRanges ?? []) {
    if (from <= day && day <= to && (latest === null || toldAt > latest)) latest = toldAt;
  }
  return latest;
}

/**
 * How certain a source's figures of a day are, judged in the source's own timezone. A day counts when the
 * platform was asked for it or a file speaks of it; a file is read when it was made.
 * A day is provisional until it is over and was read again after its end, and settling until it was read
 * after the platform could change it: what nobody read again is not known to be final.
 */
export function dayState(source: SourceCoverage, day: Day, now: Date): DataState {
  const { timezone } = source;
  const today = dayOf(now, timezone);
  if (day > today) return 'not_collected';
  const readAt = lastRead(source, day);
  if (readAt === null) return 'not_collected';
  const readOn = dayOf(readAt, timezone);
  // Read on a later day is read after the day's end, whenever that was.
  const early = readOn < day || (readOn === day && readAt < startOfDay(addDays(day, 1), timezone));
  if (early || day === today) return 'provisional';
  return daysBetween(day, readOn) <= source.restatementDays ? 'settling' : 'final';
}
