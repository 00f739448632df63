import type { Money } from '../actions/action.ts';

export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const formats = new Map<string, Intl.NumberFormat>();

/** Intl reads decimal text exactly, without going through a float. */
function write(text: string, locale: Locale, options: Intl.NumberFormatOptions): string {
  const key = `${locale}${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format.format(text as Intl.StringNumericLiteral).replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** An amount to be read: symbol, grouped thousands, as many decimals as the currency has (₩ none), rounded half away from zero. */
export const formatMoney = ({ amount, currency }: Money, locale: Locale): string =>
  write(amount, locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });

/** A count or ratio with at most `digits` decimals and grouped thousands. */
export const formatDecimal = (value: string, digits: number, locale: Locale): string =>
  write(value, locale, { maximumFractionDigits: digits, signDisplay: 'negative' });

/** An instant (ISO 8601) as date and minute of a timezone: 2026-11-20 14:05. */
export function formatInstant(instant: string, timezone: string): string {
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
}
