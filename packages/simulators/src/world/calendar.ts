const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01 of a 'YYYY-MM-DD' day. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

export function dayOfNumber(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOfNumber(dayNumber(day) + days);
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Minutes east of UTC that a timezone has at an instant (epoch milliseconds). */
export function offsetMinutes(instant: number, timezone: string): number {
  const quarter = Math.floor(instant / 900_000);
  const key = `${timezone}|${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size > 200_000) offsets.clear();
  const offset = readOffset(quarter * 900_000, timezone);
  offsets.set(key, offset);
  return offset;
}

function readOffset(instant: number, timezone: string): number {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
    formats.set(timezone, format);
  }
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** The calendar day ('YYYY-MM-DD') that an instant falls on in a timezone. */
export function localDay(instant: number, timezone: string): string {
  return dayOfNumber(Math.floor((instant + offsetMinutes(instant, timezone) * 60_000) / DAY_MS));
}

/** The instant at which a timezone's clock shows `seconds` after midnight of a day. */
export function instantAt(day: string, seconds: number, timezone: string): number {
  const wall = dayNumber(day) * DAY_MS + seconds * 1000;
  const guess = wall - offsetMinutes(wall, timezone) * 60_000;
  return wall - offsetMinutes(guess, timezone) * 60_000;
}
