import { describe, expect, it } from 'vitest';
import { addMonths, HOUR, isDay, localDay, platformTime, startOfDay } from './days.ts';

describe('days', () => {
  it("begin at the zone's midnight and last 23 or 25 hours around a clock change", () => {
    const length = (from: string, to: string, zone: string) =>
      (startOfDay(to, zone) - startOfDay(from, zone)) / HOUR;
    expect(length('2026-03-08', '2026-03-09', 'America/Los_Angeles')).toBe(23);
    expect(length('2026-11-01', '2026-11-02', 'America/Los_Angeles')).toBe(25);
    expect(length('2026-10-25', '2026-10-26', 'Europe/Berlin')).toBe(25);
    expect(length('2026-11-19', '2026-11-20', 'Asia/Seoul')).toBe(24);
    expect(new Date(startOfDay('2026-11-20', 'Asia/Seoul')).toISOString()).toBe(
      '2026-11-19T15:00:00.000Z',
    );
  });

  it("know their local date and the platform's time form", () => {
    const instant = Date.parse('2026-11-20T03:00:00Z');
    expect(localDay(instant, 'America/Los_Angeles')).toBe('2026-11-19');
    expect(platformTime(instant, 'Asia/Seoul')).toBe('2026-11-20T12:00:00+0900');
    expect(platformTime(instant, 'America/Los_Angeles')).toBe('2026-11-19T19:00:00-0800');
  });

  it('move by months without leaving the month', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-20', -37)).toBe('2023-10-20');
    expect(isDay('2026-02-30')).toBe(false);
  });
});
