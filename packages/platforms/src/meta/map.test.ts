import { AppError, sumAmounts } from '@commerce/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickType } from './action-types.ts';
import { decimal } from './decimals.ts';
import { INSIGHTS_FIELDS } from './fields.ts';
import { AD_ROW, CAMPAIGN_ROW } from './fixtures/insights-rows.ts';
import { dataItems, parseJson } from './json.ts';
import { insightsId, type InsightsLevel, mapInsights } from './map.ts';
import { mapAd, mapAdset, mapCampaign } from './map-entities.ts';
import { currencyOffset, toMajor } from './minor-units.ts';
import {
  adSchema,
  adsetSchema,
  campaignSchema,
  insightsSchema,
  type MinorAmount,
} from './schemas.ts';

function map(row: object, level: InsightsLevel, purchaseAction = 'auto') {
  const asked = new Set(INSIGHTS_FIELDS[level]);
  const account = { id: '990017777', currency: 'KRW' };
  return mapInsights(insightsSchema.parse(row), { level, purchaseAction, asked, account });
}

describe('mapInsights', () => {
  it('reads a whole ad row', () => {
    const { actions, action_values, purchase_roas, quality_ranking, objective, buying_type } =
      AD_ROW;
    expect(map(AD_ROW, 'ad')).toEqual({
      level: 'ad',
      entity_id: '120219999999999903',
      day: '2026-11-18',
      campaign_id: '120219999999999901',
      adset_id: '120219999999999902',
      entity_name: '영상 A',
      currency: 'KRW',
      vat_basis: 'excl',
      attribution_setting: '7d_click_1d_view',
      spend: '141500',
      impressions: 18220,
      reach: 14011,
      frequency: '1.300407',
      clicks: 431,
      link_clicks: 301,
      landing_page_views: 250,
      add_to_cart: '31',
      initiate_checkout: '0',
      leads: '5',
      conversions: '9',
      conversion_value: '455000.5',
      conversion_action: 'omni_purchase',
      metrics_json: {
        actions,
        action_values,
        purchase_roas,
        quality_ranking,
        objective,
        buying_type,
      },
    });
    expect(insightsId(map(AD_ROW, 'ad'))).toBe('ad|120219999999999903|2026-11-18');
  });

  it('takes account and currency from the connection where the row leaves them out', () => {
    const { account_id: _, account_currency: __, ...row } = AD_ROW;
    expect(map(row, 'account')).toMatchObject({ entity_id: '990017777', currency: 'KRW' });
  });

  it('takes one purchase type for count and value, as configured', () => {
    const pixel = map(AD_ROW, 'ad', 'offsite_conversion.fb_pixel_purchase');
    expect([pixel.conversions, pixel.conversion_value]).toEqual(['8', '401000']);
    const untracked = map(AD_ROW, 'ad', 'onsite_conversion.purchase');
    expect([
      untracked.conversions,
      untracked.conversion_value,
      untracked.conversion_action,
    ]).toEqual(['0', '0', null]);
    const counted = map({ ...AD_ROW, action_values: [] }, 'ad', 'purchase');
    expect([counted.conversions, counted.conversion_value]).toEqual(['9', '0']);
  });

  it('claims no value of zero where another purchase type carries the value', () => {
    const action_values = [
      { action_type: 'offsite_conversion.fb_pixel_purchase', value: '401000' },
    ];
    const split = map({ ...AD_ROW, action_values }, 'ad');
    expect([split.conversions, split.conversion_value, split.conversion_action]).toEqual([
      '9',
      null,
      'omni_purchase',
    ]);
  });

  it('never takes a type whose name only contains or begins with the wanted one', () => {
    const actions = ['omni_purchase_x', 'app_custom_event.fb_mobile_purchase', 'purchase_roas'];
    const row = map(
      {
        ...AD_ROW,
        actions: actions.map((action_type) => ({ action_type, value: '5' })),
        action_values: [],
      },
      'ad',
    );
    expect([row.conversions, row.conversion_action]).toEqual(['0', null]);
  });

  it('reads absent figures of a row as zero, but conversions above the ad as unknown', () => {
    const bare = {
      account_id: '1',
      account_currency: 'USD',
      campaign_id: '2',
      adset_id: '3',
      ad_id: '4',
      date_start: '2026-11-18',
      date_stop: '2026-11-18',
    };
    const zero = {
      spend: '0',
      impressions: 0,
      clicks: 0,
      link_clicks: 0,
      reach: null,
      frequency: null,
    };
    expect(map(bare, 'ad')).toMatchObject({
      ...zero,
      conversions: '0',
      conversion_value: '0',
      leads: '0',
    });
    for (const level of ['account', 'campaign', 'adset'] as const) {
      expect(map(bare, level)).toMatchObject({
        ...zero,
        conversions: null,
        conversion_value: null,
        leads: null,
      });
      const mixed = map({ ...bare, attribution_setting: 'mixed' }, level);
      expect([mixed.conversions, mixed.add_to_cart]).toEqual([null, null]);
      const uniform = map({ ...bare, attribution_setting: '7d_click_1d_view_1d_ev' }, level);
      expect([uniform.conversions, uniform.conversion_value]).toEqual(['0', '0']);
    }
    expect(map(CAMPAIGN_ROW, 'campaign')).toMatchObject({ spend: '5339.5', conversions: null });
  });

  it('does not depend on the order of rows, keys or actions, and never adds actions up', () => {
    const types = [
      'omni_purchase',
      'purchase',
      'offsite_conversion.fb_pixel_purchase',
      'onsite_web_purchase',
      'link_click',
      'app_custom_event.fb_mobile_purchase',
    ];
    const entry = fc.record({
      action_type: fc.constantFrom(...types),
      value: fc.nat(500).map(String),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ action_type }) => action_type });
    fc.assert(
      fc.property(entries, entries, fc.nat(), (actions, action_values, seed) => {
        const turn = <T>(list: T[]) =>
          [
            ...list.slice(seed % (list.length || 1)),
            ...list.slice(0, seed % (list.length || 1)),
          ].reverse();
        const row = { ...AD_ROW, actions, action_values };
        const shuffled = Object.fromEntries(
          Object.entries({
            ...row,
            actions: turn(actions),
            action_values: turn(action_values),
          }).reverse(),
        );
        const { metrics_json: _, ...mapped } = map(row, 'ad');
        const { metrics_json: __, ...again } = map(shuffled, 'ad');
        expect(again).toEqual(mapped);
        const listed = [...actions.map(({ value }) => value), '0'];
        expect(listed).toContain(mapped.conversions);
        const chosen = pickType('purchase', actions);
        if (chosen)
          expect(actions).toContainEqual({ action_type: chosen, value: mapped.conversions });
      }),
    );
  });

  it('refuses rows of another shape', () => {
    for (const wrong of [
      { spend: '1,000' },
      { impressions: '1.5' },
      { account_currency: 'won' },
      { date_start: '18.11.2026' },
      { actions: {} },
    ]) {
      expect(insightsSchema.safeParse({ ...AD_ROW, ...wrong }).success).toBe(false);
    }
  });
});

describe('budgets', () => {
  const account = { id: '990017777', currency: 'USD' };
  const wire = {
    id: '120219999999999901',
    name: 'c',
    status: 'ACTIVE',
    effective_status: 'PAUSED',
    objective: 'OUTCOME_SALES',
    buying_type: 'AUCTION',
    bid_strategy: 'COST_CAP',
    daily_budget: '3050',
    lifetime_budget: '0',
    start_time: '2026-11-01T00:00:00+0900',
    updated_time: '2026-11-19T09:30:00+0900',
    spend_cap: '100',
  };

  it('become major units of the account currency', () => {
    expect(mapCampaign(campaignSchema.parse(wire), account)).toEqual({
      level: 'campaign',
      external_id: wire.id,
      parent_id: account.id,
      campaign_id: wire.id,
      name: 'c',
      status: 'ACTIVE',
      effective_status: 'PAUSED',
      objective: 'OUTCOME_SALES',
      optimization_goal: null,
      buying_type: 'AUCTION',
      bid_strategy: 'COST_CAP',
      attribution_setting: null,
      currency: 'USD',
      daily_budget: '30.5',
      lifetime_budget: null,
      bid_amount: null,
      starts_at: '2026-11-01T00:00:00+09:00',
      ends_at: null,
      created_at: null,
      source_updated_at: '2026-11-19T09:30:00+09:00',
      attributes: { spend_cap: '100' },
    });
    const adset = {
      ...wire,
      campaign_id: '7',
      bid_amount: 5000,
      attribution_spec: [
        { event_type: 'CLICK_THROUGH', window_days: 7 },
        { event_type: 'VIEW_THROUGH', window_days: 1 },
      ],
    };
    expect(mapAdset(adsetSchema.parse(adset), { ...account, currency: 'KRW' })).toMatchObject({
      daily_budget: '3050',
      bid_amount: '5000',
      parent_id: '7',
      attribution_setting: '7d_click_1d_view',
    });
    expect(
      mapAd(adSchema.parse({ ...wire, adset_id: '8', campaign_id: '7' }), account),
    ).toMatchObject({ parent_id: '8', campaign_id: '7', daily_budget: null });
  });

  it.each([
    ['KRW', 1],
    ['JPY', 1],
    ['HUF', 1],
    ['TWD', 1],
    ['USD', 100],
    ['EUR', 100],
    ['BHD', 100],
    ['JOD', 100],
  ])('count %s in %i', (currency, offset) => {
    expect(currencyOffset(currency)).toBe(offset);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (amount) => {
        const major = toMajor(String(amount) as MinorAmount, currencyOffset(currency));
        expect(sumAmounts(Array.from({ length: offset }, () => major))).toBe(String(amount));
      }),
      { numRuns: 20 },
    );
  });

  it('are not guessed for a currency nobody knows', () => {
    for (const code of ['ZZZ', 'won', '']) expect(() => currencyOffset(code)).toThrow(AppError);
  });

  it('cannot be converted with a number that is not an offset', () => {
    // @ts-expect-error a plain 100 would be wrong for KRW
    expect(toMajor('100' as MinorAmount, 100)).toBe('1');
  });
});

describe('the wire', () => {
  it('keeps ids beyond 2^53 exact and finds each object as it was received', () => {
    const text =
      '{"data" : [{"report_run_id":6023920149050123456, "x":"1234567890123456789","f":0.1234567890123456},\n{"a":[{"b":"}]\\""}]}],"paging":{"cursors":{"after":"x"}}}';
    expect(parseJson(text)).toMatchObject({
      data: [
        { report_run_id: '6023920149050123456', f: 0.1234567890123456 },
        { a: [{ b: '}]"' }] },
      ],
    });
    const items = dataItems(text);
    expect(items).toHaveLength(2);
    expect(items[1]).toBe('{"a":[{"b":"}]\\""}]}');
    expect(text).toContain(items[0]);
  });

  it('splits any page into its items', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.jsonValue(),
        (data, other) => {
          const text = JSON.stringify({ other, data, paging: { data: [{ x: 1 }] } }, null, 1);
          expect(dataItems(text).map((item) => JSON.parse(item))).toEqual(JSON.parse(text).data);
        },
      ),
    );
  });

  it.each([
    ['5339.50', '5339.5'],
    ['0.00005', '0.0001'],
    ['-1.00005', '-1.0001'],
    ['-0.00001', '0'],
    ['007', '7'],
    ['12', '12'],
  ])('rounds %s to %s', (text, rounded) => {
    expect(decimal(text)).toBe(rounded);
  });
});
