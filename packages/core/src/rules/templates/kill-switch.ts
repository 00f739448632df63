import type { AccountHistory, HistoryEntity } from '../history.ts';
import { makeFinding, pauseDiff } from '../make-finding.ts';
import { unitsOf, wholeOf } from '../parameters.ts';
import type { RuleParameters, RuleTemplate, Sighting } from '../template.ts';
import { unitsText } from '../units.ts';
import { collectedSpan, isActive, lastDays, matureSum, sumReported } from '../window.ts';
import { pauseRisk, runsAlone, showsToday } from './judging.ts';
import { daysSpec, spec } from './specs.ts';

/** Spends without a single conversion → pause. */
export const killSwitch: RuleTemplate = {
  key: 'kill_switch',
  version: 1,
  name: { ko: '전환 없는 지출 차단', en: 'Kill switch: spend without conversions' },
  description: {
    ko: '최근 며칠간 기준 금액 넘게 쓰고도 전환이 하나도 없으면 중지를 제안합니다. 아직 집계 중인 전환을 감안해 최근 지출은 일부만 셉니다. 유입 목적 프로필은 보지 않습니다.',
    en: 'Proposes to pause what spent more than a limit over the last days without any conversion. Recent spend counts only as far as its conversions are in by now. Objects with a traffic profile are left alone.',
  },
  levels: ['campaign', 'adset', 'ad', 'keyword'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value', 'clicks'],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['spend_without_conversions'],
  risk: 'high',
  parameters: [
    spec(
      'spend',
      'money',
      { default: '50', min: '1', max: '1000000' },
      { ko: '지출 한도', en: 'Spend limit' },
      {
        ko: '전환 없이 이 금액을 넘으면 제안합니다. 보통 목표 전환당 비용의 2~3배입니다.',
        en: 'Proposed above this without a conversion; usually two to three times the target cost per conversion.',
      },
    ),
    daysSpec(
      { default: '7', min: '1', max: '28' },
      {
        ko: '끝난 날만 셉니다. 오늘은 포함하지 않습니다.',
        en: 'Finished days only; today is not counted.',
      },
    ),
  ],
  cooldownHours: 24,
  dailyLimit: 20,

  judge(history, entities, parameters) {
    const limit = unitsOf(parameters, 'spend');
    const window = lastDays(history, wholeOf(parameters, 'days'));
    if (!window) return [];
    return entities.flatMap((entity) => {
      if (entity.profile.objective === 'traffic' || !isActive(history, entity)) return [];
      const span = collectedSpan(history, entity, window);
      if (!span) return [];
      const counted = matureSum(history, entity.metrics.spend, span);
      if (counted <= limit * 10_000) return [];
      // Not reported is not 0: without knowing the conversions nothing is condemned.
      if (sumReported(entity, 'conversions', span) !== 0 || showsToday(history, entity)) return [];
      return [
        sighting(
          history,
          entity,
          span,
          { counted, limit, alone: runsAlone(history, entity) },
          parameters,
        ),
      ];
    });
  },
};

function sighting(
  history: AccountHistory,
  entity: HistoryEntity,
  span: { from: number; to: number },
  seen: { counted: number; limit: number; alone: boolean },
  parameters: RuleParameters,
): Sighting {
  const spend = sumReported(entity, 'spend', span);
  const clicks = sumReported(entity, 'clicks', span);
  const risk = pauseRisk(entity, seen.alone);
  return {
    entity,
    weight: spend,
    effect: { entities: [entity], share: 10_000 },
    finding: () =>
      makeFinding(history, entity, {
        kind: 'pause',
        diff: pauseDiff(entity),
        risk,
        requiresApproval: risk !== 'low',
        code: 'spend_without_conversions',
        values: {
          spend: unitsText(spend),
          counted_spend: unitsText(Math.floor(seen.counted / 10_000)),
          limit: parameters.spend ?? null,
          days: span.to - span.from + 1,
        },
        span,
        figures: [
          {
            metric: 'spend',
            value: unitsText(spend),
            compared: { kind: 'limit', value: unitsText(seen.limit) },
            unit: 'money',
          },
          { metric: 'conversions', value: '0', compared: null, unit: 'count' },
          { metric: 'clicks', value: unitsText(clicks), compared: null, unit: 'count' },
        ],
        late: true,
      }),
  };
}
