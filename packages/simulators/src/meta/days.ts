import { dayNumber, instantAt, offsetMinutes } from '../world/calendar.ts';

export { addDays, localDay } from '../world/calendar.ts';

/** A calendar day 'YYYY-MM-DD' in the ad account's timezone. */
export type Day = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const midnights = new Map<string, number>();

/** Offset from UTC in milliseconds that the zone has at the given instant. */
export function zoneOffset(ms: number, timezone: string): number {
  return offsetMinutes(ms, timezone) * MINUTE;
}

/** The instant a local day begins; days around a clock change last 23 or 25 hours. */
export function startOfDay(day: Day, timezone: string): number {
  const key = `${timezone} ${day}`;
  const cached = midnights.get(key);
  if (cached !== undefined) return cached;
  if (midnights.size > 50_000) midnights.clear();
  const ms = instantAt(day, 0, timezone);
  midnights.set(key, ms);
  return ms;
}

export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}

export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 = Sunday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const ms = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value);
}

/** The platform's datetime form, e.g. 2026-11-19T09:30:00+0900. */
export function platformTime(ms: number, timezone: string): string {
  const offset = zoneOffset(ms, timezone);
  const wall = new Date(ms + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0');
  const mm = String(minutes % 60).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${hh}${mm}`;
}
