import { addDays } from './calendar.ts';
import type { ShopProfile } from './profiles.ts';

/** What somebody does inside Ads Manager on a day of the account. Objects are known by their names. */
export interface StoryEvent {
  day: string;
  /** Minutes after midnight, account time. */
  minute: number;
  level: 'campaign' | 'adset' | 'ad';
  name: string;
  /** In the API's own parameter names. */
  change: Record<string, string>;
  by: string;
}

export interface Story {
  profile: ShopProfile;
  events: readonly StoryEvent[];
}

/** Sunday first: a candle shop whose customers buy on working days and only look at weekends. */
const WEEKDAYS = {
  spend: [0.68, 1.12, 1.1, 1.08, 1.1, 1.12, 0.74],
  returns: [0.78, 1.03, 1.05, 1.04, 1.03, 1.04, 0.85],
};

/**
 * A shop whose ads hold what an operator must tell apart: quiet weekends that are no collapse, last days that
 * look bad only because conversions are still arriving, an ad set that never sells, a creative people have tired
 * of, a starved ad that sells best, a winner to feed, a budget overspent, and a colleague who changes things.
 * @param lastDay the day the story has come to, account time
 */
export function candleShop(lastDay: string): Story {
  const ago = (days: number) => addDays(lastDay, -days);
  return {
    profile: {
      key: 'dalmuri',
      name: '달무리 캔들',
      domain: 'dalmuri-candle.myshopify.com',
      country: 'KR',
      currency: 'KRW',
      timezone: 'Asia/Seoul',
      taxesIncluded: true,
      taxRate: 0.1,
      ordersPerDay: 18,
      products: [
        {
          title: '소이 캔들 향기의 방',
          productType: '캔들',
          price: '32000',
          unitCost: '9800',
          variants: ['무화과', '백단', '라벤더'],
        },
        {
          title: '디퓨저 200ml',
          productType: '디퓨저',
          price: '28000',
          unitCost: '8300',
          variants: ['숲', '비누'],
        },
        {
          title: '캔들 선물 세트',
          productType: '세트',
          price: '58000',
          unitCost: null,
          variants: ['기본'],
        },
      ],
      adAccountId: '990010005',
      spendPerDay: 300_000,
      weekdays: WEEKDAYS,
      campaigns: [
        {
          name: '전환_관심사',
          objective: 'OUTCOME_SALES',
          share: 0.34,
          finalRoas: 2.7,
          adsets: ['인테리어_관심사', '캔들_관심사'],
          budgetLevel: 'campaign',
          utmCampaign: 'candle_interest',
          plan: [
            {
              name: '인테리어_관심사',
              weight: 0.6,
              ads: [
                { name: '영상_거실', video: true, weight: 0.7 },
                { name: '이미지_선물', weight: 0.3 },
              ],
            },
            {
              name: '캔들_관심사',
              weight: 0.4,
              ads: [
                { name: '이미지_소이', weight: 0.55 },
                { name: '이미지_향', weight: 0.45 },
              ],
            },
          ],
        },
        {
          name: '전환_유사타겟',
          objective: 'OUTCOME_SALES',
          share: 0.26,
          finalRoas: 5.1,
          adsets: ['유사_구매자_1%', '유사_방문자_5%'],
          budgetLevel: 'adset',
          utmCampaign: 'candle_lookalike',
          plan: [
            {
              name: '유사_구매자_1%',
              weight: 0.62,
              ads: [
                { name: '영상_베스트', video: true, weight: 0.6 },
                { name: '이미지_베스트', weight: 0.4 },
              ],
            },
            {
              name: '유사_방문자_5%',
              weight: 0.38,
              silent: true,
              ads: [
                { name: '영상_브랜드', video: true, weight: 0.55, finalRoas: 0 },
                { name: '이미지_브랜드', weight: 0.45, finalRoas: 0 },
              ],
            },
          ],
        },
        {
          name: '리타겟팅',
          objective: 'OUTCOME_SALES',
          share: 0.18,
          finalRoas: 3.6,
          adsets: ['장바구니_14일'],
          budgetLevel: 'adset',
          utmCampaign: 'candle_retargeting',
          plan: [
            {
              name: '장바구니_14일',
              weight: 1,
              ads: [
                { name: '영상_향기', video: true, weight: 0.7, tiresFrom: ago(22) },
                { name: '이미지_후기', weight: 0.3 },
              ],
            },
          ],
        },
        {
          name: '신제품_디퓨저',
          objective: 'OUTCOME_SALES',
          share: 0.14,
          finalRoas: 1.4,
          adsets: ['디퓨저_브로드'],
          budgetLevel: 'adset',
          utmCampaign: 'candle_diffuser',
          plan: [
            {
              name: '디퓨저_브로드',
              weight: 1,
              ads: [
                { name: '이미지_제품컷', weight: 0.56, finalRoas: 1.2 },
                { name: '영상_사용법', video: true, weight: 0.3, finalRoas: 1.6 },
                { name: '이미지_수험생선물', weight: 0.14, finalRoas: 11 },
              ],
            },
          ],
        },
        {
          name: '트래픽_블로그',
          objective: 'OUTCOME_TRAFFIC',
          share: 0.08,
          finalRoas: 0.2,
          adsets: ['블로그_2030'],
          budgetLevel: 'adset',
          utmCampaign: 'candle_blog',
          budgetFactor: 0.62,
          plan: [
            {
              name: '블로그_2030',
              weight: 1,
              ads: [{ name: '이미지_향고르는법', weight: 1, ctr: 0.031 }],
            },
          ],
        },
      ],
    },
    events: [
      {
        day: ago(20),
        minute: 11 * 60 + 12,
        level: 'ad',
        name: '이미지_선물',
        change: { name: '이미지_선물_겨울' },
        by: 'Kim',
      },
      {
        day: ago(3),
        minute: 18 * 60 + 41,
        level: 'campaign',
        name: '전환_관심사',
        change: { daily_budget: '150000' },
        by: 'Kim',
      },
    ],
  };
}
