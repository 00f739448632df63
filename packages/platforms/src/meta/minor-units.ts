import { AppError, formatAmount, type Money, parseAmount } from '@commerce/core';
import type { MinorAmount } from './schemas.ts';

declare const offset: unique symbol;
/** Minor units per major unit as Meta counts them; only `currencyOffset` makes one. */
export type CurrencyOffset = (1 | 100) & { readonly [offset]: true };

declare const budget: unique symbol;
/** A budget in the minor units of its account, ready to be sent; only `toMinor` makes one. */
export type MinorBudget = string & { readonly [budget]: true };

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

/**
 * A budget as Meta counts it. Takes the account's own currency, so that an amount of another one, or one with
 * the wrong offset, cannot be sent.
 * @throws AppError `invalid_input` for another currency than the account's, `unknown_currency`, `invalid_amount`
 * for what is not a positive whole number of minor units: nothing is rounded on the way out
 */
export function toMinor(money: Money, accountCurrency: string): MinorBudget {
  if (money.currency !== accountCurrency) {
    throw new AppError(
      'invalid_input',
      `The budget is in ${money.currency}, the ad account counts in ${accountCurrency}; nothing was sent`,
    );
  }
  const scaled = parseAmount(money.amount) * BigInt(currencyOffset(accountCurrency));
  if (scaled <= 0n || scaled % 10_000n !== 0n) {
    throw new AppError(
      'invalid_amount',
      `${money.amount} ${money.currency} is not a budget Meta can hold: it must be positive and without fractions of the smallest unit`,
    );
  }
  return String(scaled / 10_000n) as MinorBudget;
}
