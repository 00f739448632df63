import { AppError, formatAmount } from '@commerce/core';
import type { MinorAmount } from './schemas.ts';

declare const offset: unique symbol;
/** Minor units per major unit as Meta counts them; only `currencyOffset` makes one. */
export type CurrencyOffset = (1 | 100) & { readonly [offset]: true };

/** Source: Marketing API currencies, read 2026-11. Not ISO 4217: HUF counts whole, BHD hundredths. */
const WHOLE = new Set('KRW JPY TWD VND IDR HUF ISK CLP COP CRC PYG'.split(' '));
const KNOWN = new Set(Intl.supportedValuesOf('currency'));

/** @throws AppError `unknown_currency`: a guessed offset would be wrong by a factor of 100. */
export function currencyOffset(currency: string): CurrencyOffset {
  if (!KNOWN.has(currency)) {
    throw new AppError(
      'unknown_currency',
      `Meta named the currency "${currency}", whose minor unit is not known here; no amount was stored`,
    );
  }
  return (WHOLE.has(currency) ? 1 : 100) as CurrencyOffset;
}

/** Major units as a decimal string, exactly. */
export function toMajor(amount: MinorAmount, units: CurrencyOffset): string {
  return formatAmount((BigInt(amount) * 10_000n) / BigInt(units));
}
