import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNumbers } from './read-numbers.ts';

const read = (text: string, decimals = 4): number[] => {
  const column = new Float64Array(8).fill(-1);
  const count = readNumbers(text, decimals, column, 1);
  expect(column[0]).toBe(-1);
  return [...column.subarray(1, 1 + count)];
};

it.each([
  ['{}', []],
  ['{12.5000,NULL,-3}', [125_000, Number.NaN, -30_000]],
  ['{0.0001,7,-0.5}', [1, 70_000, -5_000]],
  // Six decimals of a frequency: what is beyond the fourth is cut off.
  ['{1.234567,NULL}', [12_345, Number.NaN]],
])('reads %s', (text, expected) => expect(read(text)).toEqual(expected));

it('reads instants to the microsecond', () => {
  expect(read('{1795000000.123456,1795000000.5,1795000000}', 6)).toEqual([
    1_795_000_000_123_456, 1_795_000_000_500_000, 1_795_000_000_000_000,
  ]);
});

it('refuses what it cannot hold exactly, and what is no number', () => {
  expect(() => read('{9999999999999.0000}')).toThrow('too large');
  expect(() => read('{1e5}')).toThrow('too large');
});

it('gives back any amount', () => {
  const amount = fc.option(fc.integer({ min: -1e12, max: 1e12 }), { nil: Number.NaN });
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 7 }), (units) => {
      const texts = units.map((unit) => {
        if (Number.isNaN(unit)) return 'NULL';
        const digits = String(Math.abs(unit)).padStart(5, '0');
        return `${unit < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
      });
      // Postgres writes no negative zero.
      expect(read(`{${texts.join(',')}}`)).toEqual(units.map((unit) => (unit === 0 ? 0 : unit)));
    }),
  );
});
