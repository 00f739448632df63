import { AppError, formatAmount, parseAmount } from '@commerce/core';
import type { MaybeBag, WireMoney } from './wire.ts';

const DECIMAL = /^-?\d{1,16}(?:\.\d{1,4})?$/;
/** Prices per unit after a discount, and converted amounts, may have more decimals than are stored. */
const LONG_DECIMAL = /^(-?)(\d{1,16}\.\d{4})(\d)\d*$/;
const ZERO_END = '.0';
const ZERO = 48;

/** Any decimal in ten-thousandths, rounded half away from zero. */
function rounded(text: string): bigint {
  const [, sign, kept = '', next = ''] = LONG_DECIMAL.exec(text) ?? [];
  if (sign === undefined) return parseAmount(text);
  const units = parseAmount(kept) + (next >= '5' ? 1n : 0n);
  return sign === '-' ? -units : units;
}

/**
 * A wire amount as the shortest decimal string of at most four decimals: `"39000.0"` is `"39000"`,
 * `"10.50"` is `"10.5"`, `"3.333333"` is `"3.3333"`.
 * @throws AppError `invalid_amount` for anything that is not a decimal.
 */
export function amountText(text: string): string {
  if (typeof text !== 'string') throw notAnAmount(text);
  if (!DECIMAL.test(text)) return formatAmount(rounded(text));
  if (text.endsWith(ZERO_END)) return text === '-0.0' ? '0' : text.slice(0, -2);
  if (!text.includes('.') || text.charCodeAt(text.length - 1) !== ZERO) {
    return text.charCodeAt(0) === ZERO || text.startsWith('-0')
      ? formatAmount(parseAmount(text))
      : text;
  }
  return formatAmount(parseAmount(text));
}

const notAnAmount = (value: unknown): AppError =>
  new AppError('invalid_amount', `${JSON.stringify(value)} is not an amount`);

/** The shop-currency side of a bag, or null when the bag is missing. */
export function shopAmount(bag: MaybeBag): string | null {
  return bag == null ? null : amountText(bag.shopMoney.amount);
}

export function presentmentAmount(bag: MaybeBag): string | null {
  return bag?.presentmentMoney == null ? null : amountText(bag.presentmentMoney.amount);
}

export function moneyAmount(money: WireMoney | null | undefined): string | null {
  return money == null ? null : amountText(money.amount);
}

/** The shop-currency side in ten-thousandths; a missing bag is 0. */
export function shopUnits(bag: MaybeBag): bigint {
  return bag == null ? 0n : unitsOf(bag.shopMoney.amount);
}

/** Ten-thousandths of a wire amount, rounded as its text is. */
export function unitsOf(text: string): bigint {
  if (typeof text !== 'string') throw notAnAmount(text);
  if (!DECIMAL.test(text)) return rounded(text);
  const dot = text.indexOf('.');
  if (dot < 0) return BigInt(`${text}0000`);
  return BigInt(text.slice(0, dot) + text.slice(dot + 1).padEnd(4, '0'));
}

/** Sum of the shop-currency sides, or null when there is no list. */
export function sumBags(bags: Iterable<MaybeBag> | null): string | null {
  if (bags === null) return null;
  let total = 0n;
  for (const bag of bags) total += shopUnits(bag);
  return formatAmount(total);
}
