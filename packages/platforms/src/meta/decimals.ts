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
  const digits = units.toString().padStart(places + 1, '0');
  const tail = digits.slice(-places).replace(/0+$/, '');
  return `${negative && units > 0n ? '-' : ''}${digits.slice(0, -places)}${tail && `.${tail}`}`;
}
