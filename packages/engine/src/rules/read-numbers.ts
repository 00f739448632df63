import { AppError } from '@commerce/core';

const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const N = 78;

/**
 * Reads a Postgres array of numbers (`{12.5000,NULL,-3}`) into a column, from `at` on: whole units of
 * 10^-`decimals`, NaN for NULL; further decimals are cut off. Many times faster than parsing the elements one by
 * one, and exact: no number is ever a fraction on the way.
 * @returns how many were read
 * @throws AppError `internal` for a number that would not be exact
 */
export function readNumbers(
  text: string,
  decimals: number,
  column: Float64Array | Int32Array,
  at: number,
): number {
  let place = at;
  let position = 1;
  const end = text.length - 1;
  while (position < end) {
    let code = text.charCodeAt(position);
    if (code === N) {
      column[place] = Number.NaN;
      position += 4;
    } else {
      const negative = code === MINUS;
      if (negative) code = text.charCodeAt((position += 1));
      let value = 0;
      let left = -1;
      for (; position < end; code = text.charCodeAt((position += 1))) {
        if (code >= ZERO && code <= NINE) {
          if (left === 0) continue;
          value = value * 10 + (code - ZERO);
          left -= 1;
        } else if (code === POINT) left = decimals;
        else break;
      }
      if (left < 0) left = decimals;
      for (; left > 0; left -= 1) value *= 10;
      if (value > Number.MAX_SAFE_INTEGER || (position < end && code !== COMMA)) {
        throw new AppError(
          'internal',
          `A figure is too large to be judged exactly: ${text.slice(0, 80)}`,
        );
      }
      column[place] = negative ? -value : value;
    }
    place += 1;
    position += 1;
  }
  return place - at;
}
