import type { ProposalKind } from '../../actions/action.ts';
import type { AccountHistory, HistoryEntity, HistoryMetric } from '../history.ts';
import { makeFinding, pauseDiff } from '../make-finding.ts';
import { percentOf, unitsOf, wholeOf } from '../parameters.ts';
import type { RuleParameters, RuleTemplate, Sighting } from '../template.ts';
import { compareProducts, ratioText, unitsText } from '../units.ts';
import { changedWithin, isActive, median, sameWeekdays } from '../window.ts';
import { pauseRisk } from './judging.ts';
import { spec } from './specs.ts';

/** A collapse is only told of what delivered at least so many impressions on such a weekday. */
const STEADY_IMPRESSIONS = 1000 * 10_000;

/** The last finished day against the same weekday of the weeks before. */
export const spendAnomaly: RuleTemplate = {
  key: 'spend_anomaly',
  version: 1,
  name: { ko: '지출·게재 이상', en: 'Spend or delivery anomaly' },
  description: {
    ko: '어제 지출을 지난 몇 주 같은 요일의 중앙값과 비교합니다. 크게 늘면 점검을, 몇 배로 뛰면 중지를 제안하고, 노출이 급감하거나 보고가 끊겨도 알립니다.',
    en: 'Compares the last finished day with the median of the same weekday of earlier weeks. Advises a look at a jump, proposes a pause at a multiple of it, and tells of delivery that collapsed or is not reported any more.',
  },
  levels: ['account', 'campaign', 'adset'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value', 'impressions'],
  judgesOldData: false,
  nested: 'inner',
  reasons: ['spend_jump', 'spend_out_of_hand', 'delivery_collapse', 'delivery_not_reported'],
  risk: 'high',
  parameters: [
    spec(
      'weeks',
      'count',
      { default: '4', min: '2', max: '8' },
      { ko: '비교할 주 수', en: 'Weeks compared' },
      { ko: '같은 요일 값의 중앙값을 씁니다.', en: 'The median of the same weekday.' },
    ),
    spec(
      'factor',
      'ratio',
      { default: '2', min: '1.2', max: '20' },
      { ko: '점검 배수', en: 'Look at (times)' },
      { ko: '중앙값의 몇 배부터 알릴지', en: 'From so many times the median.' },
    ),
    spec(
      'severe',
      'ratio',
      { default: '4', min: '1.5', max: '50' },
      { ko: '중지 배수', en: 'Pause at (times)' },
      { ko: '중앙값의 몇 배부터 중지를 제안할지', en: 'From so many times the median.' },
    ),
    spec(
      'min_spend',
      'money',
      { default: '20', min: '1', max: '1000000' },
      { ko: '최소 증가액', en: 'Least difference' },
      { ko: '차이가 이보다 작으면 넘어갑니다.', en: 'Smaller differences are passed over.' },
    ),
    spec(
      'collapse',
      'percent',
      { default: '10', min: '1', max: '50' },
      { ko: '게재 급감(%)', en: 'Delivery down to (%)' },
      { ko: '노출이 중앙값의 이 비율 이하일 때', en: 'Of the median impressions.' },
    ),
  ],
  cooldownHours: 24,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    if (history.end < 0) return [];
    return entities.flatMap((entity) => {
      // Accounts have no status of delivery of their own.
      if (entity.level !== 'account' && !isActive(history, entity)) return [];
      const found = jump(history, entity, parameters) ?? collapse(history, entity, parameters);
      return found ? [found] : [];
    });
  },
};

/** The median of the same weekday, NaN unless three quarters of the weeks are known. */
function usual(
  history: AccountHistory,
  entity: HistoryEntity,
  metric: HistoryMetric,
  parameters: RuleParameters,
  day = history.end,
): number {
  const weeks = wholeOf(parameters, 'weeks');
  const values = sameWeekdays(history, entity.metrics[metric], day, weeks);
  return values.length * 4 >= weeks * 3 ? median(values) : Number.NaN;
}

function jump(
  history: AccountHistory,
  entity: HistoryEntity,
  parameters: RuleParameters,
): Sighting | null {
  const spend = entity.metrics.spend[history.end] as number;
  const baseline = usual(history, entity, 'spend', parameters);
  if (!(spend - baseline >= unitsOf(parameters, 'min_spend')) || !(baseline > 0)) return null;
  if (compareProducts(spend, 10_000, baseline, unitsOf(parameters, 'factor')) < 0) return null;
  // Somebody raised the budget and it is spent as asked.
  const { dailyBudget } = entity;
  if (dailyBudget !== null && changedWithin(history, entity, 8) && spend * 4 <= dailyBudget * 5) {
    return null;
  }
  const severe =
    entity.level !== 'account' &&
    compareProducts(spend, 10_000, baseline, unitsOf(parameters, 'severe')) >= 0;
  return sighting(history, entity, {
    kind: severe ? 'pause' : 'review_delivery',
    code: severe ? 'spend_out_of_hand' : 'spend_jump',
    metric: 'spend',
    value: spend,
    baseline,
    weight: spend - baseline,
    values: { times: ratioText(spend, baseline, 1) },
  });
}

function collapse(
  history: AccountHistory,
  entity: HistoryEntity,
  parameters: RuleParameters,
): Sighting | null {
  const impressions = entity.metrics.impressions[history.end] as number;
  const baseline = usual(history, entity, 'impressions', parameters);
  if (!(baseline >= STEADY_IMPRESSIONS)) return null;
  const weight = usual(history, entity, 'spend', parameters);
  const common = {
    kind: 'review_delivery' as const,
    metric: 'impressions' as const,
    baseline,
    weight: Number.isNaN(weight) ? 0 : weight,
  };
  if (Number.isNaN(impressions)) {
    return isSilent(history, entity, parameters)
      ? sighting(history, entity, { ...common, code: 'delivery_not_reported', value: Number.NaN })
      : null;
  }
  return compareProducts(impressions, 10_000, baseline, percentOf(parameters, 'collapse')) <= 0
    ? sighting(history, entity, { ...common, code: 'delivery_collapse', value: impressions })
    : null;
}

/** Nothing reported on two collected days in a row, both of which usually had steady delivery. That is no zero; it is silence worth a look. */
function isSilent(
  history: AccountHistory,
  entity: HistoryEntity,
  parameters: RuleParameters,
): boolean {
  const collected = history.collected[entity.level];
  return [history.end, history.end - 1].every(
    (day) =>
      day >= history.start &&
      (collected?.[day] ?? 0) > 0 &&
      Number.isNaN(entity.metrics.impressions[day]) &&
      usual(history, entity, 'impressions', parameters, day) >= STEADY_IMPRESSIONS,
  );
}

function sighting(
  history: AccountHistory,
  entity: HistoryEntity,
  seen: {
    kind: ProposalKind;
    code: string;
    metric: 'spend' | 'impressions';
    value: number;
    baseline: number;
    weight: number;
    values?: Record<string, string | null>;
  },
): Sighting {
  const pauses = seen.kind === 'pause';
  return {
    entity,
    weight: seen.weight,
    effect: pauses ? { entities: [entity], share: 10_000 } : null,
    finding: () =>
      makeFinding(history, entity, {
        kind: seen.kind,
        diff: pauses ? pauseDiff(entity) : [],
        risk: pauses ? pauseRisk(entity, false) : 'low',
        requiresApproval: true,
        code: seen.code,
        values: {
          ...seen.values,
          [seen.metric]: unitsText(seen.value),
          usual: unitsText(seen.baseline),
          day: history.days[history.end] as string,
        },
        span: { from: history.end, to: history.end },
        figures: [
          {
            metric: seen.metric,
            value: unitsText(seen.value),
            compared: { kind: 'baseline', value: unitsText(seen.baseline) },
            unit: seen.metric === 'spend' ? 'money' : 'count',
          },
        ],
        series: ['impressions'],
      }),
  };
}
