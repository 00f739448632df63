import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, daysBetween, startOfDay } from '../days.ts';
import { addCellRow } from './cell-rows.ts';
import type { HistoryMetric } from './history.ts';
import { replay } from './replay.ts';
import { completeReads, type ReplayChange, type ReplayInput } from './replay-input.ts';
import { accountOf, HOUR, readsAt } from './test/account.ts';
import { ad } from './test/ads.ts';

const DAY = 24 * HOUR;
const ONE = 10_000;
/** Clocks are set forward on 8 March 2026, back on 1 November. */
const ZONES = ['Asia/Seoul', 'America/New_York', 'Asia/Kathmandu'] as const;
const COUNT = 12;
const METRICS: readonly HistoryMetric[] = ['spend', 'conversions'];

/** Instants of a cell's readings in hours after the first day began; each is followed by the next, the last may be taken back. */
const cell = fc.record({
  entity: fc.nat({ max: 2 }),
  day: fc.nat({ max: COUNT - 1 }),
  readings: fc.uniqueArray(fc.nat({ max: 24 * 20 }), { minLength: 1, maxLength: 5 }),
  values: fc.array(fc.nat({ max: 9 }), { minLength: 5, maxLength: 5 }),
  takenBack: fc.boolean(),
});
const change = fc.record({
  entity: fc.nat({ max: 2 }),
  at: fc.nat({ max: 24 * 20 }),
  field: fc.constantFrom('status', 'daily_budget', 'name'),
});
const account = fc.record({
  zone: fc.constantFrom(...ZONES),
  first: fc.constantFrom('2026-03-02', '2026-10-26'),
  cells: fc.uniqueArray(cell, { maxLength: 25, selector: ({ entity, day }) => `${entity}/${day}` }),
  changes: fc.array(change, { maxLength: 10 }),
  reads: fc.array(fc.record({ until: fc.nat({ max: 24 * 20 }), later: fc.nat({ max: 24 * 9 }) }), {
    maxLength: 12,
  }),
  moments: fc.uniqueArray(fc.nat({ max: 24 * 20 }), { minLength: 1, maxLength: 8 }),
});
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;

const NAMES = { status: ['ACTIVE', 'PAUSED'], daily_budget: ['10', '20'], name: ['old', 'new'] };

interface World {
  input: ReplayInput;
  start: number;
  read: { known: number; until: number }[];
}

function worldOf({ zone, first, cells, changes, reads }: Account): World {
  const start = startOfDay(first, zone).getTime();
  // Values alternate field by field, so that each change starts where the one before ended.
  const turns = new Map<string, number>();
  const noticed = [...changes]
    .sort((a, b) => a.at - b.at)
    .map(({ entity, at, field }): ReplayChange => {
      const turn = turns.get(`${entity}/${field}`) ?? 0;
      turns.set(`${entity}/${field}`, turn + 1);
      const [before, after] = [NAMES[field][turn % 2], NAMES[field][(turn + 1) % 2]] as const;
      return { entity, field, before: before!, after: after!, observedAt: start + at * HOUR };
    });
  const now = (entity: number, field: keyof typeof NAMES) =>
    NAMES[field][(turns.get(`${entity}/${field}`) ?? 0) % 2] as string;
  const input = accountOf(
    [0, 1, 2].map((entity) =>
      ad(`e${entity}`, undefined, {
        status: now(entity, 'status'),
        dailyBudget: Number(now(entity, 'daily_budget')) * ONE,
        name: now(entity, 'name'),
      }),
    ),
    { days: COUNT, first, timezone: zone, changes: noticed },
  );
  for (const { entity, day, readings, values, takenBack } of cells) {
    const ascending = [...readings].sort((a, b) => a - b);
    for (const [index, hour] of ascending.entries()) {
      const next = ascending[index + 1] ?? (takenBack ? hour + 30 : Number.POSITIVE_INFINITY);
      const row = addCellRow(input.rows, entity, day, start + hour * HOUR, start + next * HOUR);
      for (const metric of METRICS) input.rows.metrics[metric]![row] = values[index]! * ONE;
    }
  }
  const read = [{ until: 0, later: 0 }, ...reads].map(({ until, later }) => ({
    known: start + (until + later) * HOUR,
    until: start + until * HOUR,
  }));
  input.reads = completeReads(read);
  input.recordedFrom = start;
  return { input, start, read };
}

/** The same question answered the slow way: look at everything ever written down, keep what was there at `at`. */
function askedAt({ input, read }: World, at: number) {
  const { rows, changes } = input;
  const known = (entity: number, day: number, metric: HistoryMetric): number => {
    for (let row = 0; row < rows.length; row += 1) {
      if (rows.entity[row] !== entity || rows.day[row] !== day) continue;
      if (rows.observedAt[row]! <= at && at < rows.supersededAt[row]!)
        return rows.metrics[metric]![row]!;
    }
    return Number.NaN;
  };
  const field = (entity: number, name: keyof typeof NAMES): string => {
    const own = changes.filter((one) => one.entity === entity && one.field === name);
    const last = own.filter(({ observedAt }) => observedAt <= at).at(-1);
    return last?.after ?? own[0]?.before ?? NAMES[name][0]!;
  };
  const synced = Math.max(...read.filter((one) => one.known <= at).map(({ until }) => until));
  const over = input.days.filter((day) => {
    const end = startOfDay(
      new Date(Date.parse(day) + DAY).toISOString().slice(0, 10),
      input.timezone,
    );
    return end.getTime() <= synced;
  });
  return {
    today: dayOf(new Date(at), input.timezone),
    end: over.length - 1,
    synced: new Date(synced).toISOString(),
    objects: [0, 1, 2].map((entity) => ({
      status: field(entity, 'status'),
      name: field(entity, 'name'),
      budget: Number(field(entity, 'daily_budget')) * ONE,
      changedAt:
        changes
          .filter((one) => one.entity === entity && one.field !== 'name' && one.observedAt <= at)
          .at(-1)?.observedAt ?? null,
      figures: METRICS.map((metric) => input.days.map((_, day) => known(entity, day, metric))),
    })),
  };
}

describe('a replay', () => {
  it('shows at every moment exactly what had been written down by then', () => {
    fc.assert(
      fc.property(account, (given) => {
        const world = worldOf(given);
        const moments = [...given.moments].sort((a, b) => a - b);
        const instants = moments.map((hour) => world.start + hour * HOUR);
        let asked = 0;
        for (const history of replay(world.input, instants)) {
          const at = instants[asked++]!;
          const { today, lastSyncedAt: synced, end } = history;
          const objects = history.entities.map((entity) => ({
            status: entity.status,
            name: entity.name,
            budget: entity.dailyBudget,
            changedAt: entity.changedAt,
            figures: METRICS.map((metric) => [...entity.metrics[metric]]),
          }));
          expect({ today, end, synced, objects }).toEqual(askedAt(world, at));
          expect(history.todayIndex).toBe(daysBetween(given.first, today));
        }
        expect(asked).toBe(instants.length);
      }),
      { numRuns: 150 },
    );
  });
});

describe('maturity', () => {
  /** Ten conversions a day, all of them known when the day is read; read every so many days. */
  const readEvery = (period: number, late = 0): ReplayInput => {
    const days = 64;
    const campaign = { ...ad('c', { spend: 10, conversions: 10 }), level: 'campaign' as const };
    const input = accountOf([campaign], { days });
    const start = startOfDay(input.days[0]!, input.timezone).getTime();
    for (let row = 0; row < input.rows.length; row += 1) {
      const day = input.rows.day[row]!;
      const read = Math.ceil((day + 1 + late) / period) * period;
      input.rows.observedAt[row] = start + read * DAY + HOUR;
    }
    input.reads = readsAt(...new Set(input.rows.observedAt.subarray(0, input.rows.length)));
    return input;
  };
  const curveOf = (input: ReplayInput) => {
    const at = startOfDay(input.days.at(-1)!, input.timezone).getTime() + 9 * HOUR;
    for (const { maturity } of replay(input, [at])) return maturity;
    return null;
  };

  it('does not take what nobody fetched for what had not arrived', () => {
    expect(curveOf(readEvery(1))).toMatchObject({ basis: 'measured' });
    expect(curveOf(readEvery(1))?.completeness[1]).toBe(10_000);
    // Two days offline in three: days are read late, but their conversions are not late.
    const seldom = curveOf(readEvery(3));
    expect(seldom?.completeness.slice(1)).not.toContain(0);
    expect(seldom).toMatchObject({ basis: 'assumed' });
  });
});
