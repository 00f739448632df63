import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  eachDay,
  isDay,
  previousRange,
  splitRange,
  startOfDay,
} from './days.ts';

const ZONES = [
  'Asia/Seoul',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Apia',
  'UTC',
];
const instant = fc.date({
  min: new Date('2012-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('dayOf', () => {
  it('knows that Seoul is a day ahead of UTC in the evening', () => {
    expect(dayOf(new Date('2026-11-19T15:00:00Z'), 'Asia/Seoul')).toBe('2026-11-20');
    expect(dayOf(new Date('2026-11-19T14:59:59Z'), 'Asia/Seoul')).toBe('2026-11-19');
  });

  it('follows daylight saving time', () => {
    expect(dayOf(new Date('2026-03-08T07:59:59Z'), 'America/Los_Angeles')).toBe('2026-03-07');
    expect(dayOf(new Date('2026-03-08T08:00:00Z'), 'America/Los_Angeles')).toBe('2026-03-08');
    expect(dayOf(new Date('2026-03-09T07:00:00Z'), 'America/Los_Angeles')).toBe('2026-03-09');
  });

  it('agrees with the runtime’s own calendar at any instant', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, zone) => {
        const expected = new Intl.DateTimeFormat('en-CA', {
          timeZone: zone,
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
        }).format(at);
        expect(dayOf(at, zone)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('says which timezone it does not know', () => {
    expect(() => dayOf(new Date(), 'Seoul')).toThrow(
      expect.objectContaining({ code: 'unknown_timezone' }),
    );
    expect(() => dayOf(new Date(Number.NaN), 'UTC')).toThrow(
      expect.objectContaining({ code: 'invalid_instant' }),
    );
  });
});

describe('startOfDay', () => {
  it('is the first instant of its day, whatever the clock does at midnight', () => {
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom(...ZONES, 'America/Sao_Paulo', 'Asia/Beirut'),
        (at, zone) => {
          const day = dayOf(at, zone);
          const start = startOfDay(day, zone);
          expect(dayOf(start, zone)).toBe(day);
          expect(dayOf(new Date(start.getTime() - 1), zone) < day).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('ranges', () => {
  it('counts calendar days, not hours', () => {
    expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(eachDay({ from: '2026-11-30', to: '2026-12-01' })).toEqual(['2026-11-30', '2026-12-01']);
    expect(eachDay({ from: '2026-12-02', to: '2026-12-01' })).toEqual([]);
    expect(previousRange({ from: '2026-11-14', to: '2026-11-20' })).toEqual({
      from: '2026-11-07',
      to: '2026-11-13',
    });
  });

  it('splits without gaps or overlaps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 90 }),
        (length, size) => {
          const range = { from: '2025-01-01', to: addDays('2025-01-01', length) };
          expect(splitRange(range, size).flatMap(eachDay)).toEqual(eachDay(range));
        },
      ),
    );
  });

  it.each(['2026-02-30', '2026-1-1', '20260101', '2026-13-01', ''])(
    'refuses the day %j',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(expect.objectContaining({ code: 'invalid_day' }));
    },
  );
});
