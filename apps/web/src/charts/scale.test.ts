import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStretches, niceScale, shareOf } from './scale.ts';

describe('niceScale', () => {
  it('has round steps from zero', () => {
    expect(niceScale([120, 380, null])).toEqual({
      min: 0,
      max: 400,
      ticks: [0, 100, 200, 300, 400],
    });
    expect(niceScale([3.2], 2).ticks).toEqual([0, 2, 4]);
    expect(niceScale([null, 0])).toEqual({ min: 0, max: 1, ticks: [0] });
  });

  it('holds every value, also a day with more refunds than sales', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constant(null),
            fc.integer({ min: -1e9, max: 1e12 }).map((units) => units / 10_000),
          ),
          {
            minLength: 1,
          },
        ),
        (values) => {
          const scale = niceScale(values);
          for (const value of values) {
            if (value === null) continue;
            expect(shareOf(scale, value)).toBeGreaterThanOrEqual(-1e-9);
            expect(shareOf(scale, value)).toBeLessThanOrEqual(1 + 1e-9);
          }
          expect(scale.ticks.length).toBeLessThan(14);
        },
      ),
    );
  });
});

describe('lineStretches', () => {
  const scale = niceScale([1, 2]);

  it('leaves a gap where a day was not collected', () => {
    expect(lineStretches([1, 2, null, 2, 1], scale)).toHaveLength(2);
    expect(lineStretches([null, null, 1], scale)).toEqual([]);
  });

  it('sets the way to an unfinished day apart', () => {
    const stretches = lineStretches([1, 2, 1, 2], scale, (index) => index === 3);
    expect(stretches.map(({ loose }) => loose)).toEqual([false, true]);
  });
});
