import { describe, expect, it } from 'vitest';
import { afterQuiet, type Gates, gateFindings, isQuiet } from './gates.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-11-20T12:00:00+09:00');
const gates: Gates = { cooldownHours: 24, dailyLimit: 2, quiet: null, timezone: 'Asia/Seoul' };
const finding = (entity_id: string) => ({ level: 'ad' as const, entity_id });
const past = (entity_id: string, at: number) => ({ ...finding(entity_id), at });

describe('gates', () => {
  it('let the first ones of the day pass', () => {
    const three = [finding('a'), finding('b'), finding('c')];
    expect(gateFindings(three, gates, noon, [])).toEqual(['pass', 'pass', 'daily_limit']);
    expect(gateFindings(three, gates, noon, [past('x', noon - HOUR)])).toEqual([
      'pass',
      'daily_limit',
      'daily_limit',
    ]);
  });

  it("counts a day in the shop's timezone", () => {
    const lateYesterday = Date.parse('2026-11-19T23:59:00+09:00');
    expect(
      gateFindings([finding('a'), finding('b')], gates, noon, [past('x', lateYesterday)]),
    ).toEqual(['pass', 'pass']);
  });

  it('cool an object down for exactly the hours given', () => {
    expect(gateFindings([finding('a')], gates, noon, [past('a', noon - 24 * HOUR + 1)])).toEqual([
      'cooldown',
    ]);
    expect(gateFindings([finding('a')], gates, noon, [past('a', noon - 24 * HOUR)])).toEqual([
      'pass',
    ]);
  });

  it('do not spend the daily limit on what cools down', () => {
    const cooled = [past('a', noon - 20 * HOUR), past('b', noon - 20 * HOUR)];
    const findings = [finding('a'), finding('b'), finding('c'), finding('d'), finding('e')];
    expect(gateFindings(findings, gates, noon, cooled)).toEqual([
      'cooldown',
      'cooldown',
      'pass',
      'pass',
      'daily_limit',
    ]);
  });

  it('keep quiet over midnight', () => {
    const quiet = { ...gates, quiet: { from: 22 * 60, to: 8 * 60 } };
    const at = (time: string) => Date.parse(`2026-11-20T${time}+09:00`);
    expect(
      ['21:59:59', '22:00:00', '03:00:00', '07:59:59', '08:00:00'].map((time) =>
        isQuiet(at(time), quiet),
      ),
    ).toEqual([false, true, true, true, false]);
    expect(gateFindings([finding('a')], quiet, at('23:00:00'), [])).toEqual(['quiet_hours']);
    expect(afterQuiet(at('05:30:20'), quiet)).toBe(at('08:00:00'));
    expect(afterQuiet(at('12:00:00'), quiet)).toBe(at('12:00:00'));
    expect(isQuiet(noon, { ...gates, quiet: { from: 600, to: 600 } })).toBe(false);
  });

  it('follow a clock that is set in the night', () => {
    const quiet = { quiet: { from: 22 * 60, to: 8 * 60 }, timezone: 'America/New_York' };
    const end = (at: string) => new Date(afterQuiet(Date.parse(at), quiet)).toISOString();
    expect(end('2026-11-01T00:30:00-04:00')).toBe('2026-11-01T13:00:00.000Z');
    expect(end('2026-03-08T01:00:00-05:00')).toBe('2026-03-08T12:00:00.000Z');
  });
});
