import { describe, expect, it } from 'vitest';
import { mergeRanges } from './merge-ranges.ts';

const january = { from: '2026-01-01', to: '2026-01-31' };
const february = { from: '2026-02-01', to: '2026-02-28' };
const march = { from: '2026-03-01', to: '2026-03-31' };

describe('mergeRanges', () => {
  it('keeps gaps and joins what touches, overlaps or is contained', () => {
    expect(mergeRanges([march, january])).toEqual([january, march]);
    expect(mergeRanges([february, january])).toEqual([{ from: '2026-01-01', to: '2026-02-28' }]);
    const days = { from: '2026-01-20', to: '2026-01-25' };
    expect(mergeRanges([january, days])).toEqual([january]);
    const over = { from: '2026-01-31', to: '2026-03-02' };
    expect(mergeRanges([january, march, over])).toEqual([{ from: '2026-01-01', to: '2026-03-31' }]);
    expect(mergeRanges([])).toEqual([]);
  });
});
