import type { AccountHistory, HistoryEntity } from '../history.ts';
import { budgetDiff, makeFinding } from '../make-finding.ts';
import { expectedFinal } from '../maturity.ts';
import { percentOf, unitsOf, wholeOf } from '../parameters.ts';
import type { RuleTemplate } from '../template.ts';
import { changedBudget, compareProducts, percentText, ratioText, unitsText } from '../units.ts';
import { isActive, reportedDays, type Span, sumReported } from '../window.ts';
import { isLearning, targetOf } from './judging.ts';
import { daysSpec, raiseSpec, spec } from './specs.ts';

/** Well above its target and held back by its budget → budget up. */
export const scaleWinner: RuleTemplate = {
  key: 'scale_winner',
  version: 1,
  name: { ko: '성과 우수 증액', en: 'Scale a winner' },
  description: {
    ko: '이미 집계된 전환만으로 목표 ROAS를 여유 있게 넘고 예산을 거의 다 쓰는 캠페인·세트의 일예산 증액을 제안합니다. 최근에 바뀌었거나 시작한 대상, 성과가 꺾이는 대상은 올리지 않습니다.',
    en: 'Proposes a higher daily budget where conversions already known beat the ROAS target by a margin and the budget is nearly used up. Not while it is learning after a change or a start, nor when the last days fall back.',
  },
  levels: ['campaign', 'adset'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value'],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['roas_well_above_target'],
  risk: 'medium',
  parameters: [
    spec(
      'multiple',
      'ratio',
      { default: '1.2', min: '1', max: '10' },
      { ko: '목표 대비 배수', en: 'Times the target' },
      {
        ko: 'KPI 프로필의 ROAS 목표에 곱합니다. 목표가 없으면 판단하지 않습니다.',
        en: "Of the KPI profile's ROAS target; without one nothing is judged.",
      },
    ),
    daysSpec(
      { default: '7', min: '3', max: '28' },
      { ko: '끝난 날만 셉니다.', en: 'Finished days only.' },
    ),
    spec(
      'min_conversions',
      'count',
      { default: '10', min: '1', max: '10000' },
      { ko: '최소 전환', en: 'Least conversions' },
      { ko: '기간 합계입니다.', en: 'Over all the days.' },
    ),
    spec(
      'min_use',
      'percent',
      { default: '80', min: '0', max: '100' },
      { ko: '예산 사용률(%)', en: 'Budget used (%)' },
      {
        ko: '예산을 다 못 쓰는 대상은 올려도 달라지지 않습니다.',
        en: 'What does not use its budget gains nothing from more.',
      },
    ),
    raiseSpec,
  ],
  cooldownHours: 72,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    const days = wholeOf(parameters, 'days');
    const span = { from: history.end - days + 1, to: history.end };
    if (history.end < 0 || span.from < history.start) return [];
    const least = wholeOf(parameters, 'min_conversions') * 10_000;
    return entities.flatMap((entity) => {
      const budget = entity.dailyBudget;
      const target = targetOf(entity, 'roas');
      if (budget === null || target === null || entity.profile.objective === 'traffic') return [];
      if (!isActive(history, entity) || isLearning(history, entity)) return [];
      if (!reportedDays(entity, span, ['spend', 'conversions', 'conversion_value'])) return [];
      const spend = sumReported(entity, 'spend', span);
      const value = sumReported(entity, 'conversion_value', span);
      const conversions = sumReported(entity, 'conversions', span);
      const wanted = Math.ceil((target * unitsOf(parameters, 'multiple')) / 10_000);
      if (spend <= 0 || conversions < least) return [];
      if (compareProducts(value, 10_000, spend, wanted) < 0) return [];
      if (compareProducts(spend, 10_000, budget * days, percentOf(parameters, 'min_use')) < 0) {
        return [];
      }
      if (fallsBack(history, entity, span, target)) return [];
      const after = changedBudget(budget, percentOf(parameters, 'raise'), history.currency);
      if (after === null) return [];
      const roas = ratioText(value, spend, 2);
      return [
        {
          entity,
          weight: value,
          effect: {
            entities: [entity],
            share: Math.round(((budget - after) / budget) * 10_000),
          },
          finding: () =>
            makeFinding(history, entity, {
              kind: 'set_daily_budget',
              diff: budgetDiff(history, budget, after),
              risk: 'medium',
              requiresApproval: true,
              code: 'roas_well_above_target',
              values: {
                roas,
                target: unitsText(target),
                days,
                conversions: unitsText(conversions),
                spend: unitsText(spend),
                change: percentText(after - budget, budget),
              },
              span,
              figures: [
                {
                  metric: 'roas',
                  value: roas,
                  compared: { kind: 'target', value: unitsText(target) },
                  unit: 'ratio',
                },
                {
                  metric: 'conversions',
                  value: unitsText(conversions),
                  compared: null,
                  unit: 'count',
                },
                { metric: 'spend', value: unitsText(spend), compared: null, unit: 'money' },
                {
                  metric: 'conversion_value',
                  value: unitsText(value),
                  compared: null,
                  unit: 'money',
                },
              ],
              late: true,
            }),
        },
      ];
    });
  },
};

/** The last three days lie under the target even with all that may still arrive. */
function fallsBack(
  history: AccountHistory,
  entity: HistoryEntity,
  span: Span,
  target: number,
): boolean {
  const last = { from: Math.max(span.from, span.to - 2), to: span.to };
  const spend = sumReported(entity, 'spend', last);
  const value = expectedFinal(
    entity.metrics.conversion_value,
    last.from,
    last.to,
    history.todayIndex,
    history.maturity,
  );
  return compareProducts(value, 10_000, spend, target) < 0;
}
