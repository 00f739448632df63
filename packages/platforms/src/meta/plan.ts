import {
  addDays,
  type Day,
  dayOf,
  type DayRange,
  type JsonObject,
  splitRange,
} from '@commerce/core';
import type { PlanInput, SlicePlan } from '../platform/stream.ts';
import type { InsightsLevel } from './map.ts';
import { configSchema } from './settings.ts';

/** Meta may restate a day for 28 days after it was reported. Source: insights best practices, read 2026-11. */
export const RESTATED_DAYS = 28;
/** Days that still change within hours; read in every cycle. */
const FRESH_DAYS = 3;
const SLICE_DAYS: Readonly<Record<InsightsLevel, number>> = {
  account: 90,
  campaign: 90,
  adset: 60,
  ad: 30,
};

/**
 * Slices of one level, in days of the account. History: newest first, as far back as Meta keeps it. An
 * increment re-reads today and the three days before; once per account day it re-reads everything that
 * could have been restated since the last such read. The cursor is the instant of that last full read.
 */
export function planInsights(level: InsightsLevel, input: PlanInput): SlicePlan[] {
  const today = dayOf(input.now, input.timezone);
  const oldest = oldestDay(
    today,
    configSchema.shape.history_months.parse(input.config.history_months),
  );
  if (input.kind !== 'INCREMENTAL') return planHistory(level, input, { from: oldest, to: today });
  const fullDue = input.cursor === null || lastFullDay(input) < today;
  const since = input.cursor === null ? today : lastFullDay(input);
  const from = addDays(fullDue ? since : today, -(fullDue ? RESTATED_DAYS : FRESH_DAYS));
  const slices = cut(level, { from: later(from, oldest), to: today });
  return fullDue ? movingCursor(slices, input.now) : slices;
}

function planHistory(level: InsightsLevel, input: PlanInput, all: DayRange): SlicePlan[] {
  const from = later(input.range?.from ?? all.from, all.from);
  const to = earlier(input.range?.to ?? all.to, all.to);
  const slices = cut(level, { from, to }).reverse();
  const history = slices.map((slice) => ({ ...slice, params: { ...slice.params, history: true } }));
  const current = to === all.to && from <= later(addDays(all.to, -RESTATED_DAYS), all.from);
  return current ? movingCursor(history, input.now) : history;
}

function cut(level: InsightsLevel, range: DayRange): SlicePlan[] {
  if (range.from > range.to) return [];
  return splitRange(range, SLICE_DAYS[level]).map(({ from, to }) => ({
    key: `${from}..${to}`,
    from,
    to,
    params: { level },
  }));
}

/** Only the slice that is read last moves the cursor: by then all others are in. */
function movingCursor(slices: SlicePlan[], now: Date): SlicePlan[] {
  return slices.map((slice, index) =>
    index === slices.length - 1
      ? { ...slice, params: { ...slice.params, cursor: now.toISOString() } }
      : slice,
  );
}

function lastFullDay({ cursor, now, timezone }: PlanInput): Day {
  return dayOf(cursor === null ? now : new Date(cursor), timezone);
}

/** The first day Meta still has; one day is spared because the limit falls during the day. */
function oldestDay(today: Day, months: number): Day {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
  const length = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return addDays(first, Math.min(day, length));
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

const DAY_MS = 86_400_000;

/** One slice; removed objects are listed once a day, live ones in every cycle. */
export function planEntities(input: PlanInput): SlicePlan[] {
  const day = dayOf(input.now, input.timezone);
  const age = input.cursor === null ? DAY_MS : input.now.getTime() - Date.parse(input.cursor);
  const all = input.kind !== 'INCREMENTAL' || age >= DAY_MS;
  const params: JsonObject = all
    ? { scope: 'all', cursor: input.now.toISOString() }
    : { scope: 'live' };
  return [{ key: 'entities', from: day, to: day, params }];
}
