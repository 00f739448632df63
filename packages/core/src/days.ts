import { AppError } from './errors.ts';

/** A calendar day `YYYY-MM-DD` in a stated timezone; never an instant. */
export type Day = string;

/** Both ends included. */
export interface DayRange {
  from: Day;
  to: Day;
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws AppError `unknown_timezone` when `timezone` is not an IANA name this runtime knows. */
function formatFor(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-CA', {
        timeZone: timezone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
      });
    } catch {
      throw new AppError(
        'unknown_timezone',
        `"${timezone}" is not an IANA timezone name such as Asia/Seoul`,
      );
    }
    formats.set(timezone, format);
  }
  return format;
}

/** Throws `unknown_timezone` for a name this runtime does not know. */
export function assertTimezone(timezone: string): void {
  formatFor(timezone);
}

/** Milliseconds that local time in `timezone` is ahead of UTC at `instant`. */
export function timezoneOffset(instant: Date, timezone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatFor(timezone).formatToParts(instant))
    part[type] = Number(value);
  const local = Date.UTC(
    part.year as number,
    (part.month as number) - 1,
    part.day,
    part.hour,
    part.minute,
    part.second,
  );
  return local - Math.floor(instant.getTime() / 1000) * 1000;
}

const hourOffsets = new Map<string, Map<number, number>>();

/** The calendar day of an instant in a timezone. Offsets are remembered per quarter hour: they never change within one. */
export function dayOf(instant: Date, timezone: string): Day {
  const time = instant.getTime();
  if (Number.isNaN(time))
    throw new AppError('invalid_instant', 'That is not a valid point in time');
  let known = hourOffsets.get(timezone);
  if (!known) hourOffsets.set(timezone, (known = new Map()));
  const quarter = Math.floor(time / 900_000);
  let offset = known.get(quarter);
  if (offset === undefined) {
    if (known.size > 200_000) known.clear();
    offset = timezoneOffset(new Date(quarter * 900_000), timezone);
    known.set(quarter, offset);
  }
  return new Date(time + offset).toISOString().slice(0, 10);
}

/** The first instant of a day in a timezone; where the clock skips midnight, the first that exists. */
export function startOfDay(day: Day, timezone: string): Date {
  const midnight = parseDay(day);
  let guess = midnight - timezoneOffset(new Date(midnight), timezone);
  guess = midnight - timezoneOffset(new Date(guess), timezone);
  for (const candidate of [guess - 3_600_000, guess, guess + 3_600_000]) {
    const at = new Date(candidate);
    if (dayOf(at, timezone) === day && dayOf(new Date(candidate - 1000), timezone) < day) return at;
  }
  return new Date(guess);
}

/** True for an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function parseDay(day: Day): number {
  if (!isDay(day)) throw new AppError('invalid_day', `"${day}" is not a day written YYYY-MM-DD`);
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: Day, days: number): Day {
  return new Date(parseDay(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; 0 for the same day. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((parseDay(to) - parseDay(from)) / DAY_MS);
}

/** Every day of a range in order; empty when `to` lies before `from`. */
export function eachDay({ from, to }: DayRange): Day[] {
  const count = daysBetween(from, to) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(from, i));
}

/** The range of equal length that ends the day before this one starts. */
export function previousRange({ from, to }: DayRange): DayRange {
  const length = daysBetween(from, to) + 1;
  return { from: addDays(from, -length), to: addDays(from, -1) };
}

/** Cuts a range into consecutive pieces of at most `size` days, oldest first. */
export function splitRange({ from, to }: DayRange, size: number): DayRange[] {
  const pieces: DayRange[] = [];
  for (let start = from; start <= to; start = addDays(start, size)) {
    const end = addDays(start, size - 1);
    pieces.push({ from: start, to: end < to ? end : to });
  }
  return pieces;
}
