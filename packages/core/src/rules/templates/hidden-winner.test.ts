import { describe, expect, it } from 'vitest';
import { historyOf, judge } from '../test/account.ts';
import { ad, adset } from '../test/ads.ts';

describe('hidden_winner', () => {
  const parent = adset(
    's1',
    { spend: 60, conversions: 1, conversion_value: 60 },
    { dailyBudget: null },
  );
  const others = ad('dull', { spend: 50, conversions: 1, conversion_value: 60 });

  it('brings back a paused ad that beat the rest', () => {
    const best = ad(
      'best',
      { spend: 10, conversions: 1, conversion_value: 50 },
      { status: 'PAUSED', missing: [39, 40, 41] },
    );
    expect(judge('hidden_winner', historyOf([parent, others, best]))).toMatchObject([
      { entity_id: 'best', kind: 'resume', diff: [{ before: 'PAUSED', after: 'ACTIVE' }] },
    ]);
    expect(
      judge('hidden_winner', historyOf([{ ...parent, status: 'PAUSED' }, others, best])),
    ).toEqual([]);
  });

  it('points at a running ad that gets no spend', () => {
    const best = ad('best', { spend: 3, conversions: 0.5, conversion_value: 20 });
    expect(judge('hidden_winner', historyOf([parent, others, best]))).toMatchObject([
      { entity_id: 'best', kind: 'review_delivery', reason: { code: 'starved_beats_siblings' } },
    ]);
  });
});
