import type { AccountHistory, HistoryEntity } from '../history.ts';
import { budgetDiff, makeFinding } from '../make-finding.ts';
import { percentOf, wholeOf } from '../parameters.ts';
import type { RuleParameters, RuleTemplate, Sighting } from '../template.ts';
import { changedBudget, compareProducts, percentText, toUnits, unitsText } from '../units.ts';
import { changedSince, isActive, reportedDays, type Span, sumReported } from '../window.ts';
import { isLearning, reachesRoas, targetOf } from './judging.ts';
import { lifetimePace } from './lifetime-pace.ts';
import { daysSpec, raiseSpec, spec } from './specs.ts';

/** The deepest cut it proposes at once, hundredths of a percent. */
const DEEPEST_CUT = 3000;

/** Spend against budget: too little, too much, or used up while the target is met. */
export const budgetPacing: RuleTemplate = {
  key: 'budget_pacing',
  version: 1,
  name: { ko: '예산 소진 속도', en: 'Budget pacing' },
  description: {
    ko: '일예산을 계속 못 쓰면 점검을, 계속 넘겨 쓰면 감액을, 목표 ROAS를 지키며 다 쓰면 증액을 제안합니다. 총예산은 경과 시간과 비교합니다. 예산을 바꾼 지 얼마 안 된 대상은 보지 않습니다.',
    en: 'Advises a look when a daily budget is not spent day after day, proposes less when it is overspent, more when it is used up while the ROAS target is met. Lifetime budgets are compared with the time gone. What was changed during the days is left alone.',
  },
  levels: ['campaign', 'adset'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value', 'impressions'],
  judgesOldData: false,
  nested: 'outer',
  reasons: [
    'budget_underspent',
    'budget_overspent',
    'budget_exhausted',
    'lifetime_budget_behind',
    'lifetime_budget_ahead',
  ],
  risk: 'medium',
  parameters: [
    daysSpec(
      { default: '7', min: '3', max: '28' },
      { ko: '모든 날이 조건에 맞아야 합니다.', en: 'Every one of the days must agree.' },
    ),
    spec(
      'under',
      'percent',
      { default: '60', min: '5', max: '95' },
      { ko: '과소 소진(%)', en: 'Underspent below (%)' },
      { ko: '매일 예산의 이 비율보다 적게 쓸 때', en: 'Of the budget, on each day' },
    ),
    spec(
      'over',
      'percent',
      { default: '110', min: '101', max: '300' },
      { ko: '초과 소진(%)', en: 'Overspent above (%)' },
      {
        ko: '기간 합계가 예산 합계의 이 비율을 넘을 때',
        en: 'Of the budgets of all days together',
      },
    ),
    spec(
      'tolerance',
      'percent',
      { default: '25', min: '5', max: '90' },
      { ko: '총예산 허용 오차(%p)', en: 'Lifetime tolerance (points)' },
      {
        ko: '쓴 비율과 지난 시간 비율의 차이 한도입니다.',
        en: 'Between the share spent and the share of time gone.',
      },
    ),
    { ...raiseSpec, default: '10' },
  ],
  cooldownHours: 72,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    const days = wholeOf(parameters, 'days');
    const span = { from: history.end - days + 1, to: history.end };
    if (history.end < 0) return [];
    return entities.flatMap((entity) => {
      if (!isActive(history, entity)) return [];
      if (entity.lifetimeBudget !== null) {
        const found = lifetimePace(history, entity, percentOf(parameters, 'tolerance'));
        return found ? [found] : [];
      }
      const budget = entity.dailyBudget;
      if (budget === null || budget <= 0 || span.from < history.start) return [];
      // An earlier day had another budget than the one it would be compared with.
      if (changedSince(history, entity, span.from)) return [];
      if (!reportedDays(entity, span, ['spend'])) return [];
      const found = dailyPace(history, entity, { budget, span }, parameters);
      return found ? [found] : [];
    });
  },

  /** It was no passing dip when it stayed below its budget on the whole. */
  confirm(finding, after, days) {
    if (finding.reason.code !== 'budget_underspent') return null;
    const budget = finding.reason.values.budget;
    const spend = after('spend');
    if (typeof budget !== 'string' || Number.isNaN(spend) || days === 0) return null;
    return spend < toUnits(budget) * days;
  },
};

function dailyPace(
  history: AccountHistory,
  entity: HistoryEntity,
  held: { budget: number; span: Span },
  parameters: RuleParameters,
): Sighting | null {
  const { budget, span } = held;
  const days = span.to - span.from + 1;
  const spend = sumReported(entity, 'spend', span);
  const everyDay = (test: (spent: number) => boolean): boolean =>
    entity.metrics.spend.subarray(span.from, span.to + 1).every(test);
  const under = percentOf(parameters, 'under');
  if (everyDay((spent) => compareProducts(spent, 10_000, budget, under) < 0)) {
    return sighting(history, entity, { ...held, spend, code: 'budget_underspent', after: null });
  }
  if (compareProducts(spend, 10_000, budget * days, percentOf(parameters, 'over')) > 0) {
    const fitting = Math.floor((budget * days * 10_000) / spend) - 10_000;
    const after = changedBudget(budget, Math.max(-DEEPEST_CUT, fitting), history.currency);
    return after === null
      ? null
      : sighting(history, entity, { ...held, spend, code: 'budget_overspent', after });
  }
  const target = targetOf(entity, 'roas');
  if (target === null || entity.profile.objective === 'traffic') return null;
  if (!everyDay((spent) => compareProducts(spent, 100, budget, 95) >= 0)) return null;
  if (!reachesRoas(entity, span, target) || isLearning(history, entity)) return null;
  const after = changedBudget(budget, percentOf(parameters, 'raise'), history.currency);
  return after === null
    ? null
    : sighting(history, entity, { ...held, spend, code: 'budget_exhausted', after });
}

function sighting(
  history: AccountHistory,
  entity: HistoryEntity,
  seen: { budget: number; span: Span; spend: number; code: string; after: number | null },
): Sighting {
  const { budget, span, spend, code, after } = seen;
  const days = span.to - span.from + 1;
  const used = percentText(spend, budget * days);
  return {
    entity,
    weight: Math.abs(spend - budget * days),
    effect:
      after === null
        ? null
        : { entities: [entity], share: Math.round(((budget - after) / budget) * 10_000) },
    finding: () =>
      makeFinding(history, entity, {
        kind: after === null ? 'review_delivery' : 'set_daily_budget',
        diff: after === null ? [] : budgetDiff(history, budget, after),
        risk: after === null ? 'low' : 'medium',
        requiresApproval: true,
        code,
        values: {
          used,
          days,
          spend: unitsText(spend),
          budget: unitsText(budget),
          change: after === null ? null : percentText(after - budget, budget),
        },
        span,
        figures: [
          {
            metric: 'budget_used',
            value: used,
            compared: { kind: 'target', value: '100' },
            unit: 'percent',
          },
          {
            metric: 'spend',
            value: unitsText(spend),
            compared: { kind: 'budget', value: unitsText(budget * days) },
            unit: 'money',
          },
        ],
        late: code === 'budget_exhausted',
      }),
  };
}
