import { describe, expect, it } from 'vitest';
import { addDays, instantAt, localDay, offsetMinutes } from './calendar.ts';
import { ordersOn, secondOfDay } from './demand.ts';
import { SHOP_PROFILES, type ShopProfile } from './profiles.ts';
import { random } from './random.ts';

describe('calendar', () => {
  it('knows a shop’s own day', () => {
    expect(localDay(Date.parse('2026-11-19T15:00:00Z'), 'Asia/Seoul')).toBe('2026-11-20');
    expect(localDay(Date.parse('2026-11-20T07:59:59Z'), 'America/Los_Angeles')).toBe('2026-11-19');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  });

  it('keeps wall clocks over daylight saving', () => {
    expect(offsetMinutes(Date.parse('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(120);
    expect(offsetMinutes(Date.parse('2026-12-01T00:00:00Z'), 'Europe/Berlin')).toBe(60);
    for (const day of ['2026-03-08', '2026-03-09', '2026-11-01', '2026-11-02']) {
      const noon = instantAt(day, 12 * 3600, 'America/Los_Angeles');
      expect(localDay(noon, 'America/Los_Angeles')).toBe(day);
      expect(new Date(noon).getUTCHours()).toBe(
        12 - offsetMinutes(noon, 'America/Los_Angeles') / 60,
      );
    }
  });
});

describe('demand', () => {
  it('is repeatable, near the profile’s mean and busiest in the evening', () => {
    const profile = SHOP_PROFILES[0] as ShopProfile;
    const days = Array.from({ length: 364 }, (_, index) => addDays('2026-01-01', index));
    const counts = days.map((day) => ordersOn(profile, 'demo', day));
    expect(days.map((day) => ordersOn(profile, 'demo', day))).toEqual(counts);
    const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
    expect(mean / profile.ordersPerDay).toBeGreaterThan(0.9);
    expect(mean / profile.ordersPerDay).toBeLessThan(1.5);
    const source = random('hours');
    const hours = Array.from({ length: 4_000 }, () => Math.floor(secondOfDay(source) / 3600));
    const at = (hour: number) => hours.filter((entry) => entry === hour).length;
    expect(at(21)).toBeGreaterThan(5 * at(4));
  });
});
