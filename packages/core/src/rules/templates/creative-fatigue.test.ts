import { describe, expect, it } from 'vitest';
import { type Given, historyOf, judge } from '../test/account.ts';
import { ad, DAYS, spread } from '../test/ads.ts';

describe('creative_fatigue', () => {
  const tired = (id: string): Given =>
    ad(id, {
      spend: 20,
      impressions: 2000,
      link_clicks: spread(DAYS, (day) => (day >= DAYS - 7 ? 10 : 30)),
      frequency: spread(DAYS, (day) => (day >= DAYS - 7 ? 2.4 : 1.2)),
    });
  const fresh = (id: string): Given =>
    ad(id, { spend: 20, impressions: 2000, link_clicks: 30, frequency: 1.2 });

  it('advises a new creative', () => {
    expect(
      judge('creative_fatigue', historyOf([tired('t'), fresh('f'), fresh('g')])),
    ).toMatchObject([
      {
        entity_id: 't',
        kind: 'refresh_creative',
        diff: [],
        reason: { values: { ctr: '0.5', ctr_before: '1.5' } },
      },
    ]);
  });

  it('does not blame one ad for a fall all of them share', () => {
    const all = [tired('t'), tired('u'), tired('v')];
    expect(judge('creative_fatigue', historyOf(all))).toEqual([]);
  });

  it('needs frequency to rise and enough impressions', () => {
    const steady = { ...tired('t'), figures: { ...tired('t').figures, frequency: 1.2 } };
    expect(judge('creative_fatigue', historyOf([steady, fresh('f')]))).toEqual([]);
    const small = { ...tired('t'), figures: { ...tired('t').figures, impressions: 400 } };
    expect(judge('creative_fatigue', historyOf([small, fresh('f')]))).toEqual([]);
  });

  it('takes both click rates from the same kind of clicks', () => {
    const links = spread(DAYS, (day) => (day === DAYS - 12 ? null : 30));
    const { frequency } = tired('t').figures!;
    const figures = { spend: 20, impressions: 2000, clicks: 60, link_clicks: links, frequency };
    expect(judge('creative_fatigue', historyOf([ad('a', figures)]))).toEqual([]);
  });
});
