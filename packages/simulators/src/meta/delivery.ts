import { type Day, DAY, HOUR, addDays, startOfDay } from './days.ts';
import { type Account, type Ad, valueAt } from './entities.ts';
import { ancestors, configuredStatus } from './status.ts';

export const FULL = 1_000_000;

/** Share of a day's delivery that lies before a point of the day (0..1); nights are slower. */
function curve(x: number): number {
  return x - 0.1 * Math.sin(2 * Math.PI * x);
}

/** Instants in a day at which the ad, its parents or the budget above it change. */
function changesWithin(account: Account, ad: Ad, from: number, to: number): number[] {
  const instants = new Set<number>();
  for (const item of [ad, ...ancestors(account, ad)]) {
    const budget = item.kind === 'ad' ? [] : item.dailyBudget;
    for (const { at } of [...item.status, ...budget]) if (at > from && at < to) instants.add(at);
  }
  return [...instants].sort((a, b) => a - b);
}

/** 0 while anything in the ad's line is off, else the budget relative to the one it began with. */
export function intensity(account: Account, ad: Ad, at: number): number {
  let factor = 1;
  for (const item of [ad, ...ancestors(account, ad)]) {
    if (configuredStatus(item, at) !== 'ACTIVE') return 0;
    if (item.kind === 'ad' || item.dailyBudget.length < 2) continue;
    factor *= Number(valueAt(item.dailyBudget, at)) / Number(item.dailyBudget[0]?.value);
  }
  return factor;
}

/** Delivery of the ad on a day up to an instant, in millionths of an undisturbed full day. */
export function deliveredPpm(account: Account, ad: Ad, day: Day, asOf: number): number {
  const start = startOfDay(day, account.timezone);
  const end = startOfDay(addDays(day, 1), account.timezone);
  const until = Math.min(asOf, end);
  if (until <= start) return 0;
  const edges = [start, ...changesWithin(account, ad, start, until), until];
  let total = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [a = start, b = until] = [edges[i], edges[i + 1]];
    const part = curve((b - start) / (end - start)) - curve((a - start) / (end - start));
    total += part * intensity(account, ad, a);
  }
  return Math.round(total * FULL);
}

/** Spend of a closed day is still topped up for two days, by one and a half percent in all. */
export function spendSettledPpm(dayEnd: number, asOf: number): number {
  const hours = Math.max(0, (asOf - dayEnd) / HOUR);
  return FULL - 15_000 + Math.round(15_000 * Math.min(1, hours / 48));
}

/** Web events of a day that are attributed by an instant: 60% at its end, all after 27 days. */
export function arrivedPpm(dayEnd: number, asOf: number): number {
  const days = Math.max(0, (asOf - dayEnd) / DAY);
  const week = 370_000 * (1 - (1 - Math.min(1, days / 7)) ** 2);
  const tail = 30_000 * Math.min(1, Math.max(0, days - 7) / 20);
  return 600_000 + Math.round(week + tail);
}
