import { describe, expect, it } from 'vitest';
import { type FilterKeys, type SearchWarning, idKey, matcher, textKey, timeKey } from './match.ts';
import { parseSearch } from './parse.ts';

interface Row {
  id: string;
  tag: string;
  at: number;
}

const KEYS: FilterKeys<Row> = {
  id: idKey((row) => row.id),
  tag: textKey((row) => row.tag),
  at: timeKey((row) => row.at),
};
const ROWS: Row[] = ['vip', 'gift', 'plain'].map((tag, index) => ({
  id: `gid://shopify/Order/${index + 1}`,
  tag,
  at: Date.UTC(2026, 0, index + 1),
}));

function find(query: string): { tags: string; warnings: SearchWarning[] } {
  const warnings: SearchWarning[] = [];
  const test = matcher(parseSearch(query), KEYS, (row) => row.tag, Date.UTC(2026, 0, 2), warnings);
  const tags = ROWS.filter(test).map((row) => row.tag);
  return { tags: tags.join(' '), warnings };
}

describe('search syntax', () => {
  it('joins terms by AND unless told otherwise', () => {
    expect(find('').tags).toBe('vip gift plain');
    expect(find('tag:vip').tags).toBe('vip');
    expect(find('tag:vip OR tag:gift').tags).toBe('vip gift');
    expect(find('tag:vip id:2').tags).toBe('');
    expect(find('(tag:vip OR tag:gift) AND -id:1').tags).toBe('gift');
    expect(find('NOT tag:vip').tags).toBe('gift plain');
    expect(find('pla').tags).toBe('plain');
    expect(find("tag:'g*'").tags).toBe('gift');
  });

  it('compares instants, quoted when they hold a time', () => {
    expect(find("at:>='2026-01-02T00:00:00Z'").tags).toBe('gift plain');
    expect(find("at:>'2026-01-02T00:00:00Z'").tags).toBe('plain');
    expect(find('at:<now').tags).toBe('vip');
    expect(find('at:2026-01-03').tags).toBe('plain');
    expect(() => find('at:>=2026-01-02T00:00:00Z')).toThrow(/Invalid timestamp/);
    expect(() => find('at:soon')).toThrow(/Invalid timestamp/);
  });

  it('ignores unknown keys, even negated ones, and says so', () => {
    for (const query of ['colour:red', '-colour:red']) {
      const { tags, warnings } = find(query);
      expect(tags).toBe('vip gift plain');
      expect(warnings).toEqual([
        { field: 'colour', message: 'Invalid search field for this query.', code: 'invalid_field' },
      ]);
    }
  });
});
