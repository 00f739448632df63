import { sumAmounts } from '@commerce/core';
import { describe, expect, it } from 'vitest';
import { keywordAccount, keywordDays } from './keyword-account.ts';

const RANGE = { from: '2026-10-01', to: '2026-11-19' };

describe('the search account of the demo', () => {
  const { entities = [], metrics = [] } = keywordAccount('demo', RANGE);
  const at = (level: string) => metrics.filter((row) => row.level === level);
  const sum = (level: string, field: 'spend' | 'conversions' | 'conversion_value') =>
    sumAmounts(at(level).map((row) => row[field] ?? '0'));

  it('tells the same story every time, also in parts', () => {
    expect(keywordAccount('demo', RANGE)).toEqual({ entities, metrics });
    const part = keywordAccount('demo', { from: '2026-11-10', to: '2026-11-12' }).metrics ?? [];
    expect(part).toHaveLength(metrics.length * (3 / 50));
    for (const row of part) expect(metrics).toContainEqual(row);
    expect(keywordAccount('another', RANGE).metrics).not.toEqual(metrics);
  });

  it('adds up from keywords to the account', () => {
    for (const field of ['spend', 'conversions', 'conversion_value'] as const) {
      for (const level of ['adset', 'campaign', 'account']) {
        expect(sum(level, field)).toBe(sum('keyword', field));
      }
    }
    const known = new Set(entities.map(({ level, external_id: id }) => `${level} ${id}`));
    for (const { level, entity_id: id } of metrics) expect(known).toContain(`${level} ${id}`);
  });

  it('wastes money on words that never sell', () => {
    const never = entities
      .filter(({ level }) => level === 'keyword')
      .filter(({ external_id: id }) =>
        at('keyword').every((row) => row.entity_id !== id || row.conversions === '0'),
      );
    expect(never.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['캔들 차트', '주식 캔들', '캔들 만들기', '디퓨저 버리는법']),
    );
    expect(never.length).toBeLessThan(12);
  });

  it('covers days that are over, no more than are needed', () => {
    expect(keywordDays('2026-11-20', 14)).toEqual({ from: '2026-11-06', to: '2026-11-19' });
    expect(keywordDays('2026-11-20', 1000).from).toBe('2026-08-22');
  });
});
