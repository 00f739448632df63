import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitByBreakdowns } from './breakdowns.ts';
import { currencyOffset, majorUnits, ratio } from './money.ts';
import { emptyTotals } from './totals.ts';

describe('money', () => {
  it('counts minor units as the platform does', () => {
    expect([currencyOffset('KRW'), currencyOffset('JPY'), currencyOffset('USD')]).toEqual([
      1, 1, 100,
    ]);
    expect(majorUnits(152340n, 'KRW')).toBe('152340');
    expect(majorUnits(14050n, 'USD')).toBe('140.5');
    expect(majorUnits(7n, 'EUR')).toBe('0.07');
  });

  it('rounds ratios half up', () => {
    expect(ratio(2n, 3n)).toBe('0.666667');
    expect(ratio(1n, 2n, 0)).toBe('1');
    expect(ratio(512n * 100n, 20411n)).toBe('2.508451');
  });

  it('is never lost or made by a breakdown', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.nat(1_000_000), (spend, clicks) => {
        const cells = splitByBreakdowns(
          { ...emptyTotals(), spend, clicks },
          ['age', 'gender'],
          'KR',
        );
        expect(cells.reduce((sum, cell) => sum + cell.totals.spend, 0n)).toBe(spend);
        expect(cells.reduce((sum, cell) => sum + cell.totals.clicks, 0)).toBe(clicks);
      }),
    );
  });
});
