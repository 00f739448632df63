import { dayOf, daysBetween } from '../days.ts';
import { AppError } from '../errors.ts';
import type { AccountHistory, HistoryEntity } from './history.ts';
import { completenessAt, FINAL_AGE, type MaturityCurve } from './maturity.ts';
import { ReplayedColumns } from './replay-columns.ts';
import { ReplayedEntities } from './replay-entities.ts';
import { type CompleteReads, REPLAY_LOOKBACK_DAYS, type ReplayInput } from './replay-input.ts';
import { dayStarts, RecordedMaturity } from './replay-maturity.ts';

const DAY_MS = 86_400_000;

/**
 * What was known of an account at each of several moments (epoch ms, ascending), one after the other. All
 * histories share their columns and objects, moved on in time: use one before asking for the next.
 *
 * A recorded figure is known from `observedAt` until it was superseded; a noticed change of an ad object
 * from when it was noticed. Moments before `recordedFrom` are reconstructed: a day is known from its end on,
 * as it was first read but without the conversions that would likely have been missing; objects exist
 * from their creation, in the earliest state known, and run when they spent on the last finished day.
 * @throws AppError `invalid_input` when moments are not ascending
 */
export function* replay(
  input: ReplayInput,
  moments: readonly number[],
): Generator<AccountHistory, void, void> {
  for (const [index, at] of moments.entries()) {
    if (index > 0 && at <= (moments[index - 1] as number)) {
      throw new AppError('invalid_input', 'The moments of a replay must follow each other in time');
    }
  }
  if (input.days.length === 0) return;
  const frame = frameOf(input);
  const recordedFrom = input.recordedFrom ?? Number.POSITIVE_INFINITY;
  const split = moments.findIndex((at) => at >= recordedFrom);
  const recorded = split < 0 ? [] : moments.slice(split);
  yield* reconstruct(frame, split < 0 ? moments : moments.slice(0, split));
  yield* recount(frame, recorded);
}

/** What is known of an account at one moment (epoch ms); null when no day is loaded. */
export function historyAt(input: ReplayInput, at: number): AccountHistory | null {
  for (const history of replay(input, [at])) return history;
  return null;
}

interface Frame {
  input: ReplayInput;
  /** First instants of the days, and of the one after the last. */
  starts: readonly number[];
  columns: ReplayedColumns;
  entities: ReplayedEntities;
  maturity: RecordedMaturity;
}

function frameOf(input: ReplayInput): Frame {
  const starts = dayStarts(input);
  const columns = new ReplayedColumns(input);
  return {
    input,
    starts,
    columns,
    entities: new ReplayedEntities(input, columns.columns),
    maturity: new RecordedMaturity(input, starts),
  };
}

function* recount(frame: Frame, moments: readonly number[]): Generator<AccountHistory, void, void> {
  if (moments.length === 0) return;
  const { input, columns, entities, maturity } = frame;
  columns.clear();
  const steps = stepsOf(input, moments);
  for (const [index, at] of moments.entries()) {
    steps.hide(index, (row) => columns.hide(row));
    steps.show(index, (row) => columns.show(row));
    entities.moveTo(at);
    const read = lastRead(input.reads, at);
    const synced = read ?? (columns.lastObserved > 0 ? columns.lastObserved : null);
    const today = todayOf(input, at);
    yield historyOf(frame, {
      at,
      synced,
      entities: entities.knownAt(at),
      maturity: maturity.at(today),
      basis: 'recorded',
    });
  }
}

function* reconstruct(
  frame: Frame,
  moments: readonly number[],
): Generator<AccountHistory, void, void> {
  if (moments.length === 0) return;
  const { input, columns, entities, maturity, starts } = frame;
  const curve = maturity.overall();
  const rows = firstRows(input);
  const width = input.days.length;
  entities.rewind();
  const rewound = entities.all.map(({ status, effectiveStatus }) => ({ status, effectiveStatus }));
  const seenAge = (row: number, day: number): number =>
    Math.floor(((input.rows.observedAt[row] as number) - (starts[day] as number)) / DAY_MS);
  let shown = 0;
  let previous = 0;
  for (const at of moments) {
    const today = todayOf(input, at);
    const until = Math.min(today, width);
    const growing = growingDays(
      { from: Math.max(0, previous - FINAL_AGE - 1), to: shown },
      (day) => [completenessAt(curve, previous - day), completenessAt(curve, today - day)],
    );
    for (let entity = 0; entity < input.entities.length; entity += 1) {
      const cells = entity * width;
      for (let day = shown; day < until; day += 1) {
        const row = rows[cells + day] as number;
        if (row < 0) continue;
        columns.show(row);
        columns.arrive(row, today - day, seenAge(row, day), curve);
      }
      for (const day of growing) {
        const row = rows[cells + day] as number;
        if (row >= 0) columns.arrive(row, today - day, seenAge(row, day), curve);
      }
    }
    shown = Math.max(shown, until);
    previous = today;
    const history = historyOf(frame, {
      at,
      synced: at,
      entities: entities.existingAt(at),
      maturity: curve,
      basis: 'reconstructed',
    });
    for (const [index, entity] of entities.all.entries()) {
      const spent = history.end >= 0 && (entity.metrics.spend[history.end] as number) > 0;
      const known = rewound[index];
      entity.status = spent ? 'ACTIVE' : (known?.status ?? null);
      entity.effectiveStatus = spent ? 'ACTIVE' : (known?.effectiveStatus ?? null);
    }
    yield history;
  }
  for (const [index, entity] of entities.all.entries()) {
    entity.status = rewound[index]?.status ?? null;
    entity.effectiveStatus = rewound[index]?.effectiveStatus ?? null;
  }
}

/** Days of [from, to) of which more is known at the second share than at the first. */
function growingDays(
  { from, to }: { from: number; to: number },
  sharesOf: (day: number) => [number, number],
): number[] {
  const days: number[] = [];
  for (let day = from; day < to; day += 1) {
    const [before, now] = sharesOf(day);
    if (now !== before) days.push(day);
  }
  return days;
}

function historyOf(
  { input, starts, columns }: Frame,
  now: {
    at: number;
    synced: number | null;
    entities: readonly HistoryEntity[];
    maturity: MaturityCurve;
    basis: AccountHistory['basis'];
  },
): AccountHistory {
  const today = todayOf(input, now.at);
  let end = Math.min(today, input.days.length) - 1;
  // A day that was not over when it was last read is partial, however late it is by now.
  while (end >= 0 && (now.synced === null || (starts[end + 1] as number) > now.synced)) end -= 1;
  return {
    connectorId: input.connectorId,
    platform: input.platform,
    accountName: input.accountName,
    currency: input.currency,
    timezone: input.timezone,
    asOf: new Date(now.at).toISOString(),
    today: dayOf(new Date(now.at), input.timezone),
    days: input.days,
    end,
    todayIndex: today,
    start: Math.max(columns.firstDay(), today - REPLAY_LOOKBACK_DAYS, 0),
    collected: columns.collected,
    lastSyncedAt: now.synced === null ? null : new Date(now.synced).toISOString(),
    maxStalenessMinutes: input.maxStalenessMinutes,
    maturity: now.maturity,
    basis: now.basis,
    entities: now.entities,
  };
}

const todayOf = (input: ReplayInput, at: number): number =>
  daysBetween(input.days[0] as string, dayOf(new Date(at), input.timezone));

/** Up to when the account was known to be read completely at `at`, or null. */
function lastRead({ known, until }: CompleteReads, at: number): number | null {
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : (until[low - 1] as number);
}

/** The earliest row of each cell, -1 where there is none. */
function firstRows({ rows, entities, days }: ReplayInput): Int32Array {
  const first = new Int32Array(entities.length * days.length).fill(-1);
  for (let row = 0; row < rows.length; row += 1) {
    const cell = (rows.entity[row] as number) * days.length + (rows.day[row] as number);
    const known = first[cell] as number;
    if (known < 0 || (rows.observedAt[row] as number) < (rows.observedAt[known] as number)) {
      first[cell] = row;
    }
  }
  return first;
}

/** Which rows appear and vanish at which moment. What came and went between two moments is never seen. */
function stepsOf({ rows }: ReplayInput, moments: readonly number[]) {
  const times = Float64Array.from(moments);
  const shownAt = new Int32Array(rows.length).fill(moments.length);
  const hiddenAt = new Int32Array(rows.length).fill(moments.length);
  for (let row = 0; row < rows.length; row += 1) {
    const from = firstNotBefore(times, rows.observedAt[row] as number);
    const until = firstNotBefore(times, rows.supersededAt[row] as number);
    if (from < until) {
      shownAt[row] = from;
      hiddenAt[row] = until;
    }
  }
  return { show: byStep(shownAt, moments.length), hide: byStep(hiddenAt, moments.length) };
}

function firstNotBefore(times: Float64Array, instant: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows grouped by step, by counting; rows of the step `count` belong to none. */
function byStep(stepOf: Int32Array, count: number) {
  const offsets = new Int32Array(count + 2);
  for (const step of stepOf) offsets[step + 1] = (offsets[step + 1] as number) + 1;
  for (let step = 0; step <= count; step += 1) {
    offsets[step + 1] = (offsets[step + 1] as number) + (offsets[step] as number);
  }
  const next = offsets.slice();
  const sorted = new Int32Array(stepOf.length);
  for (let row = 0; row < stepOf.length; row += 1) {
    const step = stepOf[row] as number;
    const at = next[step] as number;
    sorted[at] = row;
    next[step] = at + 1;
  }
  return (step: number, visit: (row: number) => void): void => {
    for (let at = offsets[step] as number; at < (offsets[step + 1] as number); at += 1) {
      visit(sorted[at] as number);
    }
  };
}
