import { PlatformError } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createTestClock,
  createTestContext,
  type MemoryAccount,
  type TestClock,
} from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { connectMemoryShop, type MemoryShop } from '../test/memory-shop.ts';
import { enqueueSync } from './enqueue-sync.ts';
import { tick } from './tick.ts';

let database: TestDatabase;
let clock: TestClock;
let account: MemoryAccount;
let ctx: EngineContext;
let shopId: string;
let stored: MemoryShop['stored'];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  clock = createTestClock('2026-11-20T03:00:00Z');
  ({ account, ctx, shopId, stored } = await connectMemoryShop(database.db, clock, {
    firstDay: '2026-09-01',
    lastDay: '2026-11-30',
    daysPerSlice: 31,
  }));
});

describe('the first collected day', () => {
  const rebuild = async (from: string, to: string) => {
    clock.advance(60_000);
    await enqueueSync(ctx, { shopId, kind: 'HISTORICAL_REBUILD', range: { from, to } });
    expect((await tick(ctx)).runs.succeeded).toBe(1);
    return (await stored.connector()).collected_from;
  };

  /** Reads only as far back as `day`, whatever is asked for. */
  const seesFrom = (day: string) => {
    const streams = account.platform.streams.map((stream) => ({
      ...stream,
      async *read(...input: Parameters<typeof stream.read>) {
        const proof = yield* stream.read(...input);
        const short = stream.name === 'insights' && input[1].from < day;
        return short ? { ...proof, collectedFrom: day } : proof;
      },
    }));
    const platforms = [{ ...account.platform, streams }];
    ctx = createTestContext({ db: database.db, platforms, clock });
  };

  it('moves back only to days that reach the collected ones', async () => {
    await tick(ctx);
    expect(await rebuild('2026-08-01', '2026-08-07')).toBe('2026-09-01');
    expect(await rebuild('2026-08-20', '2026-08-30')).toBe('2026-09-01');
    // Together with the rebuild before it, this one leaves no gap.
    expect(await rebuild('2026-08-25', '2026-08-31')).toBe('2026-08-20');
    expect(await rebuild('2026-08-15', '2026-09-10')).toBe('2026-08-15');
    expect(await rebuild('2026-10-01', '2026-10-02')).toBe('2026-08-15');
  });

  it('is what the platform really showed, not what it was asked for', async () => {
    seesFrom('2026-10-10');
    await tick(ctx);
    expect(await stored.connector()).toMatchObject({ collected_from: '2026-10-10' });
    const [, , late] = await stored.slices();
    expect(late).toMatchObject({ slice_key: '2026-10-02..2026-11-01', range_from: '2026-10-10' });
  });

  it('moves on when a long pause left days that are no longer shown', async () => {
    await tick(ctx);
    expect(await stored.connector()).toMatchObject({ collected_from: '2026-09-01' });
    clock.advance(8 * 86_400_000);
    seesFrom('2026-11-25');
    await tick(ctx);
    expect(await stored.connector()).toMatchObject({ collected_from: '2026-11-25' });
  });

  it('stays when failed jobs read on in the meantime', async () => {
    await tick(ctx);
    clock.advance(8 * 86_400_000);
    const error = new PlatformError('permission', 'No right to list campaigns');
    account.failures.push({ stream: 'campaigns', error });
    await tick(ctx);
    clock.advance(3600_000);
    seesFrom('2026-11-25');
    await tick(ctx);
    expect((await stored.jobs()).map(({ status }) => status)).toEqual([
      'SUCCEEDED',
      'FAILED',
      'SUCCEEDED',
    ]);
    expect(await stored.connector()).toMatchObject({ collected_from: '2026-09-01' });
  });

  it('counts the history a failed first job had read', async () => {
    const error = new PlatformError('permission', 'No right to list campaigns');
    account.failures.push({ stream: 'campaigns', error });
    await tick(ctx);
    expect((await stored.connector()).collected_from).toBeNull();
    clock.advance(6 * 60_000);
    await tick(ctx);
    expect(await stored.connector()).toMatchObject({ collected_from: '2026-09-01' });
  });

  it('goes with a sync time that a rebuild of chosen days does not touch', async () => {
    await tick(ctx);
    const before = await stored.connector();
    await rebuild('2026-10-01', '2026-10-02');
    expect(await stored.connector()).toMatchObject({ last_synced_at: before.last_synced_at });
  });
});
