import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moneyText, plainText, priceText, toMinor } from './format.ts';
import { allocate, taxOf, unitShare } from './rounding.ts';

describe('amount texts', () => {
  it('writes each door its own way', () => {
    expect([39000, -12000].map((minor) => moneyText(minor, 'KRW'))).toEqual([
      '39000.0',
      '-12000.0',
    ]);
    expect([1500, 1350, 94995, 0, -5].map((minor) => moneyText(minor, 'USD'))).toEqual([
      '15.0',
      '13.5',
      '949.95',
      '0.0',
      '-0.05',
    ]);
    expect(priceText(2400, 'USD')).toBe('24.00');
    expect(priceText(13000, 'KRW')).toBe('13000.00');
    expect(plainText(1000, 'USD')).toBe('10.00');
    expect(plainText(39000, 'KRW')).toBe('39000');
  });

  it('refuses unknown currencies and amounts finer than the minor unit', () => {
    expect(() => moneyText(1, 'QQQ')).toThrow(/currency QQQ/);
    expect(() => toMinor('1.5', 'JPY')).toThrow(/finer/);
    expect(toMinor('-68.5', 'USD')).toBe(-6850);
  });
});

describe('splitting', () => {
  it('never loses or makes a unit', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 6 }),
        (whole, weights) => {
          const sum = allocate(whole, weights).reduce((a, b) => a + b, 0);
          expect(sum).toBe(weights.every((weight) => weight === 0) ? 0 : whole);
        },
      ),
    );
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 9 }), (whole, count) => {
        let sum = 0;
        for (let unit = 0; unit < count; unit++) sum += unitShare(whole, count, unit, unit + 1);
        expect(sum).toBe(whole);
      }),
    );
  });

  it('takes tax out of or on top of a price', () => {
    expect(taxOf(13000, 100_000, true)).toBe(1182);
    expect(taxOf(6800, 72_500, false)).toBe(493);
  });
});
