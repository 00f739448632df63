const WITHOUT_MINOR_UNIT = new Set([
  'KRW',
  'JPY',
  'TWD',
  'VND',
  'IDR',
  'HUF',
  'ISK',
  'CLP',
  'COP',
  'CRC',
  'PYG',
]);

/** Minor units per major unit as this platform counts them, which is not ISO 4217. */
export function currencyOffset(currency: string): 1 | 100 {
  return WITHOUT_MINOR_UNIT.has(currency) ? 1 : 100;
}

/** Major units as the insights write them: no trailing zeros. */
export function majorUnits(minor: bigint, currency: string): string {
  return trimZeros(ratio(minor, BigInt(currencyOffset(currency)), 2));
}

/** numerator / denominator, half up, with a fixed number of decimals; denominator > 0. */
export function ratio(numerator: bigint, denominator: bigint, decimals = 6): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = (numerator * scale * 2n + denominator) / (denominator * 2n);
  const whole = scaled / scale;
  const rest = String(scaled % scale).padStart(decimals, '0');
  return decimals === 0 ? String(whole) : `${whole}.${rest}`;
}

export function trimZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
