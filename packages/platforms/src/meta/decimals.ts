/**
 * A decimal string rounded half away from zero to the places its column has, in its shortest form:
 * Meta writes `5339.50`, and values with more decimals than any currency.
 */
export function decimal(text: string, places = 4): string {
  if (/^(?:0|[1-9]\d*)$/.test(text)) return text;
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const units = kept + (Number(fraction[places] ?? 0) >= 5 ? 1n : 0n);
  return `${negative && units > 0n ? '-' : ''}${decimalOf(units, places)}`;
}

/** The sum of two decimal strings that are not negative, with all of their digits. */
export function addDecimals(one: string, other: string): string {
  const parts = [one, other].map((text) => text.split('.'));
  const places = Math.max(...parts.map(([, fraction = '']) => fraction.length));
  const [a = 0n, b = 0n] = parts.map(([whole = '', fraction = '']) =>
    BigInt(whole + fraction.padEnd(places, '0')),
  );
  return decimalOf(a + b, places);
}

function decimalOf(units: bigint, places: number): string {
  const digits = units.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const tail = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${whole}${tail && `.${tail}`}`;
}
