import type { Money } from '../actions/action.ts';
import { timezoneOffset } from '../days.ts';

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

/** An instant (ISO 8601) as date and minute of a timezone, which it names: 2026-11-20 14:05 UTC+9. */
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
  const time = `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`;
  return `${time} ${offsetText(timezoneOffset(new Date(instant), timezone))}`;
}

/** Written here and not by Intl, whose versions differ between server and browser: `UTC+9`, `UTC-3:30`. */
function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  if (minutes === 0) return 'UTC';
  const rest = minutes % 60;
  const clock = `${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  return `UTC${offsetMs < 0 ? '-' : '+'}${clock}`;
}

/** Marks that turn the direction of what follows, and letters nobody sees. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Text with words of others in it as one line: they can begin no line of their own and hide or turn nothing. */
export const oneLine = (text: string): string =>
  text.replaceAll(UNSEEN, '').replaceAll(/[\s\p{Cc}]+/gu, ' ');
