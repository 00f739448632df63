import type { AccountHistory, HistoryEntity } from '../history.ts';
import { makeFinding } from '../make-finding.ts';
import { percentOf, unitsOf, wholeOf } from '../parameters.ts';
import type { RuleParameters, RuleTemplate } from '../template.ts';
import { compareProducts, percentText, unitsText } from '../units.ts';
import {
  collectedSpan,
  groupBy,
  isActive,
  lastDays,
  matureSum,
  type Span,
  sumReported,
} from '../window.ts';
import { showsToday } from './judging.ts';
import { daysSpec, spec } from './specs.ts';

const NAMED = 10;

/** Keywords that cost and bring nothing → negative keywords, with what that would take away. */
export const keywordWaste: RuleTemplate = {
  key: 'keyword_waste',
  version: 1,
  name: { ko: '키워드 낭비', en: 'Wasted keywords' },
  description: {
    ko: '클릭과 비용은 있으나 전환이 없거나 지나치게 비싼 키워드를 제외 키워드로 권하고, 제외하면 캠페인의 클릭·비용·전환이 몇 %씩 줄어드는지 밝힙니다. 제안만 합니다.',
    en: "Advises negative keywords for what costs clicks and brings no conversions or far too dear ones, with the share of the campaign's clicks, cost and conversions that would go. Advice only.",
  },
  levels: ['campaign'],
  reads: ['keyword'],
  metrics: ['spend', 'conversions', 'conversion_value', 'clicks'],
  judgesOldData: false,
  nested: 'outer',
  reasons: ['keywords_without_conversions'],
  risk: 'low',
  parameters: [
    daysSpec(
      { default: '28', min: '7', max: '56' },
      { ko: '끝난 날만 셉니다.', en: 'Finished days only.' },
    ),
    spec(
      'min_clicks',
      'count',
      { default: '30', min: '5', max: '10000' },
      { ko: '키워드당 최소 클릭', en: 'Least clicks of a keyword' },
      { ko: '이보다 적으면 판단하지 않습니다.', en: 'Fewer are not judged.' },
    ),
    spec(
      'min_spend',
      'money',
      { default: '10', min: '0.1', max: '1000000' },
      { ko: '키워드당 최소 비용', en: 'Least cost of a keyword' },
      { ko: '이보다 적으면 판단하지 않습니다.', en: 'Less is not judged.' },
    ),
    spec(
      'dear',
      'ratio',
      { default: '5', min: '2', max: '100' },
      { ko: '과다 CPA 배수', en: 'Too dear at (times)' },
      {
        ko: '전환이 있어도 캠페인 평균 CPA의 이 배수를 넘으면 포함합니다.',
        en: "With conversions, only above so many times the campaign's own cost per conversion.",
      },
    ),
    spec(
      'max_conversion_share',
      'percent',
      { default: '3', min: '0', max: '20' },
      { ko: '전환 손실 한도(%)', en: 'Conversions given up at most (%)' },
      {
        ko: '함께 사라질 전환의 비율이 이를 넘지 않게 고릅니다.',
        en: 'Of all conversions of the keywords of the campaign.',
      },
    ),
  ],
  cooldownHours: 168,
  dailyLimit: 5,

  judge(history, entities, parameters) {
    const window = lastDays(history, wholeOf(parameters, 'days'));
    if (!window) return [];
    const byCampaign = groupBy(
      history.entities.filter(({ level }) => level === 'keyword'),
      ({ campaignId }) => campaignId,
    );
    return entities.flatMap((campaign) => {
      if (!isActive(history, campaign)) return [];
      const keywords = figuresOf(history, byCampaign.get(campaign.id) ?? [], window);
      const total = sumOf(keywords);
      const wasted = pick(history, keywords, total, parameters);
      if (wasted.length === 0) return [];
      const gone = sumOf(wasted);
      const shares = {
        click_share: percentText(gone.clicks, total.clicks),
        cost_share: percentText(gone.spend, total.spend),
        conversion_share:
          total.conversions === 0 ? '0' : percentText(gone.conversions, total.conversions),
      };
      return [
        {
          entity: campaign,
          weight: gone.spend,
          effect: { entities: wasted.map(({ keyword }) => keyword), share: 10_000 },
          finding: () =>
            makeFinding(history, campaign, {
              kind: 'add_negative_keywords',
              diff: [],
              risk: 'low',
              requiresApproval: true,
              code: 'keywords_without_conversions',
              values: {
                keyword_count: wasted.length,
                keywords: namesOf(wasted),
                clicks: unitsText(gone.clicks),
                spend: unitsText(gone.spend),
                conversions: unitsText(gone.conversions),
                ...shares,
                days: window.to - window.from + 1,
              },
              span: window,
              figures: [
                { metric: 'cost_share', value: shares.cost_share, compared: null, unit: 'percent' },
                {
                  metric: 'click_share',
                  value: shares.click_share,
                  compared: null,
                  unit: 'percent',
                },
                {
                  metric: 'conversion_share',
                  value: shares.conversion_share,
                  compared: null,
                  unit: 'percent',
                },
                { metric: 'spend', value: unitsText(gone.spend), compared: null, unit: 'money' },
              ],
              late: true,
            }),
        },
      ];
    });
  },
};

interface Figures {
  keyword: HistoryEntity;
  span: Span;
  spend: number;
  clicks: number;
  conversions: number;
}

/** Keywords whose figures are all reported; the others belong to neither side of a share. */
function figuresOf(
  history: AccountHistory,
  keywords: readonly HistoryEntity[],
  window: Span,
): Figures[] {
  return keywords.flatMap((keyword) => {
    const span = collectedSpan(history, keyword, window);
    if (!span) return [];
    const spend = sumReported(keyword, 'spend', span);
    const clicks = sumReported(keyword, 'clicks', span);
    const conversions = sumReported(keyword, 'conversions', span);
    const known = !Number.isNaN(spend + clicks + conversions);
    return known ? [{ keyword, span, spend, clicks, conversions }] : [];
  });
}

const sumOf = (figures: readonly Figures[]) => ({
  spend: figures.reduce((sum, { spend }) => sum + spend, 0),
  clicks: figures.reduce((sum, { clicks }) => sum + clicks, 0),
  conversions: figures.reduce((sum, { conversions }) => sum + conversions, 0),
});

/** The costliest per conversion first, as long as few conversions go with them. */
function pick(
  history: AccountHistory,
  keywords: readonly Figures[],
  total: { spend: number; conversions: number },
  parameters: RuleParameters,
): Figures[] {
  const leastClicks = wholeOf(parameters, 'min_clicks') * 10_000 * 10_000;
  const leastSpend = unitsOf(parameters, 'min_spend');
  const dear = Math.ceil((total.spend * unitsOf(parameters, 'dear')) / 10_000);
  const share = percentOf(parameters, 'max_conversion_share');
  const candidates = keywords.filter(({ keyword, span, spend, conversions }) => {
    if (keyword.profile.objective === 'traffic' || !isActive(history, keyword)) return false;
    if (spend < leastSpend || (conversions === 0 && showsToday(history, keyword))) return false;
    if (matureSum(history, keyword.metrics.clicks, span) < leastClicks) return false;
    return (
      conversions === 0 ||
      (total.conversions > 0 && compareProducts(spend, total.conversions, dear, conversions) >= 0)
    );
  });
  candidates.sort(
    (a, b) =>
      compareProducts(b.spend, a.conversions, a.spend, b.conversions) ||
      b.spend - a.spend ||
      (a.keyword.id < b.keyword.id ? -1 : 1),
  );
  let given = 0;
  return candidates.filter(({ conversions }) => {
    if (compareProducts(given + conversions, 10_000, total.conversions, share) > 0) return false;
    given += conversions;
    return true;
  });
}

function namesOf(wasted: readonly Figures[]): string {
  const byCost = [...wasted].sort((a, b) => b.spend - a.spend);
  const names = byCost.slice(0, NAMED).map(({ keyword }) => keyword.facts.keyword ?? keyword.name);
  const more = wasted.length - names.length;
  return more > 0 ? `${names.join(', ')} (+${more})` : names.join(', ');
}
