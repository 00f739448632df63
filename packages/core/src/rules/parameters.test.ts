import { describe, expect, it } from 'vitest';
import type { AppError } from '../errors.ts';
import { defaultParameters, parseParameters } from './parameters.ts';
import { EVERYTHING, inScope, parseRuleScope } from './scope.ts';
import { RULE_TEMPLATES, ruleTemplate } from './templates/index.ts';
import { historyOf } from './test/account.ts';
import { ad, adset, idsOf } from './test/ads.ts';

const kill = ruleTemplate('kill_switch');

describe('parameters', () => {
  it('take their defaults in the currency of the account', () => {
    expect(defaultParameters(kill, 'USD')).toEqual({ spend: '50', days: '7' });
    expect(defaultParameters(kill, 'KRW')).toEqual({ spend: '50000', days: '7' });
    expect(parseParameters(kill, { spend: ' 70000.50 ' }, 'KRW')).toEqual({
      spend: '70000.5',
      days: '7',
    });
    expect(parseParameters(kill, { days: 3 }, 'JPY')).toEqual({ spend: '5000', days: '3' });
  });

  it.each(['KRW', 'USD', 'JPY', 'VND'])(
    'have defaults that pass their own check in %s',
    (currency) => {
      for (const template of RULE_TEMPLATES) {
        expect(parseParameters(template, {}, currency)).toEqual(
          defaultParameters(template, currency),
        );
      }
    },
  );

  it('name every problem at once', () => {
    const given = { spend: '0', days: '1.5', color: 'red', weeks: null };
    expect(() => parseParameters(kill, given, 'USD')).toThrow(/color.*weeks.*spend.*days/);
    try {
      parseParameters(kill, { spend: '1e9', days: {} }, 'USD');
      expect.unreachable();
    } catch (error) {
      expect((error as AppError).code).toBe('invalid_input');
      expect((error as AppError).details).toEqual({
        fields: [
          { field: 'parameters.spend', problem: 'must be a decimal number from 1 to 1000000' },
          { field: 'parameters.days', problem: 'must be a whole number from 1 to 28' },
        ],
      });
    }
  });

  it('must have been checked before a rule judges', () => {
    expect(() => kill.judge(historyOf([ad('a', { spend: 1 })]), [], {})).toThrow(
      'spend is missing',
    );
  });
});

describe('scope', () => {
  it('reads lists, and refuses what it does not know', () => {
    expect(parseRuleScope(kill, undefined)).toEqual(EVERYTHING);
    expect(parseRuleScope(kill, { levels: ['ad'], currency: 'KRW' })).toEqual({
      ...EVERYTHING,
      levels: ['ad'],
      currency: 'KRW',
    });
    expect(() =>
      parseRuleScope(ruleTemplate('creative_fatigue'), { levels: ['campaign'] }),
    ).toThrow('scope.levels can only be ad');
    expect(() => parseRuleScope(kill, { entity_ids: 'x', shops: [], currency: 'won' })).toThrow(
      /entity_ids.*shops.*currency/,
    );
    expect(() => parseRuleScope(kill, ['ad'])).toThrow('must be an object');
  });

  it('takes objects, what lies in them, and one currency only', () => {
    const history = historyOf([
      ad('a', { spend: 1 }),
      ad('b', { spend: 1 }, { parentId: 's2' }),
      adset('s2', { spend: 1 }),
    ]);
    const ids = (scope: Partial<typeof EVERYTHING>) =>
      idsOf(
        inScope(kill, { ...EVERYTHING, ...scope }, history).map(({ id }) => ({ entity_id: id })),
      );
    expect(ids({})).toEqual(['a', 'b', 's2']);
    expect(ids({ levels: ['ad'] })).toEqual(['a', 'b']);
    expect(ids({ entity_ids: ['s2'] })).toEqual(['b', 's2']);
    expect(ids({ profiles: ['retargeting'] })).toEqual([]);
    expect(ids({ connector_ids: ['other'] })).toEqual([]);
    expect(ids({ currency: 'KRW' })).toEqual([]);
    expect(ids({ currency: 'USD' })).toEqual(['a', 'b', 's2']);
  });
});
