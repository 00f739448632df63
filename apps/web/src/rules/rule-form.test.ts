import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, RuleTemplate } from '../api/types.ts';
import { adAccounts, ruleCurrency } from './ad-accounts.ts';
import {
  decimalUnits,
  groupedNumber,
  readParameter,
  readWhole,
  typedNumber,
} from './parameter-input.ts';
import { periodRange, readPeriod } from './periods.ts';
import {
  formOfRule,
  formOfTemplate,
  isSameForm,
  problemsByField,
  readForm,
  type RuleForm,
} from './rule-form.ts';

const words = { ko: '지출', en: 'Spend' };
const template: RuleTemplate = {
  key: 'kill_switch',
  version: 1,
  name: words,
  description: words,
  levels: ['campaign'],
  risk: 'high',
  parameters: [
    { name: 'spend', label: words, help: words, type: 'money', default: '50', min: '1', max: '9' },
    { name: 'days', label: words, help: words, type: 'days', default: '7', min: '1', max: '28' },
    { name: 'floor', label: words, help: words, type: 'ratio', default: '1.5', min: '0', max: '9' },
  ],
  cooldown_hours: 24,
  daily_limit: 20,
  fits: true,
};

describe('typed numbers', () => {
  it('may be grouped and spaced', () => {
    expect(typedNumber(' 1,250,000.5 ')).toBe('1250000.5');
    expect(typedNumber('1,5')).toBe('1,5');
    for (const text of ['1250000.5', '999', '0.25']) {
      expect(typedNumber(groupedNumber(text))).toBe(text);
    }
    expect(groupedNumber('1250000.5')).toBe('1,250,000.5');
  });

  it('are compared without going through a float', () => {
    const amount = fc.tuple(
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.integer({ min: 0, max: 9999 }),
    );
    fc.assert(
      fc.property(amount, ([whole, rest]) => {
        const units = decimalUnits(`${whole}.${String(rest).padStart(4, '0')}`);
        expect(units).toBe(BigInt(whole) * 10_000n + BigInt(rest));
      }),
    );
    for (const text of ['', '-1', '1e3', '1.23456', 'Infinity', '٣', '1,5']) {
      expect(decimalUnits(text), text).toBeNull();
    }
  });

  it('are held to the kind and limits of a setting; an amount’s limits are the server’s', () => {
    const [money, days, ratio] = template.parameters;
    if (!money || !days || !ratio) throw new Error('the template has three settings');
    expect(readParameter(money, '50,000', false)).toEqual({ value: '50000' });
    expect(readParameter(money, '', true)).toEqual({ value: null });
    expect(readParameter(money, '', false)).toEqual({ fault: 'missing' });
    expect(readParameter(days, '7.5', false)).toEqual({ fault: 'notWhole' });
    expect(readParameter(days, '29', false)).toEqual({ fault: 'outOfRange' });
    expect(readParameter(ratio, '1.25', false)).toEqual({ value: '1.25' });
    expect(readParameter(ratio, 'much', false)).toEqual({ fault: 'notANumber' });
    expect(readWhole('24', 0, 8760)).toEqual({ value: 24 });
    expect(readWhole('0', 1, 1000)).toEqual({ fault: 'outOfRange' });
    expect(readWhole('1.5', 1, 1000)).toEqual({ fault: 'notWhole' });
  });
});

describe('the form of a rule', () => {
  const form = formOfTemplate(template, 'Mine', { spend: '50000' });

  it('begins with the template’s values; an amount nobody knows stays empty', () => {
    expect(form.parameters).toEqual({ spend: '50,000', days: '7', floor: '1.5' });
    const blank = formOfTemplate(template, 'Mine', {});
    expect(blank.parameters.spend).toBe('');
    const read = readForm(blank, template, true);
    expect(read.ok && read.settings.parameters).toEqual({ days: '7', floor: '1.5' });
    expect(readForm(blank, template, false)).toEqual({
      ok: false,
      faults: { 'parameters.spend': 'missing' },
    });
  });

  it('comes back from a saved rule as it was', () => {
    const read = readForm(form, template, true);
    if (!read.ok) throw new Error('the form can be read');
    const saved = { ...read.settings, quiet_hours: { from: '22:00', to: '08:00' } } as Rule;
    const again = readForm(formOfRule(saved, template), template, false);
    expect(again).toEqual({ ok: true, settings: saved });
  });

  it('knows what was changed, not how it was typed', () => {
    const typed = (spend: string): RuleForm => ({
      ...form,
      parameters: { ...form.parameters, spend },
    });
    expect(isSameForm(form, typed(' 50,000 '), template)).toBe(true);
    expect(isSameForm(form, typed('50001'), template)).toBe(false);
    expect(isSameForm(form, typed('?'), template)).toBe(false);
  });

  it('lists every fault at once, by the API’s names', () => {
    const bad: RuleForm = {
      ...form,
      name: ' ',
      parameters: { ...form.parameters, days: '0' },
      cooldownHours: 'x',
      dailyLimit: '',
      quietHours: { from: '22:00', to: '' },
    };
    expect(readForm(bad, template, true)).toEqual({
      ok: false,
      faults: {
        name: 'missing',
        'parameters.days': 'outOfRange',
        cooldown_hours: 'notWhole',
        daily_limit: 'missing',
        quiet_hours: 'missing',
      },
    });
    const fields = [
      { field: 'parameters.days', problem: 'too many' },
      { field: 'template', problem: 'unknown' },
    ];
    expect(problemsByField(fields, template)).toEqual({
      errors: { 'parameters.days': 'too many' },
      rest: ['unknown'],
    });
  });
});

describe('amounts of a rule', () => {
  const connector = (id: string, currency: string | null, kind = 'ads', status = 'connected') =>
    ({ id, kind, currency, status, platform: 'meta', name: id }) as never;
  const shop = {
    currency: 'KRW',
    connectors: [
      connector('won', null),
      connector('dollar', 'USD'),
      connector('sales', 'EUR', 'sales'),
      connector('off', 'EUR', 'ads', 'disabled'),
    ],
  };

  it('are in the currency the accounts in scope share, else the shop’s', () => {
    const accounts = adAccounts(shop);
    expect(accounts.map(({ id, currency }) => [id, currency])).toEqual([
      ['won', 'KRW'],
      ['dollar', 'USD'],
    ]);
    expect(ruleCurrency(shop, accounts, { connector_ids: ['dollar'], currency: null })).toBe('USD');
    expect(ruleCurrency(shop, accounts, { connector_ids: [], currency: null })).toBe('KRW');
    expect(ruleCurrency(shop, accounts, { connector_ids: [], currency: 'USD' })).toBe('USD');
    expect(ruleCurrency(shop, [], { connector_ids: [], currency: null })).toBe('KRW');
  });
});

it('replays the last 90 days unless the address asks for others', () => {
  expect(readPeriod({})).toBe(90);
  expect(readPeriod({ days: '180' })).toBe(180);
  expect(readPeriod({ days: '9999' })).toBe(90);
  expect(periodRange(30, '2026-11-20')).toEqual({ from: '2026-10-22', to: '2026-11-20' });
});
