import { describe, expect, it } from 'vitest';
import { isActionKind } from '../../actions/action.ts';
import { historyOf, judge } from '../test/account.ts';
import { adset } from '../test/ads.ts';
import { RULE_TEMPLATES } from './index.ts';

describe('every template', () => {
  it('waits for data that is days behind', () => {
    const given = [adset('s1', { spend: 40, conversions: 1, conversion_value: 10 })];
    const history = historyOf(given);
    const behind = (days: number) => ({ ...history, todayIndex: history.end + 1 + days });
    const found = (days: number) => RULE_TEMPLATES.flatMap(({ key }) => judge(key, behind(days)));
    expect(found(3).length).toBeGreaterThan(1);
    expect(found(4).map(({ kind }) => kind)).toEqual(['check_connection']);
  });

  it('has a key, words and parameters of its own', () => {
    expect(new Set(RULE_TEMPLATES.map(({ key }) => key)).size).toBe(RULE_TEMPLATES.length);
    expect(RULE_TEMPLATES).toHaveLength(12);
    for (const template of RULE_TEMPLATES) {
      expect(template.name.ko && template.name.en && template.description.ko).toBeTruthy();
      expect(template.metrics).toEqual(
        expect.arrayContaining(['spend', 'conversions', 'conversion_value']),
      );
      const names = template.parameters.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('says nothing about an account nobody has read', () => {
    const history = { ...historyOf([]), end: -1, lastSyncedAt: null };
    for (const { key } of RULE_TEMPLATES) {
      if (key !== 'stale_data') expect(judge(key, history)).toEqual([]);
    }
  });
});

it('gives actions a diff and advice none', () => {
  const history = historyOf([
    adset('s1', { spend: 40, conversions: 1, conversion_value: 10, impressions: 100 }),
  ]);
  const all = RULE_TEMPLATES.flatMap(({ key }) => judge(key, history));
  expect(all.length).toBeGreaterThan(2);
  for (const { kind, diff } of all) expect(diff.length > 0).toBe(isActionKind(kind));
});
