import { describe, expect, it } from 'vitest';
import { historyOf, judge } from '../test/account.ts';
import { adset, DAYS, spread } from '../test/ads.ts';

describe('cpc_spike', () => {
  const clicks = (recent: number) => spread(DAYS, (day) => (day >= DAYS - 3 ? recent : 100));

  it('lowers the budget of traffic whose clicks became dear', () => {
    const history = historyOf([
      adset('s1', { spend: 50, link_clicks: clicks(40) }, { profile: 'blog_traffic' }),
    ]);
    expect(judge('cpc_spike', history)).toMatchObject([
      { kind: 'set_daily_budget', reason: { values: { cpc: '1.25', cpc_before: '0.5' } } },
    ]);
  });

  it('looks at traffic only, and not below its target', () => {
    expect(
      judge('cpc_spike', historyOf([adset('s1', { spend: 50, link_clicks: clicks(40) })])),
    ).toEqual([]);
    const target = { profile: 'blog_traffic', targets: { cpc: '2' } };
    expect(
      judge('cpc_spike', historyOf([adset('s1', { spend: 50, link_clicks: clicks(40) }, target)])),
    ).toEqual([]);
  });

  it('takes both costs from the same kind of clicks', () => {
    const links = spread(DAYS, (day) => (day === DAYS - 8 ? null : 30));
    const figures = { spend: 20, clicks: 60, link_clicks: links };
    const history = historyOf([adset('s1', figures, { profile: 'blog_traffic' })]);
    expect(judge('cpc_spike', history)).toEqual([]);
  });
});
