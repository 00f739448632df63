import type { Reason } from '../rules/finding.ts';
import { formatDecimal, formatMoney, type Locale } from './format.ts';

/** A reason's values as words of a language read them; what is unknown becomes a dash. */
export interface ReasonValues {
  money(name: string): string;
  count(name: string): string;
  /** Up to two decimals. */
  number(name: string): string;
  percent(name: string): string;
  text(name: string): string;
  /** A length of time given in minutes, in its two largest units: 3 days 2 hours. */
  duration(name: string): string;
  isOne(name: string): boolean;
  has(name: string): boolean;
}

const UNKNOWN = '–';

export function readValues(reason: Reason, locale: Locale): ReasonValues {
  const read = (name: string, show: (text: string) => string): string => {
    const value = reason.values[name];
    if (value === null || value === undefined) return UNKNOWN;
    return show(String(value));
  };
  const { currency } = reason;
  return {
    money: (name) =>
      read(name, (amount) =>
        currency === null
          ? formatDecimal(amount, 2, locale)
          : formatMoney({ amount, currency }, locale),
      ),
    count: (name) => read(name, (value) => formatDecimal(value, 1, locale)),
    number: (name) => read(name, (value) => formatDecimal(value, 2, locale)),
    percent: (name) => read(name, (value) => `${formatDecimal(value, 1, locale)}%`),
    text: (name) => read(name, (value) => value),
    duration: (name) => read(name, (value) => durationText(Number(value), locale)),
    isOne: (name) => Number(reason.values[name]) === 1,
    has: (name) => reason.values[name] !== null && reason.values[name] !== undefined,
  };
}

const UNITS = {
  ko: { words: ['일', '시간', '분'], between: '' },
  en: { words: ['day', 'hour', 'minute'], between: ' ' },
} as const;

function durationText(minutes: number, locale: Locale): string {
  const { words, between } = UNITS[locale];
  const sizes = [1440, 60, 1];
  const parts = sizes.map((size, place) => {
    const larger = sizes[place - 1];
    const count = Math.floor((larger === undefined ? minutes : minutes % larger) / size);
    const plural = locale === 'en' && count !== 1 ? 's' : '';
    return {
      count,
      text: `${formatDecimal(String(count), 0, locale)}${between}${words[place]}${plural}`,
    };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return parts[2]?.text ?? '';
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  return shown.map(({ text }) => text).join(' ');
}
