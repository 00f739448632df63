import { AppError } from './errors.ts';

/** Decimal places every stored amount has: SQL `numeric(20,4)`. */
const SCALE = 4;
const UNIT = 10n ** BigInt(SCALE);
const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d{1,20}))?$/;

/**
 * Parses a decimal string into ten-thousandths, exactly.
 * Digits beyond the fourth decimal must be zero: rounding is a decision and has its own function.
 * @throws AppError `invalid_amount` when the text is not such a decimal.
 */
export function parseAmount(text: string): bigint {
  const match = DECIMAL.exec(text);
  const fraction = match?.[3] ?? '';
  if (!match || /[1-9]/.test(fraction.slice(SCALE))) {
    throw new AppError(
      'invalid_amount',
      `"${text.slice(0, 40)}" is not an amount with at most ${SCALE} decimals`,
    );
  }
  const units =
    BigInt(match[2] as string) * UNIT + BigInt(fraction.slice(0, SCALE).padEnd(SCALE, '0') || '0');
  return match[1] === '-' ? -units : units;
}

/** Ten-thousandths as the shortest decimal string: `130000n` is `"13"`, `-5n` is `"-0.0005"`. */
export function formatAmount(units: bigint): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`;
}

/** The exact sum of decimal strings, as a decimal string. An empty list is `"0"`. */
export function sumAmounts(amounts: Iterable<string>): string {
  let total = 0n;
  for (const amount of amounts) total += parseAmount(amount);
  return formatAmount(total);
}

/** `a − b`, exactly. */
export function subtractAmounts(a: string, b: string): string {
  return formatAmount(parseAmount(a) - parseAmount(b));
}

/** The amount with its sign turned; zero stays `"0"`. */
export function negateAmount(amount: string): string {
  return formatAmount(-parseAmount(amount));
}

/**
 * Splits `total` in proportion to `weights` so that the parts sum to it exactly: every part is rounded
 * down to the currency's minor unit and the remaining units go to the largest remainders (first wins a tie).
 * @param minorDigits decimals of the currency, 0 for KRW and JPY
 */
export function allocateAmount(
  total: string,
  weights: readonly bigint[],
  minorDigits: number,
): string[] {
  const step = 10n ** BigInt(SCALE - minorDigits);
  const units = parseAmount(total);
  const sign = units < 0n ? -1n : 1n;
  const steps = (units * sign) / step;
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  if (units % step !== 0n || weightSum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new AppError(
      'invalid_amount',
      'An amount can be split only in whole minor units and by non-negative weights',
    );
  }
  const parts = weights.map((weight, index) => ({
    index,
    whole: (steps * weight) / weightSum,
    remainder: (steps * weight) % weightSum,
  }));
  const left = Number(steps - parts.reduce((sum, part) => sum + part.whole, 0n));
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder.slice(0, left)) part.whole += 1n;
  return parts.map((part) => formatAmount(part.whole * step * sign));
}

/**
 * `numerator / denominator` rounded half away from zero, or null when the denominator is 0 or either
 * side is unknown: no spend means no ratio, not 0 and not infinity.
 * @param digits decimals of the result, at most 8
 */
export function ratio(
  numerator: string | null,
  denominator: string | null,
  digits = 4,
): string | null {
  if (numerator === null || denominator === null) return null;
  const bottom = parseAmount(denominator);
  if (bottom === 0n) return null;
  const top = parseAmount(numerator) * 10n ** BigInt(digits);
  const negative = top < 0n !== bottom < 0n;
  const [n, d] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const rounded = (n * 2n + d) / (d * 2n);
  const text = rounded.toString().padStart(digits + 1, '0');
  const fraction = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '');
  const whole = digits === 0 ? text : text.slice(0, -digits);
  return `${negative && rounded !== 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}
