import { plainSpaces } from './plain-spaces.ts';

const STYLES = {
  /** On an axis: `11/14`, `Nov 14`. */
  axis: { month: 'short', day: 'numeric' },
  /** In a sentence: `11월 14일 (금)`, `Fri, Nov 14`. */
  full: { weekday: 'short', month: 'short', day: 'numeric' },
  long: { year: 'numeric', month: 'short', day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const asDate = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** A calendar day (`YYYY-MM-DD`), which has no timezone of its own. */
export function formatDay(
  day: string,
  locale: string,
  style: keyof typeof STYLES = 'full',
): string {
  const format = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: 'UTC' });
  return plainSpaces(format.format(asDate(day)));
}

/**
 * Two calendar days, both included.
 * @param today the year is written unless both are in this day's; without it, where they differ from each other
 */
export function formatDayRange(
  from: string,
  to: string,
  locale: string,
  today: string = to,
): string {
  const isPlain = [from, to].every((day) => day.slice(0, 4) === today.slice(0, 4));
  const style = isPlain ? STYLES.axis : STYLES.long;
  const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' });
  return plainSpaces(format.formatRange(asDate(from), asDate(to)));
}

/** An instant as the clock of `timezone` shows it. */
export function formatInstant(instant: string, locale: string, timezone: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  });
  return plainSpaces(format.format(new Date(instant)));
}
