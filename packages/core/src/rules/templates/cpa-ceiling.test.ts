import { describe, expect, it } from 'vitest';
import { historyOf, judge } from '../test/account.ts';
import { ad, adset, DAYS, spread } from '../test/ads.ts';

describe('cpa_ceiling', () => {
  it('lowers the budget above the ceiling and pauses far above it', () => {
    const dear = historyOf([adset('s1', { spend: 40, conversions: 1, conversion_value: 60 })]);
    expect(judge('cpa_ceiling', dear)).toMatchObject([
      { kind: 'set_daily_budget', reason: { code: 'cpa_above_ceiling', values: { cpa: '40' } } },
    ]);
    const far = historyOf([ad('a', { spend: 70, conversions: 1, conversion_value: 60 })]);
    expect(judge('cpa_ceiling', far)).toMatchObject([
      { kind: 'pause', reason: { code: 'cpa_far_above_ceiling' } },
    ]);
  });

  it('waits for a sample and takes the target of the profile', () => {
    const few = historyOf([
      adset('s1', {
        spend: spread(DAYS, (day) => (day === 40 ? 80 : 0)),
        conversions: spread(DAYS, (day) => (day === 40 ? 1 : 0)),
        conversion_value: 1,
      }),
    ]);
    expect(judge('cpa_ceiling', few)).toEqual([]);
    const allowed = historyOf([
      adset('s1', { spend: 40, conversions: 1, conversion_value: 60 }, { targets: { cpa: '50' } }),
    ]);
    expect(judge('cpa_ceiling', allowed)).toEqual([]);
  });
});
