import type { AccountHistory, HistoryEntity } from '../history.ts';
import { budgetDiff, makeFinding } from '../make-finding.ts';
import { percentOf, wholeOf } from '../parameters.ts';
import type { RuleTemplate } from '../template.ts';
import {
  changedBudget,
  compareProducts,
  percentText,
  ratioText,
  toUnits,
  unitsText,
} from '../units.ts';
import { changedWithin, isActive, reportedDays, type Span, sumReported } from '../window.ts';
import { clickMetric, SETTLING_DAYS, targetOf } from './judging.ts';
import { daysSpec, reduceSpec, spec } from './specs.ts';

/** Clicks became dear where clicks are what is bought → budget down, or a look. */
export const cpcSpike: RuleTemplate = {
  key: 'cpc_spike',
  version: 1,
  name: { ko: '클릭 비용 급등', en: 'Cost per click spike' },
  description: {
    ko: '유입 목적 프로필에서 최근 며칠의 클릭당 비용이 지난주들 같은 요일보다 크게 오르면 일예산 감액을(예산이 없으면 점검을) 제안합니다. 프로필에 CPC 목표가 있으면 그보다 비쌀 때만 알립니다.',
    en: 'For traffic profiles: proposes a lower daily budget (a look, where the object holds none) when clicks cost far more than on the same weekdays of earlier weeks, and more than the CPC target of the profile where it sets one.',
  },
  levels: ['campaign', 'adset', 'ad'],
  reads: [],
  metrics: ['spend', 'conversions', 'conversion_value', 'clicks', 'link_clicks'],
  judgesOldData: false,
  nested: 'inner',
  reasons: ['cpc_spike'],
  risk: 'medium',
  parameters: [
    daysSpec(
      { default: '3', min: '1', max: '7' },
      { ko: '끝난 날만 셉니다.', en: 'Finished days only.' },
    ),
    spec(
      'weeks',
      'count',
      { default: '3', min: '1', max: '7' },
      { ko: '비교할 주 수', en: 'Weeks compared' },
      { ko: '같은 요일끼리 비교합니다.', en: 'The same weekdays are compared.' },
    ),
    spec(
      'rise',
      'percent',
      { default: '50', min: '10', max: '1000' },
      { ko: '상승률(%)', en: 'Up by (%)' },
      { ko: '클릭당 비용의 상승 폭입니다.', en: 'Of the cost per click.' },
    ),
    spec(
      'min_clicks',
      'count',
      { default: '50', min: '5', max: '100000' },
      { ko: '최소 클릭', en: 'Least clicks' },
      { ko: '최근과 이전 모두에 적용합니다.', en: 'Recently and before.' },
    ),
    reduceSpec,
  ],
  cooldownHours: 72,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    const days = wholeOf(parameters, 'days');
    const weeks = wholeOf(parameters, 'weeks');
    const span = { from: history.end - days + 1, to: history.end };
    if (history.end < 0 || span.from - 7 * weeks < history.start) return [];
    const least = wholeOf(parameters, 'min_clicks') * 10_000;
    const risen = 10_000 + percentOf(parameters, 'rise');
    return entities.flatMap((entity) => {
      if (entity.profile.objective !== 'traffic' || !isActive(history, entity)) return [];
      if (changedWithin(history, entity, SETTLING_DAYS)) return [];
      const earlier = Array.from({ length: weeks }, (_, week) => ({
        from: span.from - 7 * (week + 1),
        to: span.to - 7 * (week + 1),
      }));
      const metric = clickMetric((one) =>
        [span, ...earlier].every((part) => reportedDays(entity, part, ['spend', one])),
      );
      if (metric === null) return [];
      const now = clicksOf(entity, metric, [span]);
      const before = clicksOf(entity, metric, earlier);
      if (now.clicks < least || before.clicks < least) return [];
      const wanted = Math.ceil((before.spend * risen) / 10_000);
      if (compareProducts(now.spend, before.clicks, wanted, now.clicks) < 0) return [];
      const target = targetOf(entity, 'cpc');
      if (target !== null && compareProducts(now.spend, 10_000, target, now.clicks) <= 0) return [];
      const budget = entity.dailyBudget;
      const after =
        budget === null
          ? null
          : changedBudget(budget, -percentOf(parameters, 'reduce'), history.currency);
      return [
        {
          entity,
          weight: now.spend,
          effect: null,
          finding: write(history, entity, { metric, now, before, span, budget, after, target }),
        },
      ];
    });
  },

  /** It was a spike worth acting on when clicks stayed dearer than halfway back. */
  confirm(finding, after) {
    const { cpc, cpc_before: before, click_metric: metric } = finding.reason.values;
    const clicks = after(metric === 'link_clicks' ? metric : 'clicks');
    if (!(clicks >= 20 * 10_000) || cpc === null || before === null) return null;
    const halfway = toUnits(String(cpc)) + toUnits(String(before));
    return (after('spend') / clicks) * 20_000 > halfway;
  },
};

interface Clicks {
  spend: number;
  clicks: number;
}

function clicksOf(
  entity: HistoryEntity,
  metric: 'link_clicks' | 'clicks',
  spans: readonly Span[],
): Clicks {
  return {
    spend: spans.reduce((sum, span) => sum + sumReported(entity, 'spend', span), 0),
    clicks: spans.reduce((sum, span) => sum + sumReported(entity, metric, span), 0),
  };
}

function write(
  history: AccountHistory,
  entity: HistoryEntity,
  seen: {
    metric: 'link_clicks' | 'clicks';
    now: Clicks;
    before: Clicks;
    span: Span;
    budget: number | null;
    after: number | null;
    target: number | null;
  },
) {
  const { metric, now, before, span, budget, after, target } = seen;
  const cpc = ratioText(now.spend, now.clicks, 2);
  const cpcBefore = ratioText(before.spend, before.clicks, 2);
  const acts = budget !== null && after !== null;
  return () =>
    makeFinding(history, entity, {
      kind: acts ? 'set_daily_budget' : 'review_delivery',
      diff: acts ? budgetDiff(history, budget, after) : [],
      risk: acts ? 'medium' : 'low',
      requiresApproval: true,
      code: 'cpc_spike',
      values: {
        cpc,
        cpc_before: cpcBefore,
        target: target === null ? null : unitsText(target),
        days: span.to - span.from + 1,
        click_metric: metric,
        clicks: unitsText(now.clicks),
        spend: unitsText(now.spend),
        change: acts ? percentText(after - budget, budget) : null,
      },
      span,
      figures: [
        {
          metric: 'cpc',
          value: cpc,
          compared: { kind: 'baseline', value: cpcBefore },
          unit: 'money',
        },
        { metric, value: unitsText(now.clicks), compared: null, unit: 'count' },
        { metric: 'spend', value: unitsText(now.spend), compared: null, unit: 'money' },
      ],
      series: [metric],
    });
}
