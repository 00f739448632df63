import { describe, expect, it } from 'vitest';
import { assumedMaturity } from '../maturity.ts';
import { historyOf, judge, weekly } from '../test/account.ts';
import { adset, DAYS, ONE, spread } from '../test/ads.ts';

describe('roas_floor', () => {
  const poor = { spend: 50, conversions: 1, conversion_value: 30 };

  it('lowers the budget, always with approval', () => {
    expect(judge('roas_floor', historyOf([adset('s1', poor)]))).toMatchObject([
      {
        kind: 'set_daily_budget',
        requires_approval: true,
        diff: [{ before: '100', after: '80', currency: 'USD' }],
        reason: { values: { roas: '0.6', change: '-20' } },
      },
    ]);
  });

  it('needs every day under the floor: a good weekday clears it', () => {
    const value = weekly([30, 30, 90, 30, 30, 30, 30], DAYS);
    expect(
      judge('roas_floor', historyOf([adset('s1', { ...poor, conversion_value: value })])),
    ).toEqual([]);
  });

  it('adds the conversions still to come', () => {
    const nearly = { spend: 50, conversions: 1, conversion_value: 46 };
    expect(judge('roas_floor', historyOf([adset('s1', nearly)]))).toHaveLength(1);
    expect(
      judge('roas_floor', historyOf([adset('s1', nearly)], {}, assumedMaturity('meta'))),
    ).toEqual([]);
  });

  it('leaves alone a budget held elsewhere, a fresh change and a missing day', () => {
    expect(judge('roas_floor', historyOf([adset('s1', poor, { dailyBudget: null })]))).toEqual([]);
    expect(judge('roas_floor', historyOf([adset('s1', poor, { missing: [39] })]))).toEqual([]);
    const history = historyOf([adset('s1', poor)]);
    history.entities[0]!.changedAt = Date.parse(history.asOf) - 86_400_000;
    expect(judge('roas_floor', history)).toEqual([]);
  });

  it('keeps won budgets whole', () => {
    const won = { spend: 50_000, conversions: 1, conversion_value: 30_000 };
    const input = historyOf([adset('s1', won, { dailyBudget: 13_333 * ONE })], { currency: 'KRW' });
    expect(judge('roas_floor', input)[0]?.diff).toEqual([
      { field: 'daily_budget', before: '13333', after: '10667', currency: 'KRW' },
    ]);
    const least = historyOf([adset('s1', won, { dailyBudget: 1000 * ONE })], { currency: 'KRW' });
    expect(judge('roas_floor', least)).toEqual([]);
  });

  it('spares what nobody can tell the youngest days of', () => {
    const value = spread(DAYS, (day) => (day === DAYS - 1 ? null : 10));
    const history = historyOf(
      [adset('s1', { ...poor, conversion_value: value })],
      {},
      assumedMaturity('meta'),
    );
    expect(judge('roas_floor', history, { maturity: '85' })).toEqual([]);
  });
});
