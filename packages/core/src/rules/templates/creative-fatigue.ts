import type { AccountHistory, HistoryEntity } from '../history.ts';
import { makeFinding } from '../make-finding.ts';
import { percentOf, wholeOf } from '../parameters.ts';
import type { RuleTemplate } from '../template.ts';
import { percentText, ratioText, toUnits, unitsText } from '../units.ts';
import { collectedSpan, isActive, median, type Span, sumReported } from '../window.ts';
import { clickMetric } from './judging.ts';
import { spec } from './specs.ts';

/** Fewer clicks than this say nothing about a click rate. */
const LEAST_CLICKS = 50;

/** People see it more often and click less → a new creative. */
export const creativeFatigue: RuleTemplate = {
  key: 'creative_fatigue',
  version: 1,
  name: { ko: '소재 피로', en: 'Creative fatigue' },
  description: {
    ko: '같은 사람에게 더 자주 보이면서 클릭률이 떨어지면 소재 교체를 권합니다. 계정 전체의 클릭률이 함께 떨어졌다면 소재 탓으로 보지 않습니다. 제안만 합니다.',
    en: 'Advises a new creative when the click rate fell while the same people see it more often. A fall that the other ads of the account share is not held against it. Advice only.',
  },
  levels: ['ad'],
  reads: [],
  metrics: [
    'spend',
    'conversions',
    'conversion_value',
    'impressions',
    'clicks',
    'link_clicks',
    'reach',
    'frequency',
  ],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['ctr_falls_frequency_rises'],
  risk: 'low',
  parameters: [
    spec(
      'recent',
      'days',
      { default: '7', min: '3', max: '14' },
      { ko: '최근 기간(일)', en: 'Recent days' },
      { ko: '최근 클릭률을 재는 기간입니다.', en: 'Days the recent click rate is taken from.' },
    ),
    spec(
      'earlier',
      'days',
      { default: '14', min: '7', max: '28' },
      { ko: '이전 기간(일)', en: 'Earlier days' },
      { ko: '바로 앞의 비교 기간입니다.', en: 'Days right before them to compare with.' },
    ),
    spec(
      'ctr_drop',
      'percent',
      { default: '30', min: '5', max: '90' },
      { ko: '클릭률 하락(%)', en: 'Click rate down by (%)' },
      { ko: '이전 기간 대비 하락 폭입니다.', en: 'Against the earlier days.' },
    ),
    spec(
      'frequency_rise',
      'percent',
      { default: '20', min: '1', max: '500' },
      { ko: '빈도 상승(%)', en: 'Frequency up by (%)' },
      { ko: '하루 빈도의 중앙값으로 비교합니다.', en: 'By the median of the daily frequency.' },
    ),
    spec(
      'min_impressions',
      'count',
      { default: '5000', min: '500', max: '10000000' },
      { ko: '최소 노출', en: 'Least impressions' },
      { ko: '두 기간 모두 이만큼 노출돼야 합니다.', en: 'Needed in both periods.' },
    ),
  ],
  cooldownHours: 168,
  dailyLimit: 10,

  judge(history, entities, parameters) {
    const { end } = history;
    const recent = { from: end - wholeOf(parameters, 'recent') + 1, to: end };
    const earlier = { from: recent.from - wholeOf(parameters, 'earlier'), to: recent.from - 1 };
    if (earlier.from < history.start) return [];
    const drop = percentOf(parameters, 'ctr_drop');
    const least = wholeOf(parameters, 'min_impressions') * 10_000;
    let account: Rates | undefined;
    return entities.flatMap((entity) => {
      if (!isActive(history, entity)) return [];
      const rates = ratesOf(entity, earlier, recent);
      if (!rates) return [];
      const { now, before, metric } = rates;
      if (now.impressions < least || before.impressions < least) return [];
      if (before.clicks < LEAST_CLICKS * 10_000) return [];
      const fell = fallOf(before, now);
      if (fell < drop) return [];
      if (!collectedSpan(history, entity, { from: earlier.from, to: end })) return [];
      const frequency = { now: frequencyOf(entity, recent), before: frequencyOf(entity, earlier) };
      const risen = 10_000 + percentOf(parameters, 'frequency_rise');
      if (!(frequency.now * 10_000 >= frequency.before * risen)) return [];
      account ??= sumRates(history, earlier, recent);
      const others = { before: without(account.before, before), now: without(account.now, now) };
      const shared = others.before.clicks > 0 && others.now.impressions > 0;
      if (shared && fell - Math.max(0, fallOf(others.before, others.now)) < drop / 2) return [];
      const spend = sumReported(entity, 'spend', recent);
      return [
        {
          entity,
          weight: Number.isNaN(spend) ? 0 : spend,
          effect: null,
          finding: () =>
            makeFinding(history, entity, {
              kind: 'refresh_creative',
              diff: [],
              risk: 'low',
              requiresApproval: true,
              code: 'ctr_falls_frequency_rises',
              values: {
                click_metric: metric,
                ctr: percentText(now.clicks, now.impressions),
                ctr_before: percentText(before.clicks, before.impressions),
                drop: ratioText(fell * 100, 10_000, 1),
                frequency: ratioText(frequency.now, 10_000, 2),
                frequency_before: ratioText(frequency.before, 10_000, 2),
                days: recent.to - recent.from + 1,
              },
              span: recent,
              figures: [
                {
                  metric: 'ctr',
                  value: percentText(now.clicks, now.impressions),
                  compared: {
                    kind: 'before',
                    value: percentText(before.clicks, before.impressions),
                  },
                  unit: 'percent',
                },
                {
                  metric: 'frequency',
                  value: ratioText(frequency.now, 10_000, 2),
                  compared: { kind: 'before', value: ratioText(frequency.before, 10_000, 2) },
                  unit: 'ratio',
                },
                {
                  metric: 'impressions',
                  value: unitsText(now.impressions),
                  compared: null,
                  unit: 'count',
                },
                { metric: 'spend', value: unitsText(spend), compared: null, unit: 'money' },
              ],
              series: ['impressions', metric, 'frequency'],
            }),
        },
      ];
    });
  },

  /** It was tired when it did not find its way back halfway to the click rate of before. */
  confirm(finding, after) {
    const impressions = after('impressions');
    const { ctr, ctr_before: before, click_metric: metric } = finding.reason.values;
    const clicks = after(metric === 'link_clicks' ? metric : 'clicks');
    if (!(impressions > 1_000 * 10_000) || Number.isNaN(clicks)) return null;
    const halfway = toUnits(String(ctr)) + toUnits(String(before));
    return (clicks / impressions) * 200 * 10_000 < halfway;
  },
};

interface Rate {
  clicks: number;
  impressions: number;
}

interface Rates {
  before: Rate;
  now: Rate;
}

/** Both periods by the same kind of clicks; null where one has no impressions or no clicks reported. */
function ratesOf(
  entity: HistoryEntity,
  earlier: Span,
  recent: Span,
): (Rates & { metric: 'link_clicks' | 'clicks' }) | null {
  const metric = clickMetric((one) =>
    [earlier, recent].every((span) => !Number.isNaN(sumReported(entity, one, span))),
  );
  if (metric === null) return null;
  const rate = (span: Span): Rate => ({
    clicks: sumReported(entity, metric, span),
    impressions: sumReported(entity, 'impressions', span),
  });
  const [before, now] = [rate(earlier), rate(recent)];
  return before.impressions > 0 && now.impressions > 0 ? { metric, before, now } : null;
}

/** How much a click rate fell, hundredths of a percent; negative when it rose. */
const fallOf = (before: Rate, now: Rate): number =>
  Math.floor(
    10_000 - ((now.clicks / now.impressions) * 10_000) / (before.clicks / before.impressions),
  );

/** All ads that ran in both periods together: one that only joined says nothing about a change. */
function sumRates(history: AccountHistory, earlier: Span, recent: Span): Rates {
  const sum = { before: { clicks: 0, impressions: 0 }, now: { clicks: 0, impressions: 0 } };
  for (const entity of history.entities) {
    const rates = entity.level === 'ad' ? ratesOf(entity, earlier, recent) : null;
    for (const period of ['before', 'now'] as const) {
      sum[period].clicks += rates?.[period].clicks ?? 0;
      sum[period].impressions += rates?.[period].impressions ?? 0;
    }
  }
  return sum;
}

const without = (sum: Rate, own: Rate): Rate => ({
  clicks: sum.clicks - own.clicks,
  impressions: sum.impressions - own.impressions,
});

/** Median of the daily frequency, ten-thousandths; NaN unless half of the days tell it. Reach of days is never added up. */
function frequencyOf({ metrics }: HistoryEntity, { from, to }: Span): number {
  const daily: number[] = [];
  for (let day = from; day <= to; day += 1) {
    const stated = metrics.frequency[day] as number;
    const reach = metrics.reach[day] as number;
    const value = Number.isNaN(stated)
      ? Math.floor(((metrics.impressions[day] as number) * 10_000) / reach)
      : stated;
    if (value > 0 && Number.isFinite(value)) daily.push(value);
  }
  return daily.length * 2 >= to - from + 1 ? median(daily) : Number.NaN;
}
