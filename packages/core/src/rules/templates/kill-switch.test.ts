import { describe, expect, it } from 'vitest';
import { FINAL_AGE } from '../maturity.ts';
import { type Given, historyOf, judge } from '../test/account.ts';
import { ad, DAYS, idsOf, ONE, spread } from '../test/ads.ts';

describe('kill_switch', () => {
  const wasteful = ad('waste', { spend: 20, conversions: 0, clicks: 30 });
  const good = ad('good', { spend: 20, conversions: 1, conversion_value: 60 });

  it('pauses what spends without conversions', () => {
    const [found] = judge('kill_switch', historyOf([wasteful, good]), { spend: '100' });
    expect(found).toMatchObject({
      entity_id: 'waste',
      kind: 'pause',
      risk: 'low',
      requires_approval: false,
      diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED' }],
      reason: { code: 'spend_without_conversions', values: { spend: '140', days: 7 } },
    });
    expect(found?.evidence.window).toEqual({ from: '2026-04-06', to: '2026-04-12' });
    expect(found?.evidence.series).toHaveLength(28);
  });

  it('asks for approval where the ad is all that runs in its group', () => {
    expect(judge('kill_switch', historyOf([wasteful]), { spend: '100' })[0]).toMatchObject({
      risk: 'medium',
      requires_approval: true,
    });
  });

  it('counts recent spend only as far as its conversions are in', () => {
    const recent = ad('new', {
      spend: spread(DAYS, (day) => (day >= DAYS - 2 ? 60 : 0)),
      conversions: 0,
    });
    expect(idsOf(judge('kill_switch', historyOf([recent]), { spend: '100' }))).toEqual(['new']);
    const late = {
      completeness: [...Array(FINAL_AGE).fill(5000), 10_000],
      basis: 'measured' as const,
      sample: 500,
    };
    expect(judge('kill_switch', historyOf([recent], {}, late), { spend: '100' })).toEqual([]);
  });

  it('takes conversions that were not reported for unknown, not for none', () => {
    const unknown = ad('unknown', {
      spend: 20,
      conversions: spread(DAYS, (day) => (day === 40 ? null : 0)),
    });
    expect(judge('kill_switch', historyOf([unknown]), { spend: '100' })).toEqual([]);
  });

  it('does not judge over a day nobody collected, but over one without delivery', () => {
    const gap = { ...wasteful, missing: [39] };
    expect(judge('kill_switch', historyOf([gap]), { spend: '100' })).toEqual([]);
    expect(idsOf(judge('kill_switch', historyOf([gap, good]), { spend: '100' }))).toEqual([
      'waste',
    ]);
  });

  it('leaves alone what is paused, what is bought for traffic and what converts today', () => {
    const paused = { ...wasteful, status: 'PAUSED' };
    const traffic = { ...wasteful, profile: 'blog_traffic' };
    expect(
      judge('kill_switch', historyOf([paused, { ...traffic, id: 't' }]), { spend: '100' }),
    ).toEqual([]);
    const history = historyOf([wasteful]);
    const today = history.entities[0]!.metrics.conversions;
    today[history.todayIndex] = 10_000;
    expect(judge('kill_switch', history, { spend: '100' })).toEqual([]);
  });

  it('does not read the running day', () => {
    const history = historyOf([ad('a', { spend: 1, conversions: 0 })]);
    history.entities[0]!.metrics.spend[history.todayIndex] = 9_999 * ONE;
    expect(judge('kill_switch', history, { spend: '100' })).toEqual([]);
  });

  it('proposes the campaign instead of everything in it', () => {
    const campaign: Given = { level: 'campaign', id: 'c1', figures: { spend: 20, conversions: 0 } };
    expect(judge('kill_switch', historyOf([wasteful, campaign]), { spend: '100' })).toMatchObject([
      { level: 'campaign', risk: 'high', requires_approval: true },
    ]);
  });

  it('judges ads of a campaign that has no figures of its own', () => {
    const campaign: Given = { level: 'campaign', id: 'c1' };
    const found = judge('kill_switch', historyOf([campaign, wasteful]), { spend: '100' });
    expect(idsOf(found)).toEqual(['waste']);
  });
});
