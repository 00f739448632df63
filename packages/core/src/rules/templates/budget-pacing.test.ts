import { describe, expect, it } from 'vitest';
import { addDays, startOfDay } from '../../days.ts';
import { historyAt } from '../replay.ts';
import { accountOf, type Given, historyOf, HOUR, judge, readsAt, weekly } from '../test/account.ts';
import { adset, DAYS, ONE, spread } from '../test/ads.ts';

describe('budget_pacing', () => {
  it('advises a look at what is not spent, lowers what is overspent, raises what is used up on target', () => {
    const codes = (figures: Given['figures']) =>
      judge('budget_pacing', historyOf([adset('s1', figures)])).map(({ kind, reason }) => [
        kind,
        reason.code,
      ]);
    expect(codes({ spend: 40 })).toEqual([['review_delivery', 'budget_underspent']]);
    expect(codes({ spend: 120 })).toEqual([['set_daily_budget', 'budget_overspent']]);
    expect(codes({ spend: 98, conversions: 3, conversion_value: 300 })).toEqual([
      ['set_daily_budget', 'budget_exhausted'],
    ]);
    expect(codes({ spend: 98, conversions: 3, conversion_value: 100 })).toEqual([]);
    expect(codes({ spend: weekly([90, 90, 90, 90, 90, 30, 30], DAYS) })).toEqual([]);
  });

  it('compares a lifetime budget with the time gone', () => {
    const starts = Date.parse('2026-03-10T00:00:00+09:00');
    const flight = {
      dailyBudget: null,
      lifetimeBudget: 4000 * ONE,
      startsAt: starts,
      endsAt: starts + 50 * 86_400_000,
    };
    const found = judge('budget_pacing', historyOf([adset('s1', { spend: 10 }, flight)]));
    expect(found).toMatchObject([
      { reason: { code: 'lifetime_budget_behind' }, kind: 'review_delivery' },
    ]);
    expect(judge('budget_pacing', historyOf([adset('s1', { spend: 75 }, flight)]))).toEqual([]);
  });

  it('does not compare days with a budget they did not have', () => {
    const history = historyOf([adset('s1', { spend: 40 })]);
    history.entities[0]!.changedAt = Date.parse(history.asOf) - 4 * 86_400_000;
    expect(judge('budget_pacing', history)).toEqual([]);
  });

  it('raises nothing of which the value was not reported', () => {
    const value = spread(DAYS, (day) => (day === DAYS - 3 ? null : 1000));
    const figures = { spend: 98, conversions: 3, conversion_value: value };
    expect(judge('budget_pacing', historyOf([adset('s1', figures)]))).toEqual([]);
  });

  it('looks at changes of the judged days also where the last days were not read yet', () => {
    const first = '2026-03-02';
    const at = (day: number, hour: number): number =>
      startOfDay(addDays(first, day), 'Asia/Seoul').getTime() + hour * HOUR;
    const raised = (observedAt: number) => {
      const change = { entity: 0, field: 'daily_budget', before: '50', after: '100', observedAt };
      const input = accountOf([adset('s1', { spend: 45 })], { first, changes: [change] });
      input.reads = readsAt(at(39, 2));
      return judge('budget_pacing', historyAt(input, at(42, 9))!);
    };
    // Judged are the seven days 32 to 38.
    expect(raised(at(32, 0))).toEqual([]);
    expect(raised(at(32, 0) - 1)).toMatchObject([{ reason: { code: 'budget_underspent' } }]);
  });

  it('counts no day of which a flight has no part', () => {
    const flight = {
      dailyBudget: null,
      lifetimeBudget: 1000 * ONE,
      startsAt: Date.parse('2026-04-03T00:00:00+09:00'),
      endsAt: Date.parse('2026-04-23T00:00:00+09:00'),
    };
    const history = historyOf([adset('s1', { spend: 75 }, flight)]);
    expect(judge('budget_pacing', history, { tolerance: '20' })).toMatchObject([
      { reason: { code: 'lifetime_budget_ahead', values: { elapsed: '50', used: '75' } } },
    ]);
  });
});
