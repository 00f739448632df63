import {
  addDays,
  type CanonicalBatch,
  type Day,
  type DayRange,
  eachDay,
  type EntityRow,
  formatAmount,
  type MetricsDailyRow,
  parseAmount,
} from '@commerce/core';
import { random } from '@commerce/simulators';

const ACCOUNT = 'demo-search';
const CURRENCY = 'KRW';
/** What a sale is worth, won. */
const ORDER_VALUE = 41_000;
/** Searches by weekday, Sunday first. */
const WEEKDAYS = [0.82, 1.08, 1.06, 1.05, 1.04, 1.02, 0.86];

interface Keyword {
  text: string;
  /** Mean clicks a day. */
  clicks: number;
  /** Won. */
  costPerClick: number;
  /** Sales per click; 0 for people who look for something else. */
  sells: number;
}

/** Campaigns, their ad groups, and what people typed. */
const CAMPAIGNS: readonly {
  name: string;
  dailyBudget: string;
  groups: readonly { name: string; keywords: readonly Keyword[] }[];
}[] = [
  {
    name: '파워링크_캔들',
    dailyBudget: '60000',
    groups: [
      {
        name: '브랜드',
        keywords: [
          { text: '달무리 캔들', clicks: 14, costPerClick: 90, sells: 0.11 },
          { text: '달무리 디퓨저', clicks: 6, costPerClick: 100, sells: 0.09 },
        ],
      },
      {
        name: '상품',
        keywords: [
          { text: '소이캔들', clicks: 13, costPerClick: 620, sells: 0.032 },
          { text: '향초 추천', clicks: 9, costPerClick: 540, sells: 0.028 },
          { text: '캔들 선물세트', clicks: 7, costPerClick: 710, sells: 0.041 },
          { text: '무화과 캔들', clicks: 5, costPerClick: 480, sells: 0.036 },
          { text: '캔들', clicks: 11, costPerClick: 830, sells: 0.012 },
          { text: '캔들 차트', clicks: 6, costPerClick: 410, sells: 0 },
          { text: '주식 캔들', clicks: 4, costPerClick: 450, sells: 0 },
          { text: '캔들 만들기', clicks: 7, costPerClick: 390, sells: 0 },
          { text: '캔들 재료 도매', clicks: 4, costPerClick: 520, sells: 0 },
          { text: '캔들 공방 창업', clicks: 3, costPerClick: 640, sells: 0 },
        ],
      },
    ],
  },
  {
    name: '파워링크_디퓨저',
    dailyBudget: '30000',
    groups: [
      {
        name: '디퓨저',
        keywords: [
          { text: '디퓨저 추천', clicks: 8, costPerClick: 590, sells: 0.026 },
          { text: '집들이 디퓨저', clicks: 6, costPerClick: 560, sells: 0.034 },
          { text: '차량용 디퓨저', clicks: 5, costPerClick: 470, sells: 0.001 },
          { text: '디퓨저 만들기', clicks: 4, costPerClick: 340, sells: 0 },
          { text: '디퓨저 버리는법', clicks: 3, costPerClick: 300, sells: 0 },
        ],
      },
    ],
  },
];

const EMPTY: Omit<EntityRow, 'level' | 'external_id' | 'name'> = {
  parent_id: null,
  campaign_id: null,
  status: 'ACTIVE',
  effective_status: 'ACTIVE',
  objective: null,
  optimization_goal: null,
  buying_type: null,
  bid_strategy: null,
  attribution_setting: null,
  currency: CURRENCY,
  daily_budget: null,
  lifetime_budget: null,
  bid_amount: null,
  starts_at: null,
  ends_at: null,
  created_at: null,
  source_updated_at: null,
  attributes: {},
};

type Place = Pick<
  MetricsDailyRow,
  'level' | 'entity_id' | 'campaign_id' | 'adset_id' | 'entity_name'
>;
interface Figures {
  spend: bigint;
  impressions: number;
  clicks: number;
  conversions: number;
  value: bigint;
}

export const KEYWORD_ACCOUNT = {
  platform: 'naver_searchad',
  externalId: ACCOUNT,
  name: '파워링크 (예시 자료)',
  currency: CURRENCY,
  timezone: 'Asia/Seoul',
};

/** A keyword and the places its figures are counted at, from the keyword itself up to the account. */
interface PlacedKeyword {
  id: string;
  keyword: Keyword;
  places: Place[];
}

/**
 * A search account, some of whose keywords never sell because people mean something else by them. The same for
 * the same seed and days. Cost and value: won, without VAT as the platform counts cost.
 */
export function keywordAccount(seed: string, range: DayRange): CanonicalBatch {
  const { entities, keywords } = structure();
  const sums = new Map<string, { place: Place; day: Day; figures: Figures }>();
  for (const { id, keyword, places } of keywords) {
    for (const day of eachDay(range)) {
      const figures = dayOfKeyword(seed, id, keyword, day);
      for (const place of places) {
        const key = `${place.level} ${place.entity_id} ${day}`;
        const known = sums.get(key);
        if (known) include(known.figures, figures);
        else sums.set(key, { place, day, figures: { ...figures } });
      }
    }
  }
  const metrics = [...sums.values()].map(({ place, day, figures }) =>
    metricsRow(place, day, figures),
  );
  return { entities, metrics };
}

function structure(): { entities: EntityRow[]; keywords: PlacedKeyword[] } {
  const entities: EntityRow[] = [entity('account', ACCOUNT, KEYWORD_ACCOUNT.name)];
  const keywords: PlacedKeyword[] = [];
  const account = placeOf('account', ACCOUNT, KEYWORD_ACCOUNT.name);
  for (const [c, campaign] of CAMPAIGNS.entries()) {
    const campaign_id = `cmp-${c + 1}`;
    const { dailyBudget: daily_budget } = campaign;
    const inAccount = { parent_id: ACCOUNT, campaign_id, daily_budget };
    entities.push({ ...entity('campaign', campaign_id, campaign.name), ...inAccount });
    for (const [g, group] of campaign.groups.entries()) {
      const adset_id = `grp-${c + 1}-${g + 1}`;
      const inCampaign = { parent_id: campaign_id, campaign_id };
      entities.push({ ...entity('adset', adset_id, group.name), ...inCampaign });
      for (const [k, keyword] of group.keywords.entries()) {
        const id = `nkw-${c + 1}-${g + 1}-${k + 1}`;
        entities.push({ ...keywordEntity(id, keyword), parent_id: adset_id, campaign_id });
        keywords.push({
          id,
          keyword,
          places: [
            { ...placeOf('keyword', id, keyword.text), campaign_id, adset_id },
            { ...placeOf('adset', adset_id, group.name), campaign_id, adset_id },
            { ...placeOf('campaign', campaign_id, campaign.name), campaign_id },
            account,
          ],
        });
      }
    }
  }
  return { entities, keywords };
}

const placeOf = (level: Place['level'], entity_id: string, entity_name: string): Place => ({
  level,
  entity_id,
  entity_name,
  campaign_id: null,
  adset_id: null,
});

const keywordEntity = (id: string, { text, costPerClick }: Keyword): EntityRow => ({
  ...entity('keyword', id, text),
  bid_amount: String(costPerClick),
  attributes: { keyword: text, match_type: 'exact' },
});

const entity = (level: EntityRow['level'], external_id: string, name: string): EntityRow => ({
  ...EMPTY,
  level,
  external_id,
  name,
});

function dayOfKeyword(seed: string, id: string, keyword: Keyword, day: Day): Figures {
  const source = random(seed, 'keyword', id, day);
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 1;
  const clicks = source.count(keyword.clicks * weekday);
  const impressions = clicks * source.int(18, 26) + source.int(5, 40);
  let spend = 0;
  let conversions = 0;
  for (let click = 0; click < clicks; click++) {
    spend += Math.round(keyword.costPerClick * (0.8 + 0.4 * source.next()));
    if (source.chance(keyword.sells)) conversions++;
  }
  const value = parseAmount(String(conversions * ORDER_VALUE));
  return { spend: parseAmount(String(spend)), impressions, clicks, conversions, value };
}

function include(into: Figures, other: Figures): void {
  into.spend += other.spend;
  into.impressions += other.impressions;
  into.clicks += other.clicks;
  into.conversions += other.conversions;
  into.value += other.value;
}

function metricsRow(place: Place, day: Day, figures: Figures): MetricsDailyRow {
  return {
    ...place,
    day,
    currency: CURRENCY,
    vat_basis: 'excl',
    attribution_setting: null,
    spend: formatAmount(figures.spend),
    impressions: figures.impressions,
    reach: null,
    frequency: null,
    clicks: figures.clicks,
    link_clicks: null,
    landing_page_views: null,
    add_to_cart: null,
    initiate_checkout: null,
    leads: null,
    conversions: String(figures.conversions),
    conversion_value: formatAmount(figures.value),
    conversion_action: null,
    metrics_json: {},
  };
}

/** The days of it that are over by an account day, as far back as the demo goes but at most so many. */
export const keywordDays = (today: Day, historyDays: number): DayRange => ({
  from: addDays(today, -Math.min(historyDays, 90)),
  to: addDays(today, -1),
});
