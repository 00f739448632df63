import { describe, expect, it } from 'vitest';
import { formatDay, formatDayRange, formatInstant } from './day.ts';
import { formatAgo, formatAhead, formatDuration } from './elapsed.ts';

describe('days', () => {
  it('are written in the reader’s language and never shift with a timezone', () => {
    expect(formatDay('2026-11-20', 'ko')).toBe('11월 20일 (금)');
    expect(formatDay('2026-11-20', 'en')).toBe('Fri, Nov 20');
    expect(formatDay('2026-11-20', 'ko', 'axis')).toBe('11월 20일');
    expect(formatDay('2026-11-20', 'en', 'long')).toBe('Nov 20, 2026');
  });

  it('name the year where the two ends differ in it, or where it is not the present one', () => {
    expect(formatDayRange('2026-11-14', '2026-11-20', 'en')).toBe('Nov 14 – 20');
    expect(formatDayRange('2025-12-30', '2026-01-02', 'en')).toBe('Dec 30, 2025 – Jan 2, 2026');
    expect(formatDayRange('2026-11-20', '2026-11-20', 'ko')).toBe('11월 20일');
    expect(formatDayRange('2020-01-01', '2020-01-07', 'en', '2026-11-20')).toBe('Jan 1 – 7, 2020');
    expect(formatDayRange('2026-11-14', '2026-11-20', 'en', '2026-11-20')).toBe('Nov 14 – 20');
  });
});

describe('instants and lengths of time', () => {
  it('shows the clock of the shop', () => {
    expect(formatInstant('2026-11-19T15:04:00Z', 'ko', 'Asia/Seoul')).toBe('11월 20일 00:04');
    expect(formatInstant('2026-11-19T15:04:00Z', 'en', 'America/Los_Angeles')).toBe(
      'Nov 19, 07:04',
    );
  });

  it('says how long ago and how long it took', () => {
    const now = Date.parse('2026-11-20T10:00:00Z');
    expect(formatAgo('2026-11-20T09:56:00Z', now, 'en')).toBe('4 minutes ago');
    expect(formatAgo('2026-11-20T09:56:00Z', now, 'ko')).toBe('4분 전');
    expect(formatAgo('2026-11-20T09:59:40Z', now, 'ko')).toBe('지금');
    expect(formatAgo('2026-11-20T10:00:05Z', now, 'en')).toBe('now');
    expect(formatAgo('2026-11-18T09:00:00Z', now, 'en')).toBe('2 days ago');
    expect(formatAhead('2026-11-20T10:04:10Z', now, 'ko')).toBe('5분 후');
    expect(formatAhead('2026-11-20T10:00:10Z', now, 'en')).toBe('in 1 minute');
    expect(formatAhead('2026-11-20T09:59:00Z', now, 'en')).toBe('now');
    expect(formatDuration(3_240, 'en')).toBe('3.2s');
    expect(formatDuration(192_000, 'en')).toBe('3m 12s');
    expect(formatDuration(192_000, 'ko')).toBe('3분 12초');
    expect(formatDuration(7_260_000, 'en')).toBe('2h 1m');
  });
});
