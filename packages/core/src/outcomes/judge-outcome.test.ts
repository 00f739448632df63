import { describe, expect, it } from 'vitest';
import { assumedMaturity } from '../rules/maturity.ts';
import { type Given, historyOf } from '../rules/test/account.ts';
import { ad, adset, DAYS, spread } from '../rules/test/ads.ts';
import { judgeOutcome, observeUntil, type OutcomeInput } from './judge-outcome.ts';

const EXECUTED = 30;
const day = '2026-04-01';
/** One value before the action and another from its day on. */
const turn = (before: number, after: number) =>
  spread(DAYS, (index) => (index < EXECUTED ? before : after));
const steady = (id: string, figures: Given['figures'] = {}): Given =>
  ad(id, { spend: 20, conversions: 2, conversion_value: 60, ...figures });
const outcome = (given: readonly Given[], more: Partial<OutcomeInput> = {}) =>
  judgeOutcome({
    history: historyOf(given),
    kind: 'pause',
    level: given[0]!.level,
    entityId: given[0]!.id,
    executedDay: day,
    touched: new Set(),
    disturbed: new Set(),
    ...more,
  });

describe('the outcome of a pause', () => {
  const stopped = (value: number) =>
    ad('a', {
      spend: turn(20, 0),
      conversions: turn(value / 30, 0),
      conversion_value: turn(value, 0),
    });

  it('is better when more was saved than lost', () => {
    expect(outcome([stopped(0), steady('b')])).toMatchObject({
      verdict: 'improved',
      detail: {
        reason: 'saved_more_than_lost',
        saved: '140',
        lost: '0',
        window: {
          before: { from: '2026-03-25', to: '2026-03-31' },
          after: { from: '2026-04-02', to: '2026-04-08' },
        },
      },
    });
    expect(observeUntil(day)).toBe('2026-04-08');
  });

  it('is worse when it brought more than it cost', () => {
    expect(outcome([stopped(60), steady('b')])).toMatchObject({
      verdict: 'worse',
      detail: { net: '-280' },
    });
  });

  it('is measured against what happened to its siblings', () => {
    // Everything fell to a tenth that week: the pause itself lost little.
    const season = { spend: 20, conversions: turn(2, 0.2), conversion_value: turn(60, 6) };
    const alone = outcome([stopped(30)]);
    const compared = outcome([stopped(30), ad('b', season), ad('c', season)]);
    expect(alone).toMatchObject({ verdict: 'worse' });
    expect(compared).toMatchObject({
      verdict: 'improved',
      detail: { lost: '21', saved: '140', siblings: { count: 2 } },
    });
  });

  it('takes no trend from what was touched itself', () => {
    const season = ad('b', { spend: 20, conversions: turn(2, 0.2), conversion_value: turn(60, 6) });
    expect(outcome([stopped(30), season], { touched: new Set(['ad/b']) })).toMatchObject({
      detail: { siblings: null },
    });
  });
});

describe('the outcome of a budget', () => {
  const budget = (after: { spend: number; value: number }) =>
    adset('s', {
      spend: turn(100, after.spend),
      conversions: 5,
      conversion_value: turn(200, after.value),
    });
  const rest = adset('t', { spend: 50, conversions: 3, conversion_value: 100 });
  const raised = (value: number) =>
    outcome([budget({ spend: 150, value }), rest], { kind: 'set_daily_budget' });

  it('is judged by the money it moved', () => {
    expect(raised(320)).toMatchObject({
      verdict: 'improved',
      detail: { reason: 'won_more_than_spent' },
    });
    expect(raised(210)).toMatchObject({
      verdict: 'worse',
      detail: { reason: 'spent_more_than_won' },
    });
    expect(raised(255)).toMatchObject({
      verdict: 'inconclusive',
      detail: { reason: 'small_difference' },
    });
  });
});

describe('an object that did not run all of the week before', () => {
  /** Spends and sells from a day on. */
  const since = (first: number, spend: number, value: number) => ({
    spend: spread(DAYS, (index) => (index < first ? null : spend)),
    conversions: spread(DAYS, (index) => (index < first ? null : 5)),
    conversion_value: spread(DAYS, (index) => (index < first ? null : value)),
  });
  const raised = { kind: 'set_daily_budget' as const };

  it('has no week to compare its new budget with', () => {
    const rest = adset('t', { spend: 50, conversions: 3, conversion_value: 100 });
    // Seven days against three look like a budget that more than doubled what came in.
    expect(outcome([adset('s', since(EXECUTED - 3, 100, 200)), rest], raised)).toMatchObject({
      verdict: 'inconclusive',
      detail: { reason: 'too_little_data' },
    });
  });

  it('shows its siblings no trend', () => {
    const own = adset('s', {
      spend: turn(100, 150),
      conversions: 5,
      conversion_value: turn(200, 320),
    });
    const young = adset('t', since(EXECUTED - 2, 100, 200));
    const alone = outcome([own], raised);
    expect(outcome([own, young], raised)).toEqual(alone);
    expect(alone).toMatchObject({ verdict: 'improved', detail: { siblings: null } });
  });

  it('is resumed from nothing, whatever it did before it was paused', () => {
    const paused = (figure: number) =>
      spread(DAYS, (index) => (index >= EXECUTED - 3 && index < EXECUTED ? null : figure));
    const figures = { spend: paused(20), conversions: paused(2), conversion_value: paused(60) };
    expect(outcome([ad('a', figures), steady('b')], { kind: 'resume' })).toMatchObject({
      verdict: 'improved',
      detail: { reason: 'won_more_than_spent', saved: '-140', lost: '-420', net: '280' },
    });
  });
});

describe('what cannot be told', () => {
  it('waits for days to end and conversions to arrive', () => {
    const given = [
      ad('a', { spend: turn(20, 0), conversions: 0, conversion_value: 0 }),
      steady('b'),
    ];
    expect(outcome(given, { executedDay: '2026-04-08' })).toMatchObject({
      verdict: null,
      detail: { reason: 'not_yet' },
    });
    expect(
      outcome(given, {
        executedDay: '2026-04-04',
        history: historyOf(given, {}, assumedMaturity('meta')),
      }).verdict,
    ).toBeNull();
    expect(outcome(given, { executedDay: '2026-04-04' }).verdict).not.toBeNull();
  });

  it('says so for little money, few conversions and unknown figures', () => {
    const few = ad('a', {
      spend: turn(20, 0),
      conversions: spread(DAYS, (index) => (index === 28 ? 1 : 0)),
      conversion_value: 5,
    });
    const reason = (given: Given[]) => outcome(given).detail.reason;
    expect(
      reason([ad('a', { spend: turn(1, 0), conversions: 0, conversion_value: 0 }), steady('b')]),
    ).toBe('too_little_data');
    expect(reason([few, steady('b')])).toBe('too_little_data');
    expect(reason([ad('a', { spend: turn(20, 0) }), steady('b')])).toBe('nothing_known');
    expect(outcome([steady('b')], { entityId: 'gone' }).detail.reason).toBe('nothing_known');
  });

  it('takes days that nobody read for no saving', () => {
    const missing = [31, 32, 33];
    const given = [
      ad('a', { spend: 20, conversions: 0, conversion_value: 0 }, { missing }),
      ad('b', { spend: 20, conversions: 2, conversion_value: 60 }, { missing }),
    ];
    expect(outcome(given)).toMatchObject({
      verdict: 'inconclusive',
      detail: { reason: 'nothing_known' },
    });
  });

  it('is what came of two changes at once', () => {
    const given = [
      ad('a', { spend: turn(20, 0), conversions: 0, conversion_value: 0 }),
      steady('b'),
    ];
    const disturbed = (key: string) => outcome(given, { disturbed: new Set([key]) }).detail.reason;
    for (const key of ['ad/a', 'adset/s1', 'campaign/c1']) {
      expect(disturbed(key), key).toBe('changed_again');
    }
    expect(disturbed('ad/b')).toBe('saved_more_than_lost');
  });

  it('takes no trend from what was changed above it', () => {
    const season = { spend: 20, conversions: turn(2, 0.2), conversion_value: turn(60, 6) };
    const other = ad('b', season, { parentId: 's2', campaignId: 'c2' });
    const given = [
      ad('a', { spend: turn(20, 0), conversions: turn(1, 0), conversion_value: turn(30, 0) }),
      other,
    ];
    for (const key of ['adset/s2', 'campaign/c2']) {
      expect(outcome(given, { touched: new Set([key]) }).detail.siblings, key).toBeNull();
    }
    expect(outcome(given).detail.siblings).toMatchObject({ count: 1 });
  });

  it('prices landings of traffic by its siblings', () => {
    const traffic = (id: string, figures: Given['figures']) =>
      ad(id, { conversions: 0, conversion_value: 0, ...figures }, { profile: 'blog_traffic' });
    const dear = traffic('a', { spend: turn(20, 0), landing_page_views: turn(20, 0) });
    const cheap = traffic('b', { spend: 20, landing_page_views: 80 });
    expect(outcome([dear, cheap])).toMatchObject({
      verdict: 'improved',
      detail: { saved: '140', lost: '35', metric: 'cost_per_landing' },
    });
    expect(outcome([dear])).toMatchObject({ verdict: 'inconclusive' });
  });
});
