import { expect, it } from 'vitest';
import { byDay } from './by-day.ts';

it('puts entries under the days of the shop, not of UTC', () => {
  const entries = ['2026-11-19T16:00:00Z', '2026-11-19T15:00:00Z', '2026-11-19T14:59:59Z'].map(
    (at) => ({ at }),
  );
  const daysIn = (timezone: string) =>
    byDay(entries, timezone).map(({ day, entries: of }) => [day, of.length]);
  expect(daysIn('Asia/Seoul')).toEqual([
    ['2026-11-20', 2],
    ['2026-11-19', 1],
  ]);
  expect(daysIn('UTC')).toEqual([['2026-11-19', 3]]);
  expect(byDay([], 'UTC')).toEqual([]);
});
