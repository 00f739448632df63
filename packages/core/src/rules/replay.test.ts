import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../days.ts';
import { addCellRow } from './cell-rows.ts';
import { evaluateRule } from './evaluate.ts';
import type { AccountHistory, HistoryMetric } from './history.ts';
import { parseParameters } from './parameters.ts';
import { historyAt, replay } from './replay.ts';
import { REPLAY_LOOKBACK_DAYS, type ReplayInput } from './replay-input.ts';
import { EVERYTHING } from './scope.ts';
import { RULE_TEMPLATES } from './templates/index.ts';
import { accountOf, HOUR, readsAt } from './test/account.ts';
import { ad, spread } from './test/ads.ts';

const DAY = 24 * HOUR;
const ONE = 10_000;
const SEOUL = 'Asia/Seoul';
const at = (day: string, hour = 9) => startOfDay(day, SEOUL).getTime() + hour * HOUR;

/** Replaces what a cell was until `until` by other figures: a restatement. */
function restate(
  input: ReplayInput,
  cell: { entity: number; day: number },
  until: number,
  earlier: Partial<Record<HistoryMetric, number>>,
): void {
  const { rows } = input;
  for (let row = 0; row < rows.length; row += 1) {
    if (rows.entity[row] !== cell.entity || rows.day[row] !== cell.day) continue;
    if (rows.supersededAt[row] !== Number.POSITIVE_INFINITY) continue;
    const before = addCellRow(rows, cell.entity, cell.day, rows.observedAt[row] as number, until);
    for (const column of Object.values(rows.metrics)) column[before] = column[row] as number;
    for (const [metric, value] of Object.entries(earlier)) {
      (rows.metrics[metric as HistoryMetric] as Float64Array)[before] = value * ONE;
    }
    rows.observedAt[row] = until;
    return;
  }
}

const seen = (history: AccountHistory | null, metric: HistoryMetric, day: number, entity = 0) =>
  history?.entities[entity]?.metrics[metric][day];

describe('what was known', () => {
  it('knows a day from its reading on, and a restatement from when it was noticed', () => {
    const input = accountOf([ad('a', { spend: 10, conversions: 3 })], { days: 10 });
    restate(input, { entity: 0, day: 4 }, at('2026-03-09'), { conversions: 1 });
    expect(seen(historyAt(input, at('2026-03-06', 23)), 'spend', 4)).toBeNaN();
    expect(seen(historyAt(input, at('2026-03-07')), 'conversions', 4)).toBe(1 * ONE);
    expect(seen(historyAt(input, at('2026-03-09') - 1), 'conversions', 4)).toBe(1 * ONE);
    expect(seen(historyAt(input, at('2026-03-09')), 'conversions', 4)).toBe(3 * ONE);
  });

  it('forgets a figure that was taken back', () => {
    const input = accountOf([ad('a', { spend: 10 })], { days: 10 });
    input.rows.supersededAt[3] = at('2026-03-08');
    expect(seen(historyAt(input, at('2026-03-07')), 'spend', 3)).toBe(10 * ONE);
    expect(seen(historyAt(input, at('2026-03-08')), 'spend', 3)).toBeNaN();
  });

  it('ends with the last day that was over when it was read', () => {
    const input = accountOf([ad('a', { spend: 10 })], { days: 10 });
    input.reads = readsAt(at('2026-03-07', 23));
    expect(historyAt(input, at('2026-03-09'))).toMatchObject({ end: 4, today: '2026-03-09' });
    input.reads = readsAt(at('2026-03-08', 0));
    expect(historyAt(input, at('2026-03-09'))).toMatchObject({
      end: 5,
      lastSyncedAt: '2026-03-07T15:00:00.000Z',
    });
    expect(historyAt({ ...input, reads: readsAt() }, at('2026-03-05', 2))?.end).toBe(2);
  });

  it('takes back changes noticed later, and objects nobody knew of', () => {
    const changes = [
      {
        entity: 0,
        field: 'daily_budget',
        before: '50',
        after: '80.5',
        observedAt: at('2026-03-05'),
      },
      { entity: 0, field: 'name', before: 'Old', after: 'New', observedAt: at('2026-03-05') },
      {
        entity: 0,
        field: 'status',
        before: 'ACTIVE',
        after: 'PAUSED',
        observedAt: at('2026-03-07'),
      },
    ];
    const input = accountOf(
      [
        ad('a', { spend: 10 }, { status: 'PAUSED', dailyBudget: 80.5 * ONE, name: 'New' }),
        ad('b', { spend: 10 }, { firstObservedAt: at('2026-03-06') }),
      ],
      { days: 10, changes },
    );
    const states = [...replay(input, [at('2026-03-04'), at('2026-03-06'), at('2026-03-08')])]
      .length;
    expect(states).toBe(3);
    const snapshots: unknown[] = [];
    for (const { entities } of replay(input, [
      at('2026-03-04'),
      at('2026-03-06'),
      at('2026-03-08'),
    ])) {
      const [a] = entities;
      snapshots.push([entities.length, a?.name, a?.status, a?.dailyBudget, a?.changedAt]);
    }
    expect(snapshots).toEqual([
      [1, 'Old', 'ACTIVE', 50 * ONE, null],
      [2, 'New', 'ACTIVE', 80.5 * ONE, at('2026-03-05')],
      [2, 'New', 'PAUSED', 80.5 * ONE, at('2026-03-07')],
    ]);
  });

  it('refuses moments that do not follow each other', () => {
    const input = accountOf([ad('a', { spend: 10 })], { days: 3 });
    expect(() => [...replay(input, [at('2026-03-04'), at('2026-03-04')])]).toThrow(
      'follow each other',
    );
    expect(historyAt({ ...input, days: [] }, at('2026-03-04'))).toBeNull();
  });
});

describe('before anything was recorded', () => {
  const unrecorded = (given = ad('a', { spend: 10, conversions: 10, conversion_value: 100 })) => {
    const input = accountOf([given], { days: 40 });
    const read = at('2026-04-11');
    input.rows.observedAt.fill(read);
    return { ...input, recordedFrom: read, reads: readsAt(read) };
  };

  it('takes the conversions off that would still have been missing', () => {
    const history = historyAt(unrecorded(), at('2026-03-20'));
    expect(history).toMatchObject({ basis: 'reconstructed', end: 17 });
    // Two days and one day after: 87 % and 80 % of ten, to the nearest whole one.
    expect(seen(history, 'conversions', 16)).toBe(9 * ONE);
    expect(seen(history, 'conversions', 17)).toBe(8 * ONE);
    expect(seen(history, 'conversion_value', 17)).toBe(80 * ONE);
    expect(seen(history, 'spend', 17)).toBe(10 * ONE);
    expect(seen(history, 'spend', 18)).toBeNaN();
  });

  it('lets them arrive as the replay moves on', () => {
    const input = unrecorded();
    const known: unknown[] = [];
    for (const history of replay(input, [
      at('2026-03-03'),
      at('2026-03-04'),
      at('2026-03-20'),
      at('2026-04-11', 10),
    ])) {
      known.push([history.basis, seen(history, 'conversions', 0)]);
    }
    expect(known).toEqual([
      ['reconstructed', 8 * ONE],
      ['reconstructed', 9 * ONE],
      ['reconstructed', 10 * ONE],
      ['recorded', 10 * ONE],
    ]);
  });

  it('takes what spent for running, and what was not created yet for absent', () => {
    const paused = ad(
      'a',
      { spend: spread(40, (day) => (day < 20 ? 10 : 0)), conversions: 0 },
      { status: 'PAUSED', effectiveStatus: 'PAUSED', createdAt: at('2026-03-10') },
    );
    const input = unrecorded(paused);
    const states: unknown[] = [];
    for (const { entities } of replay(input, [
      at('2026-03-09'),
      at('2026-03-15'),
      at('2026-03-30'),
      at('2026-04-11', 10),
    ])) {
      states.push(entities[0]?.status);
    }
    expect(states).toEqual([undefined, 'ACTIVE', 'PAUSED', 'PAUSED']);
  });
});

describe('maturity of a replay', () => {
  it('is measured from recorded campaigns that are final', () => {
    const campaign = { ...ad('c', { spend: 10, conversions: 20 }), level: 'campaign' as const };
    const input = accountOf([campaign], { days: 64 });
    // Half of a day's conversions are known on the next day, all of them three days later.
    for (let day = 0; day < 60; day += 1) {
      restate(input, { entity: 0, day }, input.rows.observedAt[day]! + 3 * DAY, {
        conversions: 10,
      });
    }
    const curve = historyAt(input, at('2026-05-05'))?.maturity;
    expect(curve?.basis).toBe('measured');
    expect(curve?.completeness.slice(0, 6)).toEqual([0, 5000, 5000, 5000, 10_000, 10_000]);
    expect(historyAt(input, at('2026-03-10'))?.maturity.basis).toBe('assumed');
  });
});

describe('one moment of a replay', () => {
  const cell = fc.record({
    entity: fc.nat({ max: 2 }),
    day: fc.nat({ max: 69 }),
    after: fc.integer({ min: 1, max: 30 * 24 }),
    conversions: fc.nat({ max: 3 }),
    spend: fc.nat({ max: 90 }),
  });

  it('equals the same moment judged alone with what was recorded by then', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 40 }),
        fc.integer({ min: 64, max: 69 }),
        (cells, day) => {
          const given = [
            ad('a', {
              spend: 30,
              conversions: 0,
              conversion_value: 0,
              impressions: 5000,
              clicks: 50,
            }),
            ad('b', {
              spend: 20,
              conversions: 1,
              conversion_value: 90,
              impressions: 5000,
              clicks: 50,
            }),
            {
              ...ad('c1', { spend: 50, conversions: 5, conversion_value: 60 }),
              level: 'campaign' as const,
              dailyBudget: 60 * ONE,
            },
          ];
          const changes = [
            {
              entity: 0,
              field: 'status',
              before: 'PAUSED',
              after: 'ACTIVE',
              observedAt: at('2026-05-05', 12),
            },
            {
              entity: 2,
              field: 'daily_budget',
              before: '55',
              after: '60',
              observedAt: at('2026-05-07', 3),
            },
          ];
          const input = accountOf(given, { days: 70, changes });
          for (const { entity, day: on, after, ...earlier } of cells.sort(
            (a, b) => a.after - b.after,
          )) {
            const end = startOfDay(input.days[on]!, SEOUL).getTime() + DAY;
            restate(input, { entity, day: on }, end + HOUR + after * HOUR, earlier);
          }
          const moments = input.days.slice(60, 70).map((one) => at(one));
          const now = at(input.days[day]!);
          for (const history of replay(input, moments)) {
            if (Date.parse(history.asOf) !== now) continue;
            expect(judgeAll(history)).toEqual(judgeAll(historyAt(recordedBy(input, now), now)!));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

function judgeAll(history: AccountHistory) {
  return RULE_TEMPLATES.map((template) =>
    evaluateRule(template, history, parseParameters(template, {}, history.currency), EVERYTHING),
  );
}

/** What a reading of the database at `now` would have given: no later row, change or day, and only the days looked back on. */
function recordedBy(input: ReplayInput, now: number): ReplayInput {
  const today = input.days.findIndex((day) => startOfDay(day, SEOUL).getTime() + DAY > now);
  const first = Math.max(0, today - REPLAY_LOOKBACK_DAYS);
  const days = input.days.slice(first, today + 1);
  const rows = {
    ...input.rows,
    supersededAt: input.rows.supersededAt.slice(),
    day: input.rows.day.map((day) => day - first),
  };
  const kept: number[] = [];
  for (let row = 0; row < rows.length; row += 1) {
    if ((rows.supersededAt[row] as number) > now) rows.supersededAt[row] = Number.POSITIVE_INFINITY;
    const day = rows.day[row] as number;
    if ((rows.observedAt[row] as number) <= now && day >= 0 && day < days.length) kept.push(row);
  }
  const pick = <T extends Float64Array | Int32Array>(column: T): T =>
    kept.reduce((copy, row, index) => {
      copy[index] = column[row] as number;
      return copy;
    }, column.slice(0, kept.length) as T);
  const entities = input.entities.map((entity) => ({ ...entity }));
  for (const change of input.changes.filter(({ observedAt }) => observedAt > now).reverse()) {
    const entity = entities[change.entity]!;
    if (change.field === 'status') entity.status = change.before;
    else entity.dailyBudget = Number(change.before) * ONE;
  }
  return {
    ...input,
    days,
    entities,
    reads: readsAt(...input.reads.until.filter((read) => read <= now).slice(-1)),
    changes: input.changes.filter(({ observedAt }) => observedAt <= now),
    rows: {
      length: kept.length,
      entity: pick(rows.entity),
      day: pick(rows.day),
      observedAt: pick(rows.observedAt),
      supersededAt: pick(rows.supersededAt),
      metrics: Object.fromEntries(
        Object.entries(rows.metrics).map(([metric, column]) => [metric, pick(column)]),
      ),
    },
  };
}
