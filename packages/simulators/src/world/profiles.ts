/** One product line of a simulated shop. Prices and costs are in the shop's currency, major units. */
export interface ProductProfile {
  title: string;
  productType: string;
  price: string;
  /** Purchase cost per unit; null where the merchant never entered one. */
  unitCost: string | null;
  variants: readonly string[];
}

/** What makes one ad differ from its campaign. Days are local days of the account, 'YYYY-MM-DD'. */
export interface AdPlan {
  name: string;
  video?: boolean;
  /** Share of the ad set's spend among its siblings. */
  weight: number;
  /** Purchase value per unit of spend, in place of the campaign's. */
  finalRoas?: number;
  /** Clicks per impression, in place of what the objective brings. */
  ctr?: number;
  /** From this day on people tire of it: fewer click, and the same people see it ever more often. */
  tiresFrom?: string;
}

export interface AdSetPlan {
  name: string;
  /** Share of the campaign's spend among its siblings. */
  weight: number;
  /** Visitors leave at once: nothing happens after the click. */
  silent?: boolean;
  ads: readonly AdPlan[];
}

export interface CampaignProfile {
  name: string;
  objective: 'OUTCOME_SALES' | 'OUTCOME_TRAFFIC' | 'OUTCOME_AWARENESS';
  /** Share of the account's daily spend, all shares sum to 1. */
  share: number;
  /** Purchase value per unit of spend once every late conversion has arrived. */
  finalRoas: number;
  adsets: readonly string[];
  /** Budget held by the campaign (CBO) or by its ad sets (ABO). */
  budgetLevel: 'campaign' | 'adset';
  utmCampaign: string;
  /** Ad sets and ads in place of the usual ones; `adsets` then repeats their names. */
  plan?: readonly AdSetPlan[];
  /** Daily budget per planned daily spend; 1.1 when left out. Below 1 the platform spends more than the budget. */
  budgetFactor?: number;
}

/** A simulated business: one Shopify shop and one Meta ad account that speak of the same sales. */
export interface ShopProfile {
  key: string;
  name: string;
  /** The myshopify.com domain the connector is configured with. */
  domain: string;
  country: string;
  currency: 'KRW' | 'USD' | 'EUR' | 'JPY';
  timezone: string;
  taxesIncluded: boolean;
  taxRate: number;
  /** Mean orders on an ordinary day. */
  ordersPerDay: number;
  products: readonly ProductProfile[];
  adAccountId: string;
  /** Mean ad spend on an ordinary day, account currency, major units. */
  spendPerDay: number;
  campaigns: readonly CampaignProfile[];
  /** Factors by weekday, Sunday first, in place of the usual ones: of the ad spend, and of what it returns. */
  weekdays?: { spend: readonly number[]; returns: readonly number[] };
}

export const SHOP_PROFILES: readonly ShopProfile[] = [
  {
    key: 'seoul',
    name: '온결 핸드크림',
    domain: 'ongyeol-seoul.myshopify.com',
    country: 'KR',
    currency: 'KRW',
    timezone: 'Asia/Seoul',
    taxesIncluded: true,
    taxRate: 0.1,
    ordersPerDay: 11,
    products: [
      {
        title: '시어버터 핸드크림',
        productType: '핸드크림',
        price: '13000',
        unitCost: '3900',
        variants: ['50ml', '100ml'],
      },
      {
        title: '무향 손 세정제',
        productType: '핸드워시',
        price: '9800',
        unitCost: '2700',
        variants: ['250ml', '500ml'],
      },
      {
        title: '겨울 선물 세트',
        productType: '세트',
        price: '39000',
        unitCost: null,
        variants: ['기본'],
      },
    ],
    adAccountId: '990010001',
    spendPerDay: 96000,
    campaigns: [
      {
        name: 'KR_전환_핸드크림',
        objective: 'OUTCOME_SALES',
        share: 0.55,
        finalRoas: 3.1,
        adsets: ['관심사_뷰티', '유사타겟_1%'],
        budgetLevel: 'campaign',
        utmCampaign: 'kr_sales_handcream',
      },
      {
        name: 'KR_리타겟팅',
        objective: 'OUTCOME_SALES',
        share: 0.25,
        finalRoas: 5.4,
        adsets: ['장바구니_14일'],
        budgetLevel: 'adset',
        utmCampaign: 'kr_retargeting',
      },
      {
        name: 'KR_트래픽_블로그',
        objective: 'OUTCOME_TRAFFIC',
        share: 0.2,
        finalRoas: 0.4,
        adsets: ['브로드_여성'],
        budgetLevel: 'adset',
        utmCampaign: 'kr_blog_traffic',
      },
    ],
  },
  {
    key: 'portland',
    name: 'Fern & Field',
    domain: 'fern-and-field.myshopify.com',
    country: 'US',
    currency: 'USD',
    timezone: 'America/Los_Angeles',
    taxesIncluded: false,
    taxRate: 0.0725,
    ordersPerDay: 9,
    products: [
      {
        title: 'Waxed Canvas Apron',
        productType: 'Apron',
        price: '68.00',
        unitCost: '21.50',
        variants: ['Moss', 'Clay', 'Ink'],
      },
      {
        title: 'Seed Tin',
        productType: 'Garden',
        price: '18.50',
        unitCost: '4.10',
        variants: ['Herbs', 'Flowers'],
      },
      {
        title: 'Gift card',
        productType: 'Gift card',
        price: '50.00',
        unitCost: '0.00',
        variants: ['Default Title'],
      },
    ],
    adAccountId: '990010002',
    spendPerDay: 140,
    campaigns: [
      {
        name: 'US_Prospecting_Broad',
        objective: 'OUTCOME_SALES',
        share: 0.6,
        finalRoas: 1.9,
        adsets: ['Broad 25-54', 'Lookalike 2%'],
        budgetLevel: 'campaign',
        utmCampaign: 'us_prospecting',
      },
      {
        name: 'US_Retargeting_30d',
        objective: 'OUTCOME_SALES',
        share: 0.4,
        finalRoas: 4.2,
        adsets: ['Visitors 30d'],
        budgetLevel: 'adset',
        utmCampaign: 'us_retargeting',
      },
    ],
  },
  {
    key: 'berlin',
    name: 'Kiefer Kontor',
    domain: 'kiefer-kontor.myshopify.com',
    country: 'DE',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    taxesIncluded: true,
    taxRate: 0.19,
    ordersPerDay: 7,
    products: [
      {
        title: 'Schreibtischlampe Kiefer',
        productType: 'Lampe',
        price: '129.00',
        unitCost: '52.00',
        variants: ['Natur', 'Schwarz'],
      },
      {
        title: 'Notizbuch A5',
        productType: 'Papeterie',
        price: '14.90',
        unitCost: '3.30',
        variants: ['liniert', 'blanko'],
      },
    ],
    adAccountId: '990010003',
    spendPerDay: 110,
    campaigns: [
      {
        name: 'DE_Verkauf_Lampe',
        objective: 'OUTCOME_SALES',
        share: 0.7,
        finalRoas: 2.6,
        adsets: ['Interessen Wohnen'],
        budgetLevel: 'campaign',
        utmCampaign: 'de_lampe',
      },
      {
        name: 'DE_Reichweite',
        objective: 'OUTCOME_AWARENESS',
        share: 0.3,
        finalRoas: 0.2,
        adsets: ['Breit'],
        budgetLevel: 'adset',
        utmCampaign: 'de_reach',
      },
    ],
  },
  {
    key: 'osaka',
    name: 'みなも茶舗',
    domain: 'minamo-chaho.myshopify.com',
    country: 'JP',
    currency: 'JPY',
    timezone: 'Asia/Tokyo',
    taxesIncluded: true,
    taxRate: 0.08,
    ordersPerDay: 8,
    products: [
      {
        title: '宇治煎茶',
        productType: '煎茶',
        price: '1620',
        unitCost: '540',
        variants: ['100g', '200g'],
      },
      {
        title: 'ほうじ茶ティーバッグ',
        productType: 'ほうじ茶',
        price: '980',
        unitCost: '260',
        variants: ['20包'],
      },
    ],
    adAccountId: '990010004',
    spendPerDay: 6200,
    campaigns: [
      {
        name: 'JP_販売_煎茶',
        objective: 'OUTCOME_SALES',
        share: 0.8,
        finalRoas: 2.2,
        adsets: ['お茶好き', '類似1%'],
        budgetLevel: 'campaign',
        utmCampaign: 'jp_sencha',
      },
      {
        name: 'JP_リタゲ',
        objective: 'OUTCOME_SALES',
        share: 0.2,
        finalRoas: 4.8,
        adsets: ['閲覧7日'],
        budgetLevel: 'adset',
        utmCampaign: 'jp_retargeting',
      },
    ],
  },
];
