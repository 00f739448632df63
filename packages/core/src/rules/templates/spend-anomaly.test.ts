import { describe, expect, it } from 'vitest';
import { historyOf, judge, weekly } from '../test/account.ts';
import { adset, DAYS, spread } from '../test/ads.ts';

describe('spend_anomaly', () => {
  it('knows that weekends are quiet', () => {
    const seasonal = {
      spend: weekly([100, 100, 100, 100, 100, 20, 10], DAYS),
      impressions: weekly([50_000, 50_000, 50_000, 50_000, 50_000, 9000, 4000], DAYS),
    };
    for (let days = 36; days <= DAYS; days += 1) {
      expect(judge('spend_anomaly', historyOf([adset('s1', seasonal)], { days }))).toEqual([]);
    }
  });

  it('tells a jump and stops what got out of hand', () => {
    const jumped = (factor: number) =>
      adset('s1', {
        spend: spread(DAYS, (day) => (day === DAYS - 1 ? 50 * factor : 50)),
        impressions: 5000,
      });
    expect(judge('spend_anomaly', historyOf([jumped(2.5)]))).toMatchObject([
      {
        kind: 'review_delivery',
        reason: { code: 'spend_jump', values: { times: '2.5', usual: '50' } },
      },
    ]);
    expect(judge('spend_anomaly', historyOf([jumped(5)]))).toMatchObject([
      { kind: 'pause', requires_approval: true, reason: { code: 'spend_out_of_hand' } },
    ]);
    expect(judge('spend_anomaly', historyOf([jumped(1.5)]))).toEqual([]);
  });

  it('tells a collapse, and silence as silence', () => {
    const collapsed = adset('s1', {
      spend: spread(DAYS, (day) => (day === DAYS - 1 ? 1 : 50)),
      impressions: spread(DAYS, (day) => (day === DAYS - 1 ? 100 : 5000)),
    });
    expect(judge('spend_anomaly', historyOf([collapsed]))[0]?.reason.code).toBe(
      'delivery_collapse',
    );
    const silent = adset('s1', { spend: 50, impressions: 5000 }, { missing: [DAYS - 1, DAYS - 2] });
    const other = adset('s2', { spend: 50, impressions: 5000 });
    expect(judge('spend_anomaly', historyOf([silent, other]))).toMatchObject([
      { entity_id: 's1', reason: { code: 'delivery_not_reported', values: { impressions: null } } },
    ]);
    expect(judge('spend_anomaly', historyOf([silent]))).toEqual([]);
  });
});
