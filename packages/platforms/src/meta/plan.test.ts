import { addDays, type Day, daysBetween, eachDay } from '@commerce/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanInput, SlicePlan } from '../platform/stream.ts';
import { INSIGHTS_LEVELS } from './map.ts';
import { planEntities, planInsights } from './plan.ts';

const NOW = new Date('2026-11-20T20:30:00Z');
/** In Seoul it is the next day already. */
const TODAY = '2026-11-21';

function input(part: Partial<PlanInput> = {}): PlanInput {
  return {
    kind: 'INCREMENTAL',
    now: NOW,
    timezone: 'Asia/Seoul',
    cursor: null,
    range: null,
    config: {},
    lastReadAt: null,
    ...part,
  };
}

const covered = (slices: SlicePlan[]): Day[] =>
  slices.flatMap(({ from, to }) => eachDay({ from, to })).sort();
const cursors = (slices: SlicePlan[]) => slices.map(({ params }) => params?.cursor).filter(Boolean);

describe('history', () => {
  it.each(INSIGHTS_LEVELS)(
    'of %s covers each day Meta keeps once, newest first, and moves the cursor last',
    (level) => {
      const slices = planInsights(level, input({ kind: 'HISTORICAL_INIT' }));
      expect(covered(slices)).toEqual(eachDay({ from: '2023-10-22', to: TODAY }));
      expect(slices[0]?.to).toBe(TODAY);
      expect(new Set(slices.map(({ key }) => key)).size).toBe(slices.length);
      expect(cursors(slices)).toEqual([NOW.toISOString()]);
      expect(slices.at(-1)?.params?.cursor).toBe(NOW.toISOString());
    },
  );

  it('goes back as many months as configured, from any day of a month', () => {
    const first = (now: string, history_months: number) =>
      planInsights(
        'ad',
        input({
          kind: 'HISTORICAL_INIT',
          timezone: 'UTC',
          now: new Date(now),
          config: { history_months },
        }),
      ).at(-1)?.from;
    expect(first('2026-03-31T12:00:00Z', 1)).toBe('2026-03-01');
    expect(first('2026-11-20T12:00:00Z', 12)).toBe('2025-11-21');
  });

  it('of a wished range stays inside it and inside what Meta keeps, and leaves the cursor', () => {
    const range = { from: '2020-01-01', to: '2024-02-01' };
    const slices = planInsights('campaign', input({ kind: 'HISTORICAL_REBUILD', range }));
    expect(covered(slices)).toEqual(eachDay({ from: '2023-10-22', to: '2024-02-01' }));
    expect(cursors(slices)).toEqual([]);
    const gone = { from: '2019-01-01', to: '2019-02-01' };
    expect(planInsights('campaign', input({ kind: 'HISTORICAL_REBUILD', range: gone }))).toEqual(
      [],
    );
  });
});

describe('increments', () => {
  it('re-read today and three days before, and 28 days once per account day', () => {
    const read = '2026-11-20T16:00:00Z';
    const recent = planInsights('ad', input({ cursor: read, lastReadAt: new Date(read) }));
    expect(covered(recent)).toEqual(eachDay({ from: '2026-11-18', to: TODAY }));
    expect(cursors(recent)).toEqual([]);
    const nightly = planInsights('ad', input({ cursor: '2026-11-20T14:00:00Z' }));
    expect(covered(nightly)).toEqual(eachDay({ from: addDays('2026-11-20', -28), to: TODAY }));
    expect(cursors(nightly)).toEqual([NOW.toISOString()]);
  });

  it('after any pause cover every day that could have changed since', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom(...INSIGHTS_LEVELS),
        (pause, level) => {
          const cursor = new Date(NOW.getTime() - pause * 86_400_000).toISOString();
          const slices = planInsights(level, input({ cursor }));
          const days = covered(slices);
          expect(days.at(-1)).toBe(TODAY);
          expect(daysBetween(days[0] ?? '', TODAY)).toBe(pause === 0 ? 3 : pause + 28);
          expect(days).toEqual([...new Set(days)]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('list removed objects once a day only', () => {
    const scopes = (cursor: string | null) =>
      planEntities(input({ cursor })).map(({ params }) => params?.scope);
    expect(scopes(null)).toEqual(['all']);
    expect(scopes('2026-11-20T10:00:00Z')).toEqual(['live']);
    expect(scopes('2026-11-19T20:30:00Z')).toEqual(['all']);
  });
});
