import { dayOf, timezoneOffset } from '../days.ts';
import type { EntityLevel } from '../glossary.ts';

const DAY_MINUTES = 1440;

/** How often a rule may speak. */
export interface Gates {
  /** No second finding about one object within this many hours of one that was let through. */
  cooldownHours: number;
  /** At most so many findings let through per account and day of `timezone`. */
  dailyLimit: number;
  /** Minutes of the local day, [from, to); from > to spans midnight. */
  quiet: { from: number; to: number } | null;
  /** The shop's timezone. */
  timezone: string;
}

/** A finding of the same rule about the same account that was let through before. */
export interface PastFiring {
  level: EntityLevel;
  entity_id: string;
  /** Epoch milliseconds. */
  at: number;
}

export type GateOutcome = 'pass' | 'cooldown' | 'daily_limit' | 'quiet_hours';

/** The end of the quiet hours that `at` (epoch ms) lies in, or `at` itself; epoch ms. */
export function afterQuiet(at: number, gates: Pick<Gates, 'quiet' | 'timezone'>): number {
  if (gates.quiet === null || !isQuiet(at, gates)) return at;
  const wait = (gates.quiet.to - localMinute(at, gates.timezone) + DAY_MINUTES) % DAY_MINUTES;
  return later(at - (at % 60_000), wait, gates.timezone);
}

/** Whether `at` (epoch ms) lies in the quiet hours. */
export function isQuiet(at: number, gates: Pick<Gates, 'quiet' | 'timezone'>): boolean {
  if (gates.quiet === null || gates.quiet.from === gates.quiet.to) return false;
  const minute = localMinute(at, gates.timezone);
  const { from, to } = gates.quiet;
  return from < to ? from <= minute && minute < to : minute >= from || minute < to;
}

/** `minutes` of local time after `at`: a clock that is set meanwhile is followed. Epoch ms. */
export function later(at: number, minutes: number, timezone: string): number {
  const end = at + minutes * 60_000;
  return end + timezoneOffset(new Date(at), timezone) - timezoneOffset(new Date(end), timezone);
}

function localMinute(at: number, timezone: string): number {
  const local = Math.floor((at + timezoneOffset(new Date(at), timezone)) / 60_000);
  return ((local % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
}

/** Decides finding by finding, in the order given (the weightiest first), which are let through at `at` (epoch ms). */
export function gateFindings(
  findings: readonly { level: EntityLevel; entity_id: string }[],
  gates: Gates,
  at: number,
  past: readonly PastFiring[],
): GateOutcome[] {
  if (isQuiet(at, gates)) return findings.map(() => 'quiet_hours');
  const today = dayOf(new Date(at), gates.timezone);
  const cooling = new Set<string>();
  let left = gates.dailyLimit;
  for (const firing of past) {
    if (at - firing.at < gates.cooldownHours * 3_600_000) cooling.add(keyOf(firing));
    if (at - firing.at < 2 * 86_400_000 && dayOf(new Date(firing.at), gates.timezone) === today) {
      left -= 1;
    }
  }
  return findings.map((finding) => {
    const key = keyOf(finding);
    if (cooling.has(key)) return 'cooldown';
    if (left <= 0) return 'daily_limit';
    left -= 1;
    if (gates.cooldownHours > 0) cooling.add(key);
    return 'pass';
  });
}

const keyOf = ({ level, entity_id }: { level: string; entity_id: string }): string =>
  `${level}/${entity_id}`;
