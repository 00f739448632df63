import type { AccountHistory, HistoryEntity } from '../history.ts';
import { budgetDiff, makeFinding } from '../make-finding.ts';
import { completenessAt } from '../maturity.ts';
import { percentOf, unitsOf, wholeOf } from '../parameters.ts';
import type { RuleTemplate } from '../template.ts';
import { changedBudget, compareProducts, percentText, ratioText, unitsText } from '../units.ts';
import { changedWithin, isActive, lastMatureDay, reportedDays, type Span } from '../window.ts';
import { expectedReturn, reachesRoas, SETTLING_DAYS } from './judging.ts';
import { daysSpec, reduceSpec, spec } from './specs.ts';

/** ROAS under a floor, day after day → daily budget down. */
export const roasFloor: RuleTemplate = {
  key: 'roas_floor',
  version: 1,
  name: { ko: 'ROAS 하한', en: 'ROAS floor' },
  description: {
    ko: '연속된 여러 날 모두 ROAS가 하한 아래면 일예산 감액을 제안합니다. 아직 들어올 전환까지 더한 예상 ROAS로 판단하며, 항상 승인이 필요합니다.',
    en: 'Proposes a lower daily budget when ROAS stayed under a floor on every one of several days in a row, conversions still to come included. Always asks for approval.',
  },
  levels: ['campaign', 'adset'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value'],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['roas_below_floor'],
  risk: 'medium',
  parameters: [
    spec(
      'floor',
      'ratio',
      { default: '1', min: '0.01', max: '100' },
      { ko: 'ROAS 하한', en: 'ROAS floor' },
      {
        ko: '전환 매출 ÷ 광고비. 1이면 쓴 만큼 팔린 것입니다.',
        en: 'Conversion value over spend; 1 is what was spent.',
      },
    ),
    daysSpec(
      { default: '7', min: '3', max: '28' },
      {
        ko: '이만큼 연속으로 하한 아래여야 합니다. 7일이면 한 주의 모든 요일을 봅니다.',
        en: 'So many days in a row must lie under the floor; 7 covers every weekday.',
      },
    ),
    spec(
      'min_spend',
      'money',
      { default: '30', min: '1', max: '1000000' },
      { ko: '최소 지출', en: 'Least spend' },
      { ko: '기간 합계가 이보다 적으면 판단하지 않습니다.', en: 'Not judged below this total.' },
    ),
    spec(
      'maturity',
      'percent',
      { default: '80', min: '10', max: '100' },
      { ko: '전환 집계율(%)', en: 'Conversions in (%)' },
      {
        ko: '전환이 이만큼 집계된 날까지만 판단합니다.',
        en: 'Judges up to the last day of which so many conversions are in.',
      },
    ),
    reduceSpec,
  ],
  cooldownHours: 72,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    const floor = unitsOf(parameters, 'floor');
    const last = lastMatureDay(history, percentOf(parameters, 'maturity'));
    const span = { from: last - wholeOf(parameters, 'days') + 1, to: last };
    if (last < 0 || span.from < history.start) return [];
    const percent = percentOf(parameters, 'reduce');
    return entities.flatMap((entity) => {
      const budget = entity.dailyBudget;
      if (budget === null || entity.profile.objective === 'traffic') return [];
      if (!isActive(history, entity) || changedWithin(history, entity, SETTLING_DAYS)) return [];
      if (!everyDayUnder(history, entity, span, floor)) return [];
      if (recovers(history, entity, last, floor)) return [];
      const sums = expectedReturn(history, entity, span);
      if (!sums || sums.spend < unitsOf(parameters, 'min_spend')) return [];
      const after = changedBudget(budget, -percent, history.currency);
      if (after === null) return [];
      return [
        {
          entity,
          weight: sums.spend,
          effect: { entities: [entity], share: shareOf(budget, after) },
          finding: () =>
            makeFinding(history, entity, {
              kind: 'set_daily_budget',
              diff: budgetDiff(history, budget, after),
              risk: 'medium',
              requiresApproval: true,
              code: 'roas_below_floor',
              values: {
                roas: ratioText(sums.value, sums.spend, 2),
                floor: unitsText(floor),
                days: span.to - span.from + 1,
                spend: unitsText(sums.spend),
                value: unitsText(sums.value),
                change: percentText(after - budget, budget),
              },
              span,
              figures: [
                {
                  metric: 'roas',
                  value: ratioText(sums.value, sums.spend, 2),
                  compared: { kind: 'limit', value: unitsText(floor) },
                  unit: 'ratio',
                },
                { metric: 'spend', value: unitsText(sums.spend), compared: null, unit: 'money' },
                {
                  metric: 'conversion_value',
                  value: unitsText(sums.value),
                  compared: null,
                  unit: 'money',
                },
                {
                  metric: 'conversions',
                  value: unitsText(sums.conversions),
                  compared: null,
                  unit: 'count',
                },
              ],
              late: true,
            }),
        },
      ];
    });
  },
};

const shareOf = (before: number, after: number): number =>
  Math.round(((before - after) / before) * 10_000);

function everyDayUnder(
  history: AccountHistory,
  entity: HistoryEntity,
  span: Span,
  floor: number,
): boolean {
  if (!reportedDays(entity, span, ['spend', 'conversion_value'])) return false;
  const { spend, conversion_value: value } = entity.metrics;
  for (let day = span.from; day <= span.to; day += 1) {
    const spent = spend[day] as number;
    const share = completenessAt(history.maturity, history.todayIndex - day);
    const expected = Math.ceil(((value[day] as number) * 10_000) / share);
    if (spent <= 0 || compareProducts(expected, 10_000, spent, floor) >= 0) return false;
  }
  return true;
}

/** Younger days of which conversions still arrive bring enough already, or nobody can tell. */
function recovers(
  history: AccountHistory,
  entity: HistoryEntity,
  last: number,
  floor: number,
): boolean {
  if (last === history.end) return false;
  return reachesRoas(entity, { from: last + 1, to: history.end }, floor) !== false;
}
