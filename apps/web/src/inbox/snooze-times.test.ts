import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SNOOZES, snoozeUntil } from './snooze-times.ts';

describe('snoozing', () => {
  it('ends in the morning of the day meant', () => {
    const friday = new Date(2026, 10, 20, 15, 30);
    expect(snoozeUntil('hour', friday)).toEqual(new Date(2026, 10, 20, 16, 30));
    expect(snoozeUntil('tomorrow', friday)).toEqual(new Date(2026, 10, 21, 9));
    expect(snoozeUntil('days', friday)).toEqual(new Date(2026, 10, 23, 9));
    expect(snoozeUntil('monday', friday)).toEqual(new Date(2026, 10, 23, 9));
    expect(snoozeUntil('monday', new Date(2026, 10, 23, 8))).toEqual(new Date(2026, 10, 30, 9));
  });

  it('always lies ahead, and within what the API takes', () => {
    const day = fc.date({
      min: new Date(2020, 0, 1),
      max: new Date(2040, 0, 1),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.constantFrom(...SNOOZES), (now, snooze) => {
        const ahead = snoozeUntil(snooze, now).getTime() - now.getTime();
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThan(30 * 86_400_000);
      }),
    );
  });
});
