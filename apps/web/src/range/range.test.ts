import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay, shiftDay, todayIn } from './calendar.ts';
import { PRESETS, presetRange, rangeQuery, readRange } from './range.ts';

const TODAY = '2026-11-20';

describe('todayIn', () => {
  it('is the date on the shop’s wall, not the server’s', () => {
    const now = new Date('2026-11-19T15:30:00Z');
    expect(todayIn('Asia/Seoul', now)).toBe('2026-11-20');
    expect(todayIn('America/Los_Angeles', now)).toBe('2026-11-19');
  });
});

describe('readRange', () => {
  it('reads presets and own days, and shows the last seven days otherwise', () => {
    expect(readRange({ range: '30d' }, TODAY)).toEqual({
      preset: '30d',
      from: '2026-10-22',
      to: TODAY,
    });
    expect(readRange({ range: 'yesterday' }, TODAY)).toMatchObject({
      from: '2026-11-19',
      to: '2026-11-19',
    });
    expect(readRange({ from: '2026-02-01', to: '2026-02-28' }, TODAY)).toEqual({
      preset: 'custom',
      from: '2026-02-01',
      to: '2026-02-28',
    });
    for (const query of [
      {},
      { range: 'forever' },
      { range: ['7d', '30d'] },
      { from: '2026-02-31', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-01' },
      { from: '2026-03-01' },
    ]) {
      expect(readRange(query, TODAY)).toEqual({ preset: '7d', from: '2026-11-14', to: TODAY });
    }
  });

  it('gives back what an address was made from', () => {
    const read = (query: string) =>
      readRange(Object.fromEntries(new URLSearchParams(query)), TODAY);
    for (const preset of PRESETS) {
      expect(read(rangeQuery(preset))).toEqual({ preset, ...presetRange(preset, TODAY) });
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 0, max: 400 }),
        (back, span) => {
          const to = shiftDay(TODAY, -back);
          const range = { from: shiftDay(to, -span), to };
          expect(isDay(range.from)).toBe(true);
          expect(read(rangeQuery(range))).toEqual({ preset: 'custom', ...range });
        },
      ),
    );
  });
});
