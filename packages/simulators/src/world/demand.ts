import { dayNumber } from './calendar.ts';
import type { ShopProfile } from './profiles.ts';
import { type Random, random } from './random.ts';

const WEEKDAY = [1.12, 1.05, 0.96, 0.93, 0.95, 0.98, 1.06] as const;
const HOUR = [
  3, 2, 1, 1, 1, 2, 4, 7, 9, 11, 13, 14, 15, 13, 12, 12, 13, 15, 18, 22, 27, 29, 21, 10,
] as const;
const HOUR_TOTAL = HOUR.reduce((sum, weight) => sum + weight, 0);
const TREND_START = dayNumber('2024-01-01');

/** How many orders a business takes on a day of its own calendar: weekday, season, slow growth. */
export function ordersOn(profile: ShopProfile, seed: string, day: string): number {
  const number = dayNumber(day);
  const weekday = WEEKDAY[(number + 4) % 7] as number;
  const season = 1 + 0.14 * Math.sin((2 * Math.PI * (number % 365)) / 365 - 1.9);
  const growth = 1 + 0.00018 * Math.max(0, number - TREND_START);
  const mean = profile.ordersPerDay * weekday * season * growth;
  return random(seed, profile.key, 'demand', day).count(mean);
}

/** A second of the day, drawn so that evenings are busy and nights are quiet. */
export function secondOfDay(source: Random): number {
  let ticket = source.next() * HOUR_TOTAL;
  let hour = 0;
  while (hour < 23 && ticket >= (HOUR[hour] as number)) {
    ticket -= HOUR[hour] as number;
    hour += 1;
  }
  return hour * 3600 + source.int(0, 3599);
}
