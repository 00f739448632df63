import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount, parseAmount } from '../money.ts';
import { reachable } from '../transitions.ts';
import { type Action, diffOf, type FieldChange, inverseOf, type LiveState } from './action.ts';
import { type ActionCap, capRefusal } from './caps.ts';
import { actionOf, budgetIncrease, riskOf } from './change.ts';
import { redraft } from './redraft.ts';
import { EXECUTION_TRANSITIONS, PROPOSAL_TRANSITIONS } from './states.ts';

const live = (over: Partial<LiveState> = {}): LiveState => ({
  ...{ name: '세트 A', status: 'ACTIVE', effective_status: 'ACTIVE', currency: 'KRW' },
  ...{ daily_budget: '50000', lifetime_budget: null, updated_at: null },
  ...over,
});
const setBudget = (amount: string, currency = 'KRW'): Action => ({
  ...{ kind: 'set_daily_budget', level: 'adset', entity_id: '1' },
  budget: { amount, currency },
});
const pause: Action = { kind: 'pause', level: 'ad', entity_id: '1' };
const change = (before: string, after: string): FieldChange => ({
  ...{ field: 'daily_budget', before, after, currency: 'KRW' },
});
const won = fc.integer({ min: 1, max: 2_000_000_000 }).map(String);

describe('states', () => {
  it('are all reached, and what is over stays over', () => {
    expect([...reachable(PROPOSAL_TRANSITIONS, 'proposed')].sort()).toEqual(
      Object.keys(PROPOSAL_TRANSITIONS).sort(),
    );
    expect([...reachable(EXECUTION_TRANSITIONS, 'executing')].sort()).toEqual(
      Object.keys(EXECUTION_TRANSITIONS).sort(),
    );
    for (const status of ['rejected', 'expired', 'superseded', 'failed', 'undone'] as const) {
      expect(PROPOSAL_TRANSITIONS[status]).toEqual([]);
    }
  });
});

describe('a diff', () => {
  it('is what the object has and what it shall have, in one shortest form', () => {
    expect(diffOf(setBudget('60000.00'), live())).toEqual(change('50000', '60000'));
    expect(diffOf(pause, live())).toMatchObject({ before: 'ACTIVE', after: 'PAUSED' });
  });

  it('needs an object that holds such a budget in that currency and is not removed', () => {
    expect(() => diffOf(setBudget('1', 'USD'), live())).toThrow(/counts in KRW/);
    expect(() => diffOf(setBudget('1'), live({ daily_budget: null }))).toThrow(/no daily budget/);
    expect(() => diffOf(pause, live({ status: 'ARCHIVED' }))).toThrow(/ARCHIVED/);
  });

  it('and the action it came from say the same, and its inverse goes back exactly', () => {
    fc.assert(
      fc.property(won, won, (before, after) => {
        const action = setBudget(after);
        const diff = diffOf(action, live({ daily_budget: before }));
        expect(actionOf(action.kind, action, [diff])).toEqual(action);
        const inverse = inverseOf(action, diff) as Action;
        const back = diffOf(inverse, live({ daily_budget: after }));
        expect([back.before, back.after]).toEqual([after, before]);
      }),
    );
    expect(actionOf('pause', pause, [{ ...diffOf(pause, live()), after: 'ACTIVE' }])).toBeNull();
    expect(actionOf('refresh_creative', pause, [])).toBeNull();
  });

  it('that raises a lot is high risk, one that pauses an ad low', () => {
    expect(riskOf(pause, diffOf(pause, live()))).toBe('low');
    expect(riskOf(setBudget('60000'), change('50000', '60000'))).toBe('medium');
    expect(riskOf(setBudget('60001'), change('50000', '60001'))).toBe('high');
  });
});

describe('a change whose live value moved', () => {
  it('keeps its relative size in whole won', () => {
    expect(redraft(change('50000', '40000'), live(), 'share')).toEqual({ outcome: 'unchanged' });
    expect(redraft(change('50000', '40000'), live({ daily_budget: '33333' }), 'share')).toEqual({
      outcome: 'changed',
      change: change('33333', '26666'),
    });
  });

  it('keeps the amount that somebody named', () => {
    expect(redraft(change('50000', '40000'), live({ daily_budget: '30000' }), 'amount')).toEqual({
      outcome: 'changed',
      change: change('30000', '40000'),
    });
    const dollars = live({ daily_budget: '30000', currency: 'USD' });
    expect(redraft(change('50000', '40000'), dollars, 'amount').outcome).toBe('no_longer_sensible');
  });

  it('is void when somebody else did it, or took the budget away', () => {
    expect(redraft(change('50000', '40000'), live({ daily_budget: '40000.00' }), 'amount')).toEqual(
      {
        outcome: 'already_so',
      },
    );
    expect(redraft(change('50000', '40000'), live({ daily_budget: null }), 'amount')).toEqual({
      outcome: 'no_longer_sensible',
    });
    const paused = diffOf(pause, live());
    expect(redraft(paused, live({ status: 'DELETED' }), 'amount').outcome).toBe(
      'no_longer_sensible',
    );
  });

  it('never becomes a change of nothing, of another direction, or of a fraction of a won', () => {
    fc.assert(
      fc.property(won, won, won, (before, after, now) => {
        const found = redraft(change(before, after), live({ daily_budget: now }), 'share');
        if (found.outcome !== 'changed') return;
        const [a, b] = [parseAmount(found.change.before ?? ''), parseAmount(found.change.after)];
        expect(b).not.toBe(a);
        expect(b > a).toBe(parseAmount(after) > parseAmount(before));
        expect(b % 10_000n).toBe(0n);
      }),
    );
  });
});

describe('caps', () => {
  const cap: ActionCap = {
    ...{ platform: 'meta', currency: 'KRW', allowed_kinds: ['pause', 'set_daily_budget'] },
    ...{ max_change_percent: '20', max_daily_budget: '100000', max_daily_increase: '30000' },
    ...{ max_actions_per_day: 3, never_touch: [] },
  };
  const ask = (diff: FieldChange, over: object = {}) =>
    capRefusal(cap, {
      ...{ action: setBudget(diff.after), change: diff, undo: false, lineage: ['1'] },
      day: { actions: 0, increase: 0n, opening: null },
      ...over,
    });

  it('let through exactly what lies within them', () => {
    expect(ask(change('50000', '60000'))).toBeNull();
    expect(ask(change('50000', '40000'))).toBeNull();
    expect(ask(change('50000', '60001'))).toContain('20 %');
    expect(ask(change('50000', '39999'))).toContain('20 %');
    expect(ask(change('90000', '100001'))).toContain('100000 KRW');
    expect(ask(change('150000', '149000'))).toBeNull();
    const nearlyFull = { day: { actions: 2, increase: parseAmount('20000'), opening: null } };
    expect(ask(change('50000', '60000'), nearlyFull)).toBeNull();
    expect(ask(change('60000', '70001'), nearlyFull)).toContain('30000 KRW a day');
    expect(
      ask(change('50000', '51000'), { day: { actions: 3, increase: 0n, opening: null } }),
    ).toContain('3');
  });

  it('hold the changes of one object and day together', () => {
    const raisedToday = { day: { actions: 1, increase: 0n, opening: '50000' } };
    expect(ask(change('58000', '60000'), raisedToday)).toBeNull();
    expect(ask(change('58000', '60001'), raisedToday)).toContain('20 % a day');
    expect(ask(change('45000', '39999'), raisedToday)).toContain('was 50000 KRW');
    expect(ask(change('60000', '30000'), { ...raisedToday, undo: true })).toBeNull();
  });

  it('let a change be taken back however large it was, not past the ceilings', () => {
    const undo = { undo: true, day: { actions: 99, increase: 0n, opening: null } };
    expect(ask(change('30000', '50000'), undo)).toBeNull();
    expect(ask(change('30000', '70000'), undo)).toContain('a day');
    expect(ask(change('90000', '110000'), undo)).toContain('100000 KRW');
  });

  it('protect an object with everything below it, and what is not known', () => {
    const guarded = { ...cap, never_touch: ['77'] };
    const question = {
      ...{ action: pause, change: diffOf(pause, live()), undo: true },
      day: { actions: 0, increase: 0n, opening: null },
    };
    expect(capRefusal(guarded, { ...question, lineage: ['1', '5', '77'] })).toContain('77');
    expect(capRefusal(guarded, { ...question, lineage: null })).toContain('not known');
    expect(capRefusal(guarded, { ...question, lineage: ['1', '5'] })).toBeNull();
  });

  it('never let a day’s raises add up to more than they say', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(won, won), { maxLength: 20 }), (changes) => {
        let increase = 0n;
        for (const [before, after] of changes) {
          const diff = change(before, after);
          const refused = ask(diff, { day: { actions: 0, increase, opening: null } });
          if (refused === null) increase += budgetIncrease(diff);
        }
        expect(increase <= parseAmount(cap.max_daily_increase), formatAmount(increase)).toBe(true);
      }),
    );
  });
});
