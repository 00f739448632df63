import { AppError } from './errors.ts';

/** Currencies whose minor unit is not a hundredth (ISO 4217); all others have two decimals. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/**
 * Decimals of the currency's minor unit by ISO 4217: KRW and JPY 0, most 2, BHD 3.
 * Platforms may count minor units differently; their own tables live with them.
 * @throws AppError `unknown_currency` when the code is not three capital letters.
 */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new AppError('unknown_currency', `"${currency}" is not an ISO 4217 currency code`);
  }
  return MINOR_DIGITS[currency] ?? 2;
}
