import { describe, expect, it } from 'vitest';
import { assumedMaturity } from '../maturity.ts';
import { historyOf, judge } from '../test/account.ts';
import { adset, DAYS, ONE, spread } from '../test/ads.ts';

describe('scale_winner', () => {
  const winner = { spend: 95, conversions: 4, conversion_value: 300 };

  it('raises a budget that is used up above target', () => {
    expect(judge('scale_winner', historyOf([adset('s1', winner)]))).toMatchObject([
      { diff: [{ before: '100', after: '120' }], requires_approval: true },
    ]);
  });

  it('does not count conversions that have not arrived', () => {
    const nearly = { ...winner, conversion_value: 220 };
    expect(
      judge('scale_winner', historyOf([adset('s1', nearly)], {}, assumedMaturity('meta'))),
    ).toEqual([]);
  });

  it('waits while it learns, where the budget is not used and where it falls back', () => {
    const history = historyOf([adset('s1', winner)]);
    history.entities[0]!.changedAt = Date.parse(history.asOf) - 5 * 86_400_000;
    expect(judge('scale_winner', history)).toEqual([]);
    expect(
      judge('scale_winner', historyOf([adset('s1', winner, { dailyBudget: 200 * ONE })])),
    ).toEqual([]);
    const young = { ...winner, spend: spread(DAYS, (day) => (day >= DAYS - 6 ? 95 : 0)) };
    expect(judge('scale_winner', historyOf([adset('s1', young)]))).toEqual([]);
    const falling = {
      ...winner,
      conversion_value: spread(DAYS, (day) => (day >= DAYS - 3 ? 50 : 500)),
    };
    expect(judge('scale_winner', historyOf([adset('s1', falling)]))).toEqual([]);
  });
});
