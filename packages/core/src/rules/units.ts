import { minorDigits } from '../currency.ts';
import { formatAmount, parseAmount, ratio } from '../money.ts';

/** Whole ten-thousandths of a decimal string; amounts of rules stay far below 2^53. */
export const toUnits = (text: string): number => Number(parseAmount(text));

/** Ten-thousandths as a decimal string, null for what was not reported. */
export function unitsText(units: number): string | null {
  return Number.isNaN(units) ? null : formatAmount(BigInt(Math.round(units)));
}

/** `top / bottom` of equal units as a decimal string, null without a denominator. */
export function ratioText(top: number, bottom: number, digits = 4): string | null {
  return ratio(unitsText(top), unitsText(bottom), digits);
}

/** `top / bottom` in percent with two decimals: 0.0321 is "3.21". */
export const percentText = (top: number, bottom: number): string | null =>
  ratioText(top * 100, bottom, 2);

/** The sign of `a·b − c·d`, exact for whole numbers however large the products. */
export function compareProducts(a: number, b: number, c: number, d: number): number {
  const left = a * b;
  const right = c * d;
  if (Math.abs(left) <= Number.MAX_SAFE_INTEGER && Math.abs(right) <= Number.MAX_SAFE_INTEGER) {
    return Math.sign(left - right);
  }
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** How many units of a currency have roughly the worth of one dollar, to a power of ten: for defaults and least steps, never for sums. */
const MAGNITUDES: Readonly<Record<string, number>> = {
  KRW: 1000,
  JPY: 100,
  VND: 10_000,
  IDR: 10_000,
  CLP: 1000,
  COP: 1000,
  PYG: 1000,
  HUF: 100,
  ISK: 100,
  INR: 100,
  CRC: 100,
  TWD: 10,
  THB: 10,
  MXN: 10,
  PHP: 10,
};

export const magnitudeOf = (currency: string): number => MAGNITUDES[currency] ?? 1;

/** Currencies whose ad budgets Meta counts in whole units although ISO 4217 gives them decimals. */
const WHOLE_BUDGETS = new Set(['TWD', 'IDR', 'HUF', 'COP', 'CRC']);

/** The least step of a budget in ten-thousandths: the minor unit, but never finer than a hundredth. */
function budgetStep(currency: string): number {
  const digits = WHOLE_BUDGETS.has(currency) ? 0 : Math.min(2, minorDigits(currency));
  return 10 ** (4 - digits);
}

/**
 * A budget changed by `percent` hundredths of a percent (−2000 = 20 % down), in steps of the currency,
 * rounded towards the old value. Ten-thousandths in and out. null when nothing sensible is left to change:
 * less than a step, or a budget already at the smallest that is worth having (about a dollar).
 */
export function changedBudget(
  budget: number,
  percentHundredths: number,
  currency: string,
): number | null {
  const step = BigInt(budgetStep(currency));
  const exact = (BigInt(budget) * BigInt(10_000 + percentHundredths)) / 10_000n;
  const up = percentHundredths > 0;
  let after = Number(up ? (exact / step) * step : ((exact + step - 1n) / step) * step);
  if (!up) after = Math.max(after, magnitudeOf(currency) * 10_000);
  return up ? (after > budget ? after : null) : after < budget ? after : null;
}
