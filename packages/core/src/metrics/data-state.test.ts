import { describe, expect, it } from 'vitest';
import { basisDay } from './basis-day.ts';
import { dayState, rangeState, type SourceCoverage, worstState } from './data-state.ts';
import { shopFreshness } from './freshness.ts';

const now = new Date('2026-11-20T03:00:00Z');
const meta: SourceCoverage = {
  timezone: 'Asia/Seoul',
  collectedFrom: '2026-01-01',
  syncedAt: new Date('2026-11-20T02:55:00Z'),
  importedRanges: null,
  restatementDays: 28,
};

describe('dayState', () => {
  it.each([
    ['2026-11-21', 'not_collected'],
    ['2026-11-20', 'provisional'],
    ['2026-11-19', 'settling'],
    ['2026-10-23', 'settling'],
    ['2026-10-22', 'final'],
    ['2025-12-31', 'not_collected'],
  ])('%s of a Meta account is %s', (day, state) => {
    expect(dayState(meta, day, now)).toBe(state);
  });

  it('keeps a day provisional until it was read after its end', () => {
    const late = { ...meta, syncedAt: new Date('2026-11-19T14:00:00Z') };
    expect(dayState(late, '2026-11-19', now)).toBe('provisional');
    expect(dayState(late, '2026-11-20', now)).toBe('not_collected');
  });

  it('calls a day final only when it was read after the platform could change it', () => {
    const stopped = { ...meta, syncedAt: new Date('2026-10-20T03:00:00Z') };
    expect(dayState(stopped, '2026-10-01', now)).toBe('settling');
    expect(dayState(stopped, '2026-09-22', now)).toBe('settling');
    expect(dayState(stopped, '2026-09-21', now)).toBe('final');
  });

  const imported = (from: string, to: string, at: string) => ({
    from,
    to,
    toldAt: new Date(at),
  });
  const january = imported('2026-01-01', '2026-01-31', '2026-04-20T03:00:00Z');
  const march = imported('2026-03-01', '2026-03-31', '2026-05-20T03:00:00Z');

  it('trusts files only for the days they speak of', () => {
    const files = { ...meta, syncedAt: null, importedRanges: [january, march] };
    expect(dayState(files, '2026-01-31', now)).toBe('final');
    expect(dayState(files, '2026-02-15', now)).toBe('not_collected');
    expect(dayState(files, '2026-03-01', now)).toBe('final');
    expect(dayState(files, '2026-04-01', now)).toBe('not_collected');
    expect(dayState({ ...files, importedRanges: null }, '2026-01-10', now)).toBe('not_collected');
  });

  it('judges the days of a file by when it was made, however long ago that was', () => {
    // 14:00 UTC is 23:00 in Seoul: the nineteenth was not over.
    const midDay = imported('2026-09-01', '2026-10-19', '2026-10-19T14:00:00Z');
    const files = { ...meta, syncedAt: null, importedRanges: [midDay] };
    expect(dayState(files, '2026-10-19', now)).toBe('provisional');
    expect(dayState(files, '2026-10-18', now)).toBe('settling');
    expect(dayState(files, '2026-09-21', now)).toBe('settling');
    expect(dayState(files, '2026-09-20', now)).toBe('final');
    const today = imported('2026-11-19', '2026-11-20', '2026-11-20T02:00:00Z');
    expect(dayState({ ...files, importedRanges: [today] }, '2026-11-20', now)).toBe('provisional');

    const again = imported('2026-10-19', '2026-10-19', '2026-10-19T15:00:00Z');
    for (const importedRanges of [
      [midDay, again],
      [again, midDay],
    ]) {
      expect(dayState({ ...files, importedRanges }, '2026-10-19', now)).toBe('settling');
    }
    const late = imported('2026-10-19', '2026-10-19', '2026-11-17T03:00:00Z');
    expect(dayState({ ...files, importedRanges: [midDay, late] }, '2026-10-19', now)).toBe('final');
  });

  it('counts files of the time before an account was connected', () => {
    const connected = { ...meta, collectedFrom: '2026-03-15', importedRanges: [january, march] };
    expect(dayState(connected, '2026-01-15', now)).toBe('final');
    expect(dayState(connected, '2026-02-15', now)).toBe('not_collected');
    expect(dayState(connected, '2026-03-14', now)).toBe('final');
    expect(dayState(connected, '2026-04-15', now)).toBe('final');
    const unread = { ...connected, collectedFrom: '2026-01-01', syncedAt: null };
    expect(dayState(unread, '2026-02-15', now)).toBe('not_collected');
    expect(dayState(unread, '2026-03-15', now)).toBe('final');
  });

  it('calls a range with gaps provisional, and one without any day not collected', () => {
    expect(rangeState(['not_collected', 'final', 'final'])).toBe('provisional');
    expect(rangeState(['not_collected', 'not_collected'])).toBe('not_collected');
    expect(rangeState(['settling', 'final'])).toBe('settling');
  });

  it('orders states by certainty', () => {
    expect(worstState(['final', 'provisional', 'settling'])).toBe('provisional');
    expect(worstState([])).toBe('final');
  });
});

describe('basisDay', () => {
  const timezone = 'Asia/Seoul';
  it('prefers ads, then orders, then the clock, and never lies in the future', () => {
    expect(
      basisDay({ latestAdDay: '2026-11-18', latestOrderDay: '2026-11-20', timezone }, now),
    ).toEqual({ day: '2026-11-18', source: 'ad_metrics', daysBehind: 2 });
    expect(
      basisDay({ latestAdDay: null, latestOrderDay: '2026-11-19', timezone }, now).source,
    ).toBe('orders');
    expect(basisDay({ latestAdDay: null, latestOrderDay: null, timezone }, now)).toEqual({
      day: '2026-11-20',
      source: 'clock',
      daysBehind: 0,
    });
    expect(basisDay({ latestAdDay: '2026-11-25', latestOrderDay: null, timezone }, now).day).toBe(
      '2026-11-20',
    );
  });
});

describe('shopFreshness', () => {
  const live = {
    mode: 'api',
    status: 'connected',
    lastSyncedAt: new Date('2026-11-20T02:50:00Z'),
    syncing: false,
  } as const;
  it('is as old as the oldest live connector', () => {
    const old = { ...live, lastSyncedAt: new Date('2026-11-20T02:30:00Z') };
    expect(shopFreshness([live, old], 15, now)).toMatchObject({
      state: 'stale',
      stale: true,
      ageMinutes: 30,
    });
    expect(shopFreshness([live], 15, now)).toMatchObject({ state: 'fresh', ageMinutes: 10 });
  });

  it('names a dead login before everything else and leaves imports out', () => {
    expect(shopFreshness([live, { ...live, status: 'needs_reauth' }], 15, now).state).toBe(
      'needs_reauth',
    );
    expect(shopFreshness([{ ...live, mode: 'import', lastSyncedAt: null }], 15, now)).toMatchObject(
      { state: 'fresh', stale: false },
    );
    expect(shopFreshness([{ ...live, lastSyncedAt: null }], 15, now).state).toBe('never_synced');
    expect(shopFreshness([], 15, now).state).toBe('no_connectors');
  });
});
