import { describe, expect, it } from 'vitest';
import { capForm, readCapForm } from './cap-form.ts';

const filled = { ...capForm(null), dailyBudget: '200,000', dailyIncrease: '0' };

describe('limits as they are typed', () => {
  it('are read exactly, with grouping commas taken out', () => {
    expect(readCapForm({ ...filled, percent: ' 12.5 ' })).toEqual({
      limits: {
        allowed_kinds: ['pause', 'resume', 'set_daily_budget'],
        max_change_percent: '12.5',
        max_daily_budget: '200000',
        max_daily_increase: '0',
        max_actions_per_day: 20,
        never_touch: [],
      },
    });
    const exact = readCapForm({ ...filled, dailyBudget: '900719925474099.1234' });
    expect(exact).toMatchObject({ limits: { max_daily_budget: '900719925474099.1234' } });
  });

  it('survive being shown and saved again', () => {
    const cap = {
      allowed_kinds: ['set_lifetime_budget' as const],
      max_change_percent: '7.25',
      max_daily_budget: '99.9',
      max_daily_increase: '10',
      max_actions_per_day: 3,
      never_touch: ['12000'],
    };
    expect(readCapForm(capForm(cap))).toEqual({ limits: cap });
  });

  it.each([
    [{ dailyBudget: '' }, { dailyBudget: 'missing' }],
    [{ dailyBudget: '0' }, { dailyBudget: 'zero' }],
    [{ dailyBudget: '1e3' }, { dailyBudget: 'notANumber' }],
    [{ dailyBudget: '1,00' }, { dailyBudget: 'notANumber' }],
    [{ dailyIncrease: '-5' }, { dailyIncrease: 'notANumber' }],
    [{ dailyIncrease: '1234567890123456' }, { dailyIncrease: 'outOfRange' }],
    [{ percent: '10.555' }, { percent: 'tooPrecise' }],
    [{ actions: '1.5' }, { actions: 'notWhole' }],
    [{ actions: '10001' }, { actions: 'outOfRange' }],
    [
      { percent: 'a', actions: '' },
      { percent: 'notANumber', actions: 'missing' },
    ],
  ])('that make no sense are named: %o', (typed, faults) => {
    expect(readCapForm({ ...filled, ...typed })).toEqual({ faults });
  });
});
