import type { Risk } from '../../actions/states.ts';
import type { AccountHistory, HistoryEntity, HistoryMetric } from '../history.ts';
import { expectedFinal } from '../maturity.ts';
import { groupOf } from '../siblings.ts';
import { compareProducts, toUnits } from '../units.ts';
import { changedWithin, hasAny, isActive, type Span, sumReported } from '../window.ts';

/** Days a platform needs after a change until figures speak of the new state; platforms publish no exact number. */
export const LEARNING_DAYS = 7;
/** Days a budget is left alone after it or the status was changed, so that steps do not pile up unseen. */
export const SETTLING_DAYS = 3;

/** Whether one of the metrics is already known for a day that is not over: partial, but enough to spare an object. */
export function showsToday(
  history: AccountHistory,
  entity: HistoryEntity,
  metrics: readonly HistoryMetric[] = ['conversions'],
): boolean {
  const running = { from: history.end + 1, to: history.todayIndex };
  return metrics.some((metric) => hasAny(entity.metrics[metric], running));
}

/** The kind of clicks all of the days report, the one that says more first; null when there is none. */
export function clickMetric(
  isReported: (metric: 'link_clicks' | 'clicks') => boolean,
): 'link_clicks' | 'clicks' | null {
  return (['link_clicks', 'clicks'] as const).find(isReported) ?? null;
}

/** The higher the level, the more stops with it; the only one running in its group counts as the group. */
export function pauseRisk(entity: HistoryEntity, alone: boolean): Risk {
  if (entity.level === 'campaign' || entity.level === 'account') return 'high';
  if (entity.level === 'adset') return 'medium';
  return alone ? 'medium' : 'low';
}

/** Whether nothing else of its level runs in its group. */
export const runsAlone = (history: AccountHistory, entity: HistoryEntity): boolean =>
  !groupOf(history, entity).some((one) => one !== entity && isActive(history, one));

/** Spend and what it is expected to bring when all conversions are in; null where something was not reported. */
export function expectedReturn(
  history: AccountHistory,
  entity: HistoryEntity,
  span: Span,
): { spend: number; value: number; conversions: number } | null {
  const spend = sumReported(entity, 'spend', span);
  if (
    Number.isNaN(spend) ||
    Number.isNaN(sumReported(entity, 'conversion_value', span)) ||
    Number.isNaN(sumReported(entity, 'conversions', span))
  ) {
    return null;
  }
  const { todayIndex, maturity } = history;
  const { conversion_value, conversions } = entity.metrics;
  return {
    spend,
    value: expectedFinal(conversion_value, span.from, span.to, todayIndex, maturity),
    conversions: expectedFinal(conversions, span.from, span.to, todayIndex, maturity),
  };
}

/** Whether known conversion value already reaches `target` (ten-thousandths) times the spend; null where it was not reported. */
export function reachesRoas(entity: HistoryEntity, span: Span, target: number): boolean | null {
  const spend = sumReported(entity, 'spend', span);
  const value = sumReported(entity, 'conversion_value', span);
  if (Number.isNaN(value)) return null;
  return spend > 0 && compareProducts(value, 10_000, spend, target) >= 0;
}

/** The profile's own target of a metric in ten-thousandths, null when it sets none. */
export function targetOf(entity: HistoryEntity, metric: 'roas' | 'cpa' | 'cpc'): number | null {
  const target = entity.profile.targets[metric];
  return target === undefined ? null : toUnits(target);
}

/** Whether a change is too fresh to judge, or delivery only began: the platform is still learning. */
export function isLearning(history: AccountHistory, entity: HistoryEntity): boolean {
  if (changedWithin(history, entity, LEARNING_DAYS)) return true;
  const before = { from: history.start, to: history.end - LEARNING_DAYS };
  const spend = entity.metrics.spend;
  for (let day = before.from; day <= before.to; day += 1)
    if ((spend[day] as number) > 0) return false;
  return true;
}
