import { startOfDay } from '../days.ts';
import type { AccountHistory, DaySeries, HistoryEntity, HistoryMetric } from './history.ts';
import { completenessAt } from './maturity.ts';

/** Days of the columns, both ends included. */
export interface Span {
  from: number;
  to: number;
}

/** The last `days` complete days, or null when the columns do not hold any of them. */
export function lastDays(history: AccountHistory, days: number, end = history.end): Span | null {
  const from = Math.max(end - days + 1, history.start);
  return end < 0 || from > end ? null : { from, to: end };
}

/**
 * The part of a span in which every day was collected at the object's level, from the first collected day
 * on. null when a later day was not: what is missing there could change the judgement.
 */
export function collectedSpan(
  history: AccountHistory,
  entity: HistoryEntity,
  span: Span,
): Span | null {
  const collected = history.collected[entity.level];
  if (!collected) return null;
  let from = span.from;
  while (from <= span.to && !((collected[from] ?? 0) > 0)) from += 1;
  for (let day = from; day <= span.to; day += 1) if (!((collected[day] ?? 0) > 0)) return null;
  return from > span.to ? null : { from, to: span.to };
}

/**
 * Sum of a metric over the days on which the object had figures at all; NaN when it was not reported on one
 * of them: not reported is not 0.
 */
export function sumReported(entity: HistoryEntity, metric: HistoryMetric, span: Span): number {
  const series = entity.metrics[metric];
  const spend = entity.metrics.spend;
  let sum = 0;
  for (let day = span.from; day <= span.to; day += 1) {
    const value = series[day] as number;
    if (value === value) sum += value;
    else if ((spend[day] as number) === (spend[day] as number)) return Number.NaN;
  }
  return sum;
}

/** Whether a value above 0 is known of any of the days. */
export function hasAny(series: DaySeries, { from, to }: Span): boolean {
  for (let day = Math.max(0, from); day <= to; day += 1) if ((series[day] ?? 0) > 0) return true;
  return false;
}

export function countKnown(series: DaySeries, { from, to }: Span): number {
  let count = 0;
  for (let day = from; day <= to; day += 1) if (!Number.isNaN(series[day])) count += 1;
  return count;
}

/**
 * Sum of values weighted by how complete their day's conversions are by now, in ten-thousandths of the
 * values' unit: 100 spent yesterday of which 80 % of the conversions are in counts as 80 · 10000.
 */
export function matureSum(history: AccountHistory, series: DaySeries, span: Span): number {
  let sum = 0;
  for (let day = span.from; day <= span.to; day += 1) {
    const value = series[day] as number;
    if (value === value) sum += value * completenessAt(history.maturity, history.todayIndex - day);
  }
  return sum;
}

/** The last complete day whose conversions are at least `share` ten-thousandths complete; -1 when there is none. */
export function lastMatureDay(history: AccountHistory, share: number): number {
  let day = history.end;
  while (
    day >= history.start &&
    completenessAt(history.maturity, history.todayIndex - day) < share
  ) {
    day -= 1;
  }
  return day >= history.start ? day : -1;
}

/** Known values of the same weekday in the `weeks` weeks before `day`, newest first. */
export function sameWeekdays(
  history: AccountHistory,
  series: DaySeries,
  day: number,
  weeks: number,
): number[] {
  const values: number[] = [];
  for (let week = 1; week <= weeks; week += 1) {
    const index = day - 7 * week;
    if (index < history.start || index < 0) break;
    const value = series[index] as number;
    if (value === value) values.push(value);
  }
  return values;
}

/** Median, of an even count the lower of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/**
 * Whether it delivers as far as the platform says. Where no status is known (hand-exported tables), it
 * does when it spent on the last complete day.
 */
export function isActive(history: AccountHistory, entity: HistoryEntity): boolean {
  const { status, effectiveStatus } = entity;
  if (status === null && effectiveStatus === null) {
    return history.end >= 0 && (entity.metrics.spend[history.end] as number) > 0;
  }
  if (status !== null && status !== 'ACTIVE') return false;
  return (
    effectiveStatus === null || effectiveStatus === 'ACTIVE' || effectiveStatus === 'IN_PROCESS'
  );
}

/** Whether status or budget were changed within `days` days before the judged moment. */
export function changedWithin(
  history: AccountHistory,
  entity: HistoryEntity,
  days: number,
): boolean {
  return (
    entity.changedAt !== null && Date.parse(history.asOf) - entity.changedAt < days * 86_400_000
  );
}

/** Whether status or budget were changed since a day of the columns began. */
export function changedSince(history: AccountHistory, entity: HistoryEntity, day: number): boolean {
  const { changedAt } = entity;
  if (changedAt === null) return false;
  return changedAt >= startOfDay(history.days[day] as string, history.timezone).getTime();
}

/** Whether every day of the span has all these metrics. */
export function reportedDays(
  entity: HistoryEntity,
  { from, to }: Span,
  metrics: readonly HistoryMetric[],
): boolean {
  return metrics.every(
    (metric) => countKnown(entity.metrics[metric], { from, to }) === to - from + 1,
  );
}

export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
