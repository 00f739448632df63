import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumedMaturity,
  completenessAt,
  expectedFinal,
  FINAL_AGE,
  measureMaturity,
} from './maturity.ts';

const ONE = 10_000;
const observed = (shares: readonly number[], final: number) =>
  Array.from({ length: FINAL_AGE + 1 }, (_, age) => ({
    age,
    known: Math.floor(((shares[age] ?? 10_000) * final) / 10_000),
    final,
  }));

describe('maturity', () => {
  it('is the share of the final conversions known at each age', () => {
    const curve = measureMaturity(observed([2000, 6000, 9000], 500 * ONE), 'meta');
    expect(curve).toMatchObject({ basis: 'measured', sample: 500 });
    expect(curve.completeness.slice(0, 5)).toEqual([2000, 6000, 9000, 10_000, 10_000]);
  });

  it('never falls and never passes all', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            age: fc.nat({ max: 35 }),
            known: fc.nat({ max: 900 * ONE }),
            final: fc.nat({ max: 900 * ONE }),
          }),
          { maxLength: 90 },
        ),
        (observations) => {
          const { completeness } = measureMaturity(observations, 'meta');
          expect(completeness).toHaveLength(FINAL_AGE + 1);
          for (const [age, share] of completeness.entries()) {
            expect(share).toBeGreaterThanOrEqual(completeness[age - 1] ?? 0);
            expect(share).toBeLessThanOrEqual(10_000);
          }
        },
      ),
    );
  });

  it('is assumed, and says so, where too little was seen', () => {
    expect(measureMaturity(observed([2000], 99 * ONE), 'meta')).toEqual(assumedMaturity('meta'));
    expect(measureMaturity([], 'unheard_of').basis).toBe('assumed');
    const gap = observed([2000], 500 * ONE).filter(({ age }) => age !== 7);
    expect(measureMaturity(gap, 'meta').basis).toBe('assumed');
  });

  it('expects what is still missing to arrive', () => {
    const curve = measureMaturity(observed([0, 5000], 500 * ONE), 'meta');
    const series = Float64Array.of(3 * ONE, Number.NaN, 4 * ONE);
    expect(expectedFinal(series, 0, 2, 3, curve)).toBe(11 * ONE);
    expect(completenessAt(curve, 400)).toBe(10_000);
    expect(completenessAt(curve, 0)).toBe(1);
  });
});
