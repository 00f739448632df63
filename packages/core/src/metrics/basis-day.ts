import { type Day, dayOf, daysBetween } from '../days.ts';

export interface BasisDayFacts {
  /** Latest day with ad metrics over enabled ad connectors, account days. */
  latestAdDay: Day | null;
  /** Latest day with an order, shop days. */
  latestOrderDay: Day | null;
  timezone: string;
}

/**
 * The day a shop's figures speak of when no range is asked for: the latest ad-metric day over enabled ad
 * connectors, else the latest order day, else today in the shop's timezone. Never later than today there.
 */
export function basisDay(
  facts: BasisDayFacts,
  now: Date,
): { day: Day; source: 'ad_metrics' | 'orders' | 'clock'; daysBehind: number } {
  const today = dayOf(now, facts.timezone);
  const [found, source] =
    facts.latestAdDay !== null
      ? [facts.latestAdDay, 'ad_metrics' as const]
      : facts.latestOrderDay !== null
        ? [facts.latestOrderDay, 'orders' as const]
        : [today, 'clock' as const];
  const day = found > today ? today : found;
  return { day, source, daysBehind: daysBetween(day, today) };
}
