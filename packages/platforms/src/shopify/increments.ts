import { addDays, type Day, dayOf, startOfDay } from '@commerce/core';
import type { PlanInput, SlicePlan } from '../platform/stream.ts';

/** Changes reach Shopify's search index late, and records change while they are read. */
const OVERLAP_MS = 15 * 60_000;

/** How far back an app without `read_all_orders` sees orders. */
const VISIBLE_MS = 60 * 86_400_000;

/** The first instant any shop can have an order of. */
const BEGINNING = '2004-01-01T00:00:00Z';

/** An instant as filters want it: UTC, whole seconds. */
const second = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** The search filter of a slice's half-open range, or null for everything. */
export function rangeFilter(slice: SlicePlan): string | null {
  const field = slice.params?.field;
  if (typeof field !== 'string') return null;
  const upTo = slice.params?.bounded === true ? ` AND ${field}:<'${slice.to}'` : '';
  return `${field}:>='${slice.from}'${upTo}`;
}

/** Everything there is, in one operation. Its end is the instant of planning: later changes are re-read. */
const whole = (now: Date): SlicePlan => ({ key: 'all', from: BEGINNING, to: second(now) });

/**
 * What changed since the cursor, with an overlap. Without upper bound: newer changes are welcome early. A
 * cursor of a clock that has since been set back counts as now, or the time between would never be read.
 */
function sinceCursor(cursor: string, now: Date): SlicePlan {
  const from = second(new Date(Math.min(Date.parse(cursor), now.getTime()) - OVERLAP_MS));
  const to = second(now);
  return { key: `updated ${from}`, from, to, params: { field: 'updated_at' } };
}

function ofDays(field: string, range: { from: Day; to: Day }, timezone: string): SlicePlan {
  return {
    key: `${field} ${range.from}..${range.to}`,
    from: second(startOfDay(range.from, timezone)),
    to: second(startOfDay(addDays(range.to, 1), timezone)),
    params: { field, bounded: true },
  };
}

/**
 * One slice: all there is, what changed since the cursor, or for a rebuild of days the records of those
 * days by `dayField` (streams without days are rebuilt whole).
 */
export function planRead(input: PlanInput, dayField: string | null): SlicePlan[] {
  const { kind, cursor, range } = input;
  if (kind === 'HISTORICAL_REBUILD' && range !== null && dayField !== null) {
    return [ofDays(dayField, range, input.timezone)];
  }
  return [
    kind === 'INCREMENTAL' && cursor !== null ? sinceCursor(cursor, input.now) : whole(input.now),
  ];
}

/**
 * The cursor a finished slice allows: the instant of planning, or where our clock is ahead the start of the
 * read by the platform's own clock, when that is known: changes are dated by it. A rebuild of days leaves the
 * cursor alone.
 */
export function cursorAfter(slice: SlicePlan, startedAt: Date | null): string | null {
  if (slice.params?.bounded === true) return null;
  if (startedAt === null || startedAt.getTime() >= Date.parse(slice.to)) return slice.to;
  return second(startedAt);
}

/**
 * The first whole day, in the shop's timezone, that a slice covers when only orders of the last 60 days are
 * visible; nothing where the slice begins later. The window moves with the read (`readAt`), which may start long after the slice was planned.
 */
export function collectedFrom(
  slice: SlicePlan,
  readAt: Date,
  timezone: string,
): { collectedFrom?: Day } {
  const visible = new Date(readAt.getTime() - VISIBLE_MS);
  if (visible.getTime() <= Date.parse(slice.from)) return {};
  return { collectedFrom: addDays(dayOf(visible, timezone), 1) };
}
