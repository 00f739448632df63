import type { AccountHistory, HistoryEntity } from '../history.ts';
import { budgetDiff, makeFinding, pauseDiff } from '../make-finding.ts';
import { percentOf, unitsOf, wholeOf } from '../parameters.ts';
import type { RuleParameters, RuleTemplate, Sighting } from '../template.ts';
import { changedBudget, compareProducts, percentText, ratioText, unitsText } from '../units.ts';
import {
  changedWithin,
  collectedSpan,
  isActive,
  lastDays,
  type Span,
  sumReported,
} from '../window.ts';
import { expectedReturn, pauseRisk, SETTLING_DAYS, runsAlone, targetOf } from './judging.ts';
import { daysSpec, reduceSpec, spec } from './specs.ts';

/** Conversions cost too much → budget down, or pause when far too much. */
export const cpaCeiling: RuleTemplate = {
  key: 'cpa_ceiling',
  version: 1,
  name: { ko: '전환당 비용 상한', en: 'Cost per conversion ceiling' },
  description: {
    ko: '전환당 비용이 상한을 넘으면 일예산 감액을, 크게 넘으면 중지를 제안합니다. KPI 프로필에 CPA 목표가 있으면 그 값을 상한으로 씁니다. 아직 들어올 전환을 더해 계산합니다.',
    en: "Proposes a lower daily budget when a conversion costs more than the ceiling, a pause when far more. The KPI profile's own target takes the ceiling's place. Conversions still to come are counted in.",
  },
  levels: ['campaign', 'adset', 'ad'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value'],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['cpa_above_ceiling', 'cpa_far_above_ceiling'],
  risk: 'high',
  parameters: [
    spec(
      'cpa',
      'money',
      { default: '30', min: '0.01', max: '1000000' },
      { ko: 'CPA 상한', en: 'Ceiling' },
      {
        ko: '전환 한 건에 이보다 많이 들면 제안합니다.',
        en: 'Proposed when one conversion costs more.',
      },
    ),
    daysSpec(
      { default: '7', min: '1', max: '28' },
      { ko: '끝난 날만 셉니다.', en: 'Finished days only.' },
    ),
    spec(
      'min_conversions',
      'count',
      { default: '3', min: '1', max: '1000' },
      { ko: '최소 표본(전환)', en: 'Least sample (conversions)' },
      {
        ko: '상한대로라면 이만큼 전환됐어야 할 지출이 있어야 판단합니다.',
        en: 'Judged once it spent what so many conversions may cost at the ceiling.',
      },
    ),
    spec(
      'severe',
      'ratio',
      { default: '2', min: '1.1', max: '20' },
      { ko: '중지 배수', en: 'Pause at (times)' },
      {
        ko: '상한의 몇 배부터 중지를 제안할지 정합니다.',
        en: 'From so many times the ceiling a pause is proposed.',
      },
    ),
    reduceSpec,
  ],
  cooldownHours: 72,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    const window = lastDays(history, wholeOf(parameters, 'days'));
    if (!window) return [];
    return entities.flatMap((entity) => {
      if (entity.profile.objective === 'traffic' || !isActive(history, entity)) return [];
      if (changedWithin(history, entity, SETTLING_DAYS)) return [];
      const span = collectedSpan(history, entity, window);
      const ceiling = targetOf(entity, 'cpa') ?? unitsOf(parameters, 'cpa');
      const sums = span && expectedReturn(history, entity, span);
      // None at all is the kill switch's case.
      if (!span || !sums || sums.conversions === 0) return [];
      if (sums.spend < ceiling * wholeOf(parameters, 'min_conversions')) return [];
      if (compareProducts(sums.spend, 10_000, ceiling, sums.conversions) <= 0) return [];
      const found = respond(history, entity, { ...sums, span, ceiling }, parameters);
      return found ? [found] : [];
    });
  },
};

interface Seen {
  spend: number;
  conversions: number;
  ceiling: number;
  span: Span;
}

function respond(
  history: AccountHistory,
  entity: HistoryEntity,
  seen: Seen,
  parameters: RuleParameters,
): Sighting | null {
  const severeCeiling = Math.ceil((seen.ceiling * unitsOf(parameters, 'severe')) / 10_000);
  const severe = compareProducts(seen.spend, 10_000, severeCeiling, seen.conversions) >= 0;
  const before = entity.dailyBudget;
  const after =
    before === null
      ? null
      : changedBudget(before, -percentOf(parameters, 'reduce'), history.currency);
  if (!severe && (before === null || after === null)) return null;
  const cpa = ratioText(seen.spend, seen.conversions, 2);
  const known = unitsText(sumReported(entity, 'conversions', seen.span));
  const common = {
    requiresApproval: true,
    values: {
      cpa,
      ceiling: unitsText(seen.ceiling),
      days: seen.span.to - seen.span.from + 1,
      spend: unitsText(seen.spend),
      conversions: known,
      expected_conversions: unitsText(seen.conversions),
    },
    span: seen.span,
    figures: [
      {
        metric: 'cpa',
        value: cpa,
        compared: { kind: 'limit', value: unitsText(seen.ceiling) },
        unit: 'money' as const,
      },
      { metric: 'spend', value: unitsText(seen.spend), compared: null, unit: 'money' as const },
      { metric: 'conversions', value: known, compared: null, unit: 'count' as const },
    ],
    late: true,
  };
  if (severe) {
    const risk = pauseRisk(entity, runsAlone(history, entity));
    return {
      entity,
      weight: seen.spend,
      effect: { entities: [entity], share: 10_000 },
      finding: () =>
        makeFinding(history, entity, {
          ...common,
          kind: 'pause',
          diff: pauseDiff(entity),
          risk,
          code: 'cpa_far_above_ceiling',
        }),
    };
  }
  const [from, to] = [before as number, after as number];
  return {
    entity,
    weight: seen.spend,
    effect: { entities: [entity], share: Math.round(((from - to) / from) * 10_000) },
    finding: () =>
      makeFinding(history, entity, {
        ...common,
        kind: 'set_daily_budget',
        diff: budgetDiff(history, from, to),
        risk: 'medium',
        code: 'cpa_above_ceiling',
        values: { ...common.values, change: percentText(to - from, from) },
      }),
  };
}
