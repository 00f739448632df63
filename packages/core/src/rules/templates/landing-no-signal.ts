import type { HistoryEntity, HistoryMetric } from '../history.ts';
import { makeFinding, pauseDiff } from '../make-finding.ts';
import { wholeOf } from '../parameters.ts';
import type { RuleTemplate } from '../template.ts';
import { unitsText } from '../units.ts';
import {
  collectedSpan,
  hasAny,
  isActive,
  lastDays,
  matureSum,
  type Span,
  sumReported,
} from '../window.ts';
import { pauseRisk, runsAlone, showsToday } from './judging.ts';
import { daysSpec, spec } from './specs.ts';

const SIGNALS: readonly HistoryMetric[] = [
  'add_to_cart',
  'initiate_checkout',
  'leads',
  'conversions',
];

/** Visitors arrive but do nothing → pause. */
export const landingNoSignal: RuleTemplate = {
  key: 'landing_no_signal',
  version: 1,
  name: { ko: '유입 후 무반응', en: 'Visits without any signal' },
  description: {
    ko: '랜딩 페이지 조회(없으면 링크 클릭)가 충분한데 장바구니·결제 시작·리드·전환이 하나도 없으면 중지를 제안합니다. 페이지나 픽셀 문제일 수도 있으니 먼저 확인하세요.',
    en: 'Proposes to pause what brought enough landing page views (or link clicks where views are not reported) without one add to cart, checkout, lead or conversion. A broken page or pixel looks the same: look there first.',
  },
  levels: ['campaign', 'adset', 'ad'],
  reads: [],
  metrics: [
    'spend',
    'conversions',
    'conversion_value',
    'clicks',
    'link_clicks',
    'landing_page_views',
    'add_to_cart',
    'initiate_checkout',
    'leads',
  ],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['landing_views_without_signal', 'clicks_without_signal'],
  risk: 'high',
  parameters: [
    spec(
      'views',
      'count',
      { default: '200', min: '20', max: '1000000' },
      { ko: '최소 랜딩 조회', en: 'Landing page views' },
      {
        ko: '이만큼 조회되고도 신호가 없을 때 제안합니다.',
        en: 'Proposed at so many views without a signal.',
      },
    ),
    spec(
      'clicks',
      'count',
      { default: '300', min: '20', max: '1000000' },
      { ko: '최소 클릭', en: 'Clicks' },
      {
        ko: '랜딩 조회가 보고되지 않을 때 쓰는 기준입니다.',
        en: 'Used where landing page views are not reported.',
      },
    ),
    daysSpec(
      { default: '7', min: '1', max: '28' },
      { ko: '끝난 날만 셉니다.', en: 'Finished days only.' },
    ),
  ],
  cooldownHours: 24,
  dailyLimit: 20,

  judge(history, entities, parameters) {
    const window = lastDays(history, wholeOf(parameters, 'days'));
    if (!window) return [];
    return entities.flatMap((entity) => {
      if (entity.profile.objective === 'traffic' || !isActive(history, entity)) return [];
      const span = collectedSpan(history, entity, window);
      const visits = span && visitsOf(entity, span);
      if (!span || !visits) return [];
      const limit = wholeOf(
        parameters,
        visits.metric === 'landing_page_views' ? 'views' : 'clicks',
      );
      const counted = matureSum(history, entity.metrics[visits.metric], span);
      if (counted < limit * 10_000 * 10_000) return [];
      if (!isSilent(entity, span) || showsToday(history, entity, SIGNALS)) return [];
      const spend = sumReported(entity, 'spend', span);
      const risk = pauseRisk(entity, runsAlone(history, entity));
      return [
        {
          entity,
          weight: Number.isNaN(spend) ? 0 : spend,
          effect: { entities: [entity], share: 10_000 },
          finding: () =>
            makeFinding(history, entity, {
              kind: 'pause',
              diff: pauseDiff(entity),
              risk,
              requiresApproval: true,
              code:
                visits.metric === 'landing_page_views'
                  ? 'landing_views_without_signal'
                  : 'clicks_without_signal',
              values: {
                visits: unitsText(visits.count),
                limit,
                days: span.to - span.from + 1,
                spend: unitsText(spend),
              },
              span,
              figures: [
                {
                  metric: visits.metric,
                  value: unitsText(visits.count),
                  compared: { kind: 'limit', value: String(limit) },
                  unit: 'count',
                },
                { metric: 'spend', value: unitsText(spend), compared: null, unit: 'money' },
                ...SIGNALS.map((metric) => ({
                  metric,
                  value: unitsText(sumReported(entity, metric, span)),
                  compared: null,
                  unit: 'count' as const,
                })),
              ],
              series: [visits.metric],
              late: true,
            }),
        },
      ];
    });
  },
};

function visitsOf(
  entity: HistoryEntity,
  span: Span,
): { metric: HistoryMetric; count: number } | null {
  for (const metric of ['landing_page_views', 'link_clicks', 'clicks'] as const) {
    const count = sumReported(entity, metric, span);
    if (!Number.isNaN(count)) return count > 0 ? { metric, count } : null;
  }
  return null;
}

/** Conversions and at least one earlier signal are reported on all days, and whatever is reported is 0. */
function isSilent(entity: HistoryEntity, span: Span): boolean {
  if (SIGNALS.some((metric) => hasAny(entity.metrics[metric], span))) return false;
  const isZero = (metric: HistoryMetric): boolean => sumReported(entity, metric, span) === 0;
  return isZero('conversions') && SIGNALS.some((one) => one !== 'conversions' && isZero(one));
}
