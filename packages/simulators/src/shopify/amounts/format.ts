const EXPONENTS: Readonly<Record<string, number>> = {
  KRW: 0,
  JPY: 0,
  USD: 2,
  EUR: 2,
  CAD: 2,
  CHF: 2,
  GBP: 2,
};

/** Digits after the decimal point that a currency's minor unit has; unknown currencies throw. */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS[currency];
  if (exponent === undefined) throw new Error(`The simulator does not know currency ${currency}.`);
  return exponent;
}

/** Major-unit decimal text ("13000", "68.00") to whole minor units. */
export function toMinor(decimal: string, currency: string): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) throw new Error(`"${decimal}" is not a decimal amount.`);
  const exponent = exponentOf(currency);
  const fraction = (match[3] ?? '').padEnd(exponent, '0');
  if (/[1-9]/.test(fraction.slice(exponent))) {
    throw new Error(`"${decimal}" is finer than the minor unit of ${currency}.`);
  }
  const minor = Number((match[2] as string) + fraction.slice(0, exponent));
  return match[1] === '-' ? 0 - minor : minor;
}

/** GraphQL MoneyV2 text: at least one decimal, no further trailing zeros ("39000.0", "13.5"). */
export function moneyText(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  if (exponent === 0) return `${minor}.0`;
  const text = plainText(minor, currency);
  let end = text.length;
  while (text[end - 1] === '0' && text[end - 2] !== '.') end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** ProductVariant `price` text: always two decimals ("24.00"). */
export function priceText(minor: number, currency: string): string {
  const [whole, fraction = ''] = plainText(minor, currency).split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Webhook text: the currency's own number of decimals ("39000", "10.00"). */
export function plainText(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
