import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateAmount,
  formatAmount,
  negateAmount,
  parseAmount,
  ratio,
  subtractAmounts,
  sumAmounts,
} from './money.ts';

const units = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });

describe('amounts', () => {
  it('reads platform spellings exactly', () => {
    expect(parseAmount('39000.0')).toBe(390_000_000n);
    expect(parseAmount('-0.0005')).toBe(-5n);
    expect(parseAmount('10.50000000')).toBe(105_000n);
    expect(formatAmount(130_000n)).toBe('13');
    expect(formatAmount(-5n)).toBe('-0.0005');
  });

  it.each(['', ' 1', '1,000', '1e3', '.5', '5.', '--1', 'NaN', '1.00005', '12345678901234567'])(
    'refuses %j instead of guessing',
    (text) => {
      expect(() => parseAmount(text)).toThrow(expect.objectContaining({ code: 'invalid_amount' }));
    },
  );

  it('survives the round trip for any amount', () => {
    fc.assert(
      fc.property(units, (value) => {
        expect(parseAmount(formatAmount(value))).toBe(value);
      }),
    );
  });

  it('adds what floating point cannot', () => {
    expect(sumAmounts(['0.1', '0.2'])).toBe('0.3');
    expect(subtractAmounts('9007199254740993', '0.0001')).toBe('9007199254740992.9999');
    expect(negateAmount('0')).toBe('0');
    expect(sumAmounts([])).toBe('0');
  });
});

describe('allocateAmount', () => {
  it('gives left-over minor units to the largest remainders', () => {
    expect(allocateAmount('10', [1n, 1n, 1n], 2)).toEqual(['3.34', '3.33', '3.33']);
    expect(allocateAmount('1000', [1n, 2n, 4n], 0)).toEqual(['143', '286', '571']);
    expect(allocateAmount('-0.05', [1n, 1n], 2)).toEqual(['-0.03', '-0.02']);
  });

  it('never loses or invents money and stays within one unit of the exact share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        weights.filter((list) => list.some((weight) => weight > 0n)),
        fc.constantFrom(0, 2, 3),
        (steps, list, digits) => {
          const step = 10n ** BigInt(4 - digits);
          const total = formatAmount(steps * step);
          const parts = allocateAmount(total, list, digits);
          expect(sumAmounts(parts)).toBe(total);
          const sum = list.reduce((a, b) => a + b, 0n);
          for (const [i, part] of parts.entries()) {
            const error = parseAmount(part) * sum - steps * step * (list[i] as bigint);
            expect(error < 0n ? -error : error).toBeLessThan(step * sum);
          }
        },
      ),
    );
  });

  it('refuses fractions of a minor unit and empty weights', () => {
    expect(() => allocateAmount('0.5', [1n], 0)).toThrow(/whole minor units/);
    expect(() => allocateAmount('5', [0n, 0n], 0)).toThrow();
    expect(() => allocateAmount('5', [1n, -1n], 0)).toThrow();
  });
});

describe('ratio', () => {
  it('is null without a denominator, not 0 and not infinity', () => {
    expect(ratio('5', '0')).toBeNull();
    expect(ratio(null, '5')).toBeNull();
    expect(ratio('5', null)).toBeNull();
    expect(ratio('0', '5')).toBe('0');
  });

  it('rounds half away from zero', () => {
    expect(ratio('1', '8', 2)).toBe('0.13');
    expect(ratio('-1', '8', 2)).toBe('-0.13');
    expect(ratio('2', '3')).toBe('0.6667');
    expect(ratio('7', '2', 0)).toBe('4');
    expect(ratio('-0.0001', '100000')).toBe('0');
  });

  it('is within half a last digit of the true quotient', () => {
    fc.assert(
      fc.property(
        units,
        units.filter((bottom) => bottom > 10_000n || bottom < -10_000n),
        (top, bottom) => {
          const quotient = parseAmount(ratio(formatAmount(top), formatAmount(bottom)) as string);
          const error = quotient * bottom - top * 10_000n;
          const abs = (value: bigint) => (value < 0n ? -value : value);
          expect(abs(error) * 2n <= abs(bottom)).toBe(true);
        },
      ),
    );
  });
});
