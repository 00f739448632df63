import { describe, expect, it } from 'vitest';
import { historyOf, judge } from '../test/account.ts';
import { ad, DAYS, spread } from '../test/ads.ts';

describe('landing_no_signal', () => {
  const silent = {
    spend: 10,
    landing_page_views: 40,
    link_clicks: 60,
    add_to_cart: 0,
    initiate_checkout: 0,
    leads: 0,
    conversions: 0,
  };

  it('pauses visits that do nothing', () => {
    expect(judge('landing_no_signal', historyOf([ad('a', silent)]))).toMatchObject([
      {
        kind: 'pause',
        reason: { code: 'landing_views_without_signal', values: { visits: '280' } },
      },
    ]);
  });

  it('falls back to clicks where views are not reported', () => {
    const { landing_page_views: _, ...rest } = silent;
    expect(judge('landing_no_signal', historyOf([ad('a', rest)]))[0]?.reason.code).toBe(
      'clicks_without_signal',
    );
  });

  it('is silent with one add to cart, or when no earlier signal is measured at all', () => {
    const cart = { ...silent, add_to_cart: spread(DAYS, (day) => (day === 38 ? 1 : 0)) };
    expect(judge('landing_no_signal', historyOf([ad('a', cart)]))).toEqual([]);
    const unmeasured = { spend: 10, landing_page_views: 40, conversions: 0 };
    expect(judge('landing_no_signal', historyOf([ad('a', unmeasured)]))).toEqual([]);
  });

  it('is silent with a signal that was not reported on every day, or that is there today', () => {
    const cart = { ...silent, add_to_cart: spread(DAYS, (day) => (day === DAYS - 1 ? null : 9)) };
    expect(judge('landing_no_signal', historyOf([ad('a', cart)]))).toEqual([]);
    const history = historyOf([ad('a', silent)]);
    history.entities[0]!.metrics.add_to_cart[history.todayIndex] = 10_000;
    expect(judge('landing_no_signal', history)).toEqual([]);
  });
});
