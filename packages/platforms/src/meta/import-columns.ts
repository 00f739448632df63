import type { FieldAliases } from '../tabular/columns.ts';

export const NAME_FIELDS = ['campaign_name', 'adset_name', 'ad_name'] as const;
export const COUNT_FIELDS = ['impressions', 'reach', 'clicks', 'link_clicks'] as const;
/** Columns that are entries of `actions` on the wire, with the type Ads Manager shows in them. */
export const ACTION_FIELDS = {
  landing_page_views: { goal: 'landing_page_view', type: 'landing_page_view' },
  purchases: { goal: 'purchase', type: 'omni_purchase' },
  website_purchases: { goal: 'purchase', type: 'offsite_conversion.fb_pixel_purchase' },
  add_to_cart: { goal: 'add_to_cart', type: 'omni_add_to_cart' },
  website_add_to_cart: { goal: 'add_to_cart', type: 'offsite_conversion.fb_pixel_add_to_cart' },
  initiate_checkout: { goal: 'initiate_checkout', type: 'omni_initiated_checkout' },
  leads: { goal: 'leads', type: 'lead' },
} as const;
export const VALUE_FIELDS = {
  purchase_value: 'omni_purchase',
  website_purchase_value: 'offsite_conversion.fb_pixel_purchase',
} as const;

type Field =
  | (typeof NAME_FIELDS)[number]
  | (typeof COUNT_FIELDS)[number]
  | keyof typeof ACTION_FIELDS
  | keyof typeof VALUE_FIELDS
  | 'campaign_id'
  | 'adset_id'
  | 'ad_id'
  | 'account_id'
  | 'account_name'
  | 'day'
  | 'period_start'
  | 'period_end'
  | 'currency'
  | 'attribution'
  | 'spend'
  | 'frequency';
export type Breakdown = `breakdown:${string}`;
export type ImportField = Field | Breakdown;

function dimension(field: Field | Breakdown, ...aliases: string[]): FieldAliases<ImportField> {
  return { field, aliases, exactOnly: true };
}

/**
 * Headings of Ads Manager exports, Korean and English, seen in exported files and their readers up to
 * 2026-11. Meta does not promise them; unknown columns are shown to the operator and left out.
 */
export const IMPORT_ALIASES: readonly FieldAliases<ImportField>[] = [
  dimension('day', '일', '날짜', '일자', 'day', 'date'),
  dimension('period_start', '보고시작', 'reportingstarts'),
  dimension('period_end', '보고종료', 'reportingends'),
  dimension('campaign_name', '캠페인이름', 'campaignname', '캠페인', 'campaign'),
  dimension('campaign_id', '캠페인id', 'campaignid'),
  dimension('adset_name', '광고세트이름', 'adsetname', '광고세트', 'adset'),
  dimension('adset_id', '광고세트id', 'adsetid'),
  dimension('ad_name', '광고이름', 'adname', '광고', 'ad'),
  dimension('ad_id', '광고id', 'adid'),
  dimension('account_name', '계정이름', 'accountname', '광고계정이름', 'adaccountname'),
  dimension('account_id', '계정id', 'accountid', '광고계정id', 'adaccountid'),
  dimension('currency', '통화', 'currency'),
  dimension('attribution', '기여설정', 'attributionsetting'),
  { field: 'spend', aliases: ['지출금액', 'amountspent', '소진금액'], money: true },
  { field: 'impressions', aliases: ['노출', 'impressions'] },
  { field: 'reach', aliases: ['도달', 'reach'], exactOnly: true },
  { field: 'frequency', aliases: ['빈도', 'frequency'], exactOnly: true },
  { field: 'clicks', aliases: ['클릭전체', 'clicksall'] },
  { field: 'link_clicks', aliases: ['링크클릭', 'linkclicks'] },
  {
    field: 'landing_page_views',
    aliases: [
      '랜딩페이지조회',
      'landingpageviews',
      '웹사이트랜딩페이지조회',
      'websitelandingpageviews',
    ],
  },
  {
    field: 'purchases',
    aliases: ['구매', 'purchases', '공유항목이포함된구매', 'purchaseswithshareditems'],
  },
  { field: 'website_purchases', aliases: ['웹사이트구매', 'websitepurchases'] },
  {
    field: 'purchase_value',
    aliases: [
      ...['구매전환값', 'purchasesconversionvalue', 'purchaseconversionvalue'],
      ...['공유항목의구매전환값', 'purchasesconversionvalueforshareditemsonly'],
    ],
    money: true,
  },
  {
    field: 'website_purchase_value',
    aliases: [
      ...['웹사이트구매전환값', 'websitepurchasesconversionvalue'],
      'websitepurchaseconversionvalue',
    ],
    money: true,
  },
  {
    field: 'add_to_cart',
    aliases: ['장바구니에담기', 'addstocart', '공유항목이포함된장바구니에담기'],
  },
  { field: 'website_add_to_cart', aliases: ['웹사이트장바구니에담기', 'websiteaddstocart'] },
  {
    field: 'initiate_checkout',
    aliases: ['결제시작', 'checkoutsinitiated', '웹사이트결제시작', 'websitecheckoutsinitiated'],
  },
  { field: 'leads', aliases: ['잠재고객', 'leads'] },
  dimension('breakdown:age', '연령', 'age'),
  dimension('breakdown:gender', '성별', 'gender'),
  dimension('breakdown:region', '지역', 'region'),
  dimension('breakdown:country', '국가', 'country'),
  dimension('breakdown:platform', '플랫폼', 'platform'),
  dimension('breakdown:placement', '노출위치', 'placement'),
  dimension('breakdown:device', '노출기기', 'impressiondevice', '기기플랫폼', 'deviceplatform'),
  dimension('breakdown:product', '제품id', '상품id', 'productid'),
  dimension('breakdown:hour', '시간대광고계정시간대', 'timeofdayadaccounttimezone'),
  {
    field: null,
    aliases: [
      ...['결과당비용', 'costper', '구매당비용', '구매roas', 'purchaseroas', 'websitepurchaseroas'],
      ...['결과', 'results', 'resultindicator', 'resulttype', 'ctr', 'cpc', 'cpm'],
    ],
  },
];

const LABEL =
  /^(?:합계|총계|총합|전체|모두|total|totals|all|grand ?total|results from \d.*|.*\d+개의? 결과)$/i;

/** Whether a name cell is the label of a line of totals. */
export function isTotalLabel(text: string): boolean {
  return LABEL.test(text.trim());
}

/** `7-day click or 1-day view`, `클릭 후 7일 또는 조회 후 1일` as the API writes it; null when unsure. */
export function attributionName(text: string): string | null {
  const found = [
    ...text.matchAll(/(\d+)[\s-]*day[\s-]*(click|view|engaged)/gi),
    ...text.matchAll(/(\d+)일\s*(클릭|조회)/g),
    ...[...text.matchAll(/(클릭|조회)\s*후\s*(\d+)일/g)].map((match) => ['', match[2], match[1]]),
  ].map(([, days, event = '']) => `${days}d_${EVENT[event.toLowerCase()]}`);
  return found.length > 0 ? [...new Set(found)].join('_') : null;
}

const EVENT: Readonly<Record<string, string>> = {
  click: 'click',
  클릭: 'click',
  view: 'view',
  조회: 'view',
  engaged: 'ev',
};
