import { describe, expect, it } from 'vitest';
import { historyOf, judge } from '../test/account.ts';

describe('stale_data', () => {
  it('asks to look at the connection', () => {
    const history = historyOf([]);
    expect(judge('stale_data', history)[0]?.reason).toMatchObject({
      code: 'data_stale',
      values: { minutes: 480, limit: 120 },
    });
    expect(judge('stale_data', { ...history, lastSyncedAt: history.asOf })).toEqual([]);
    expect(judge('stale_data', { ...history, lastSyncedAt: null })[0]?.reason.code).toBe(
      'never_synced',
    );
  });
});
