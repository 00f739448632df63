import { describe, expect, it } from 'vitest';
import { sinceWhen } from './commands/undo.ts';
import { snoozeEnd } from './presses/snooze.ts';

describe('times', () => {
  const now = new Date('2026-11-20T15:30:00Z');

  it('of a reminder are those of the chat', () => {
    expect(snoozeEnd('0', now, 'Asia/Seoul').toISOString()).toBe('2026-11-20T16:30:00.000Z');
    expect(snoozeEnd('1', now, 'Asia/Seoul').toISOString()).toBe('2026-11-22T00:00:00.000Z');
    expect(snoozeEnd('2', now, 'Asia/Seoul').toISOString()).toBe('2026-11-23T15:30:00.000Z');
  });

  it('tomorrow at nine is nine by the clock, also where it was set in the night', () => {
    const nine = (now: string, timezone: string) =>
      snoozeEnd('1', new Date(now), timezone).toISOString();
    expect(nine('2026-10-31T12:00:00Z', 'America/New_York')).toBe('2026-11-01T14:00:00.000Z');
    expect(nine('2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z');
  });

  it('since when to undo are days of the chat', () => {
    const since = (text: string) => sinceWhen(text, now, 'Asia/Seoul')?.toISOString();
    expect(since('오늘')).toBe('2026-11-20T15:00:00.000Z');
    expect(since('Monday')).toBe('2026-11-15T15:00:00.000Z');
    expect(since('2026-11-16')).toBe('2026-11-15T15:00:00.000Z');
    expect(since('2026-11-30')).toBeUndefined();
    expect(since('yesterdayish')).toBeUndefined();
  });
});
