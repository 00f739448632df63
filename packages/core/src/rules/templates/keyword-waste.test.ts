import { describe, expect, it } from 'vitest';
import { type Given, historyOf, judge } from '../test/account.ts';
import { DAYS, spread } from '../test/ads.ts';

describe('keyword_waste', () => {
  const keyword = (id: string, figures: Given['figures']): Given => ({
    level: 'keyword',
    id,
    parentId: 's1',
    campaignId: 'c1',
    figures,
    facts: { keyword: `word ${id}` },
  });
  const campaign: Given = {
    level: 'campaign',
    id: 'c1',
    figures: { spend: 100, clicks: 50, conversions: 2 },
  };

  it('states what excluding would take away', () => {
    const history = historyOf([
      campaign,
      keyword('waste', { spend: 5, clicks: 10, conversions: 0 }),
      keyword('dear', {
        spend: 25,
        clicks: 10,
        conversions: spread(DAYS, (day) => (day === 30 ? 1 : 0)),
      }),
      keyword('good', { spend: 20, clicks: 30, conversions: 2 }),
      keyword('young', {
        spend: 5,
        clicks: spread(DAYS, (day) => (day === 41 ? 9 : 0)),
        conversions: 0,
      }),
    ]);
    expect(judge('keyword_waste', history)).toMatchObject([
      {
        entity_id: 'c1',
        kind: 'add_negative_keywords',
        reason: {
          values: {
            keyword_count: 2,
            keywords: 'word dear, word waste',
            conversions: '1',
            conversion_share: '1.75',
          },
        },
      },
    ]);
    expect(
      judge('keyword_waste', history, { max_conversion_share: '0' })[0]?.reason.values,
    ).toMatchObject({
      keyword_count: 1,
      keywords: 'word waste',
      conversion_share: '0',
    });
  });

  it('keeps a word that sold today', () => {
    const history = historyOf([
      campaign,
      keyword('waste', { spend: 5, clicks: 10, conversions: 0 }),
      keyword('good', { spend: 20, clicks: 30, conversions: 2 }),
    ]);
    expect(judge('keyword_waste', history)).toHaveLength(1);
    history.entities[1]!.metrics.conversions[history.todayIndex] = 10_000;
    expect(judge('keyword_waste', history)).toEqual([]);
  });
});
