import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { workbook } from '../tabular/fixtures/workbook.ts';
import { INSIGHTS_FIELDS } from './fields.ts';
import { KOREAN, read, refusal } from './fixtures/exported-files.ts';
import { mapInsights } from './map.ts';
import { insightsSchema } from './schemas.ts';

const ENGLISH = `Campaign name,Day,Amount spent (KRW),Impressions,Reach,Link clicks,Clicks (all),Cost per result,Purchases,Purchases conversion value,Purchase ROAS (return on ad spend),Reporting starts,Reporting ends
[ASC]핸드크림,2026-11-01,412300,68000,51000,850,990,29450,14,826000,2.0034,2026-11-01,2026-11-02
[ASC]핸드크림,2026-11-02,98000,9100,8000,120,140,,,,,2026-11-01,2026-11-02
`;
const OLD = KOREAN.replace('지출 금액 (KRW)', '소진 금액 (KRW)').replace(',일,', ',날짜,');
const SPREADSHEET = KOREAN.replaceAll('412300', '"₩412,300"').replaceAll(
  '2026-11-0',
  '2026. 11. 0',
);

const EXPECTED = [
  {
    level: 'campaign',
    entity_id: 'name:[ASC]핸드크림',
    day: '2026-11-01',
    campaign_id: 'name:[ASC]핸드크림',
    adset_id: null,
    entity_name: '[ASC]핸드크림',
    currency: 'KRW',
    vat_basis: 'excl',
    attribution_setting: null,
    spend: '412300',
    impressions: 68000,
    reach: 51000,
    frequency: null,
    clicks: 990,
    link_clicks: 850,
    landing_page_views: null,
    add_to_cart: null,
    initiate_checkout: null,
    leads: null,
    conversions: '14',
    conversion_value: '826000',
    conversion_action: 'omni_purchase',
    metrics_json: {
      actions: [{ action_type: 'omni_purchase', value: '14' }],
      action_values: [{ action_type: 'omni_purchase', value: '826000' }],
    },
  },
  expect.objectContaining({
    day: '2026-11-02',
    spend: '98000',
    conversions: null,
    conversion_value: null,
    reach: 8000,
  }),
];

const ENCODINGS: [string, (text: string) => Buffer][] = [
  ['utf-8', (text) => Buffer.from(text)],
  ['utf-8-bom', (text) => Buffer.from(`\ufeff${text}`)],
  ['utf-16le', (text) => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
  ['cp949', (text) => iconv.encode(text.replaceAll('\n', '\r\n'), 'cp949')],
];

describe('whatever program wrote the file, the same rows come of it', () => {
  for (const [encoding, encode] of ENCODINGS) {
    it.each([
      ['Korean', KOREAN],
      ['English', ENGLISH],
      ['older Korean', OLD],
    ])(`${encoding}, %s headings`, async (_, text) => {
      const { metrics, report, replaces, stream } = await read(encode(text));
      expect(metrics).toEqual(EXPECTED);
      expect(report).toMatchObject({
        format: 'meta-insights',
        encoding,
        currency: 'KRW',
        rows_read: 2,
        rows_kept: 2,
        skipped: [],
        range: { from: '2026-11-01', to: '2026-11-02' },
      });
      expect(replaces).toEqual({ level: 'campaign', from: '2026-11-01', to: '2026-11-02' });
      expect(stream).toBe('insights_campaign');
    });
  }

  it('saved again by a spreadsheet program, with signs, commas and spaced days', async () => {
    expect((await read(SPREADSHEET)).metrics).toEqual(EXPECTED);
  });

  it('as a workbook with day cells and numbers', async () => {
    const rows = KOREAN.trim()
      .split('\n')
      .map((line, r) =>
        line
          .split(',')
          .map((cell, c) =>
            r > 0 && c === 1
              ? { v: String(46326 + r), s: 1 }
              : r > 0 && c > 1 && c < 10 && cell
                ? { v: cell }
                : cell,
          ),
      );
    const { metrics, report } = await read(
      workbook({
        sheets: [
          { name: 'Formatted Report', rows: [['설명']] },
          { name: 'Raw Data Report', rows },
        ],
      }),
    );
    expect(metrics).toEqual(EXPECTED);
    expect(report.encoding).toBe('xlsx');
  });

  it('from the sheet of raw data, beside one for the eye and below lines of its own', async () => {
    const head = ['', 'Campaign name', 'Day', 'Amount spent (USD)', 'Impressions'];
    const { metrics, report } = await read(
      workbook({
        sheets: [
          {
            name: 'Formatted Report',
            rows: [head, ['', 'A', 'All', '3', '30'], ['', '', '2026-11-01', '3', '30']],
          },
          {
            name: 'Raw Data Report',
            rows: [
              [],
              ['', 'Report', 'This is raw data.'],
              head,
              ['', 'A', '2026-11-01', '3', '30'],
            ],
          },
        ],
      }),
    );
    expect(metrics).toMatchObject([{ entity_name: 'A', day: '2026-11-01', spend: '3' }]);
    expect(report.warnings.join()).toContain('Only the sheet "Raw Data Report" was read');
  });

  it('gives the same rows and ids when read again', async () => {
    expect(await read(KOREAN)).toEqual(await read(KOREAN));
    expect((await read(KOREAN)).ids).toEqual([
      'campaign|name:[ASC]핸드크림|2026-11-01',
      'campaign|name:[ASC]핸드크림|2026-11-02',
    ]);
  });

  it('and the same as the API gives, but for what no export holds', async () => {
    const wire = {
      account_id: '990017777',
      account_currency: 'KRW',
      campaign_id: '120219999999999901',
      campaign_name: 'c',
      adset_id: '120219999999999902',
      adset_name: 's',
      ad_id: '120219999999999903',
      ad_name: 'a',
      attribution_setting: '7d_click_1d_view',
      date_start: '2026-11-01',
      date_stop: '2026-11-01',
      spend: '5339.5',
      impressions: '100',
      reach: '80',
      frequency: '1.25',
      clicks: '9',
      inline_link_clicks: '7',
      actions: [
        { action_type: 'landing_page_view', value: '6' },
        { action_type: 'omni_purchase', value: '2' },
        { action_type: 'omni_add_to_cart', value: '3' },
      ],
      action_values: [{ action_type: 'omni_purchase', value: '30000' }],
    };
    const csv = `Campaign name,Campaign ID,Ad set name,Ad set ID,Ad name,Ad ID,Day,Attribution setting,Amount spent (KRW),Impressions,Reach,Frequency,Clicks (all),Link clicks,Landing page views,Purchases,Adds to cart,Checkouts initiated,Leads,Purchases conversion value
c,120219999999999901,s,120219999999999902,a,120219999999999903,2026-11-01,7-day click or 1-day view,5339.5,100,80,1.25,9,7,6,2,3,,,30000.00
`;
    const { metrics } = await read(csv);
    const asked = new Set(INSIGHTS_FIELDS.ad);
    expect(metrics).toEqual([
      mapInsights(insightsSchema.parse(wire), {
        level: 'ad',
        asked,
        purchaseAction: 'auto',
        account: { id: '990017777', currency: null },
      }),
    ]);
  });
});

describe('levels', () => {
  const DAY = 'Campaign name,Ad set name,Ad name,Day,Amount spent (USD),Impressions,Reach\n';
  it('are the finest the file names, or the one asked for', async () => {
    const text = `${DAY}C,S,A,2026-11-01,1.10,10,9\nC,S,B,2026-11-01,2.20,20,19\nC,T,A,2026-11-01,0.7,1,1\n`;
    const ads = await read(text);
    expect(ads.metrics.map(({ entity_id, adset_id }) => [entity_id, adset_id])).toEqual([
      ['name:C›S›A', 'name:C›S'],
      ['name:C›S›B', 'name:C›S'],
      ['name:C›T›A', 'name:C›T'],
    ]);
    const campaigns = await read(text, { options: { level: 'campaign' } });
    expect(campaigns.metrics).toEqual([
      expect.objectContaining({
        entity_id: 'name:C',
        spend: '4',
        impressions: 31,
        reach: null,
        adset_id: null,
      }),
    ]);
    expect(campaigns.report.warnings.join()).toContain('Ad set name');
    const account = await read(text, { options: { level: 'account', account_id: 'act_77' } });
    expect(account.metrics).toEqual([
      expect.objectContaining({
        entity_id: '77',
        spend: '4',
        campaign_id: null,
        entity_name: null,
      }),
    ]);
  });

  it('that the file cannot answer are refused', async () => {
    expect(await refusal(KOREAN, { options: { level: 'ad' } })).toContain('no column names an ad');
    await expect(read(KOREAN, { options: { level: 'ads' } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
