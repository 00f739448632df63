import { PlatformError } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, type MemoryAccount, type TestClock } from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { connectMemoryShop, type MemoryShop } from '../test/memory-shop.ts';
import { enqueueSync } from './enqueue-sync.ts';
import { tick } from './tick.ts';

let database: TestDatabase;
let clock: TestClock;
let account: MemoryAccount;
let ctx: EngineContext;
let shopId: string;
let connectorId: string;
let stored: MemoryShop['stored'];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  clock = createTestClock('2026-11-20T03:00:00Z');
  ({ account, ctx, shopId, connectorId, stored } = await connectMemoryShop(database.db, clock, {
    firstDay: '2026-09-01',
    lastDay: '2026-11-30',
    daysPerSlice: 31,
  }));
});

const metrics = () =>
  database.db
    .selectFrom('core_warehouse.metrics_daily')
    .select(['entity_id', 'day', 'spend'])
    .where('connector_id', '=', connectorId)
    .orderBy('entity_id')
    .orderBy('day')
    .execute();

const cursor = async () => {
  const row = await database.db
    .selectFrom('app_dashboard.sync_cursors')
    .select('cursor')
    .where('connector_id', '=', connectorId)
    .where('stream', '=', 'insights')
    .executeTakeFirst();
  return row?.cursor ?? null;
};

describe('a first read', () => {
  it('reads the whole history, proves every slice and makes the connector fresh', async () => {
    const report = await tick(ctx);

    expect(report.runs).toMatchObject({ succeeded: 1, failed: 0 });
    const [job] = await stored.jobs();
    expect(job).toMatchObject({ kind: 'HISTORICAL_INIT', status: 'SUCCEEDED', lease_owner: null });
    expect(job!.records_synced).toBe(3 + 3 * 81);
    expect((await stored.slices()).map((s) => [s.stream, s.status, s.expected_count])).toEqual([
      ['campaigns', 'SUCCEEDED', 3],
      ['insights', 'SUCCEEDED', 93],
      ['insights', 'SUCCEEDED', 93],
      ['insights', 'SUCCEEDED', 57],
    ]);
    expect(await metrics()).toHaveLength(3 * 81);
    expect(await cursor()).toBe('2026-11-20');
    const row = await stored.connector();
    expect(row).toMatchObject({ status: 'connected', collected_from: '2026-09-01' });
    expect(row.last_synced_at).toEqual(clock.now());
    expect(row.next_sync_at.getTime() - clock.now().getTime()).toBe(5 * 60_000);
  });

  it('is followed by increments that change nothing when nothing changed', async () => {
    await tick(ctx);
    const before = await metrics();
    expect((await tick(ctx)).scheduled).toBe(0);
    clock.advance(6 * 60_000);

    expect((await tick(ctx)).runs.succeeded).toBe(1);
    expect((await stored.jobs()).map((job) => job.kind)).toEqual([
      'HISTORICAL_INIT',
      'INCREMENTAL',
    ]);
    expect(await metrics()).toEqual(before);
  });
});

describe('what a platform does wrong', () => {
  const failNext = (error: Error, afterPages = 0) =>
    account.failures.push({ stream: 'insights', error, afterPages });

  it('refused credentials stop scheduling until the account is connected again', async () => {
    account.token = 'another';
    await tick(ctx);
    expect(await stored.connector()).toMatchObject({
      status: 'needs_reauth',
      status_code: 'credentials',
    });
    clock.advance(24 * 3600_000);
    expect((await tick(ctx)).scheduled).toBe(0);

    const again = await connectAccount(ctx, {
      shopId,
      platform: 'memory',
      config: {},
      credentials: { token: 'another' },
    });
    expect(again).toMatchObject({ connectorId, created: false });
    await tick(ctx);
    expect(await stored.connector()).toMatchObject({ status: 'connected', status_code: null });
    expect((await stored.jobs()).map((job) => job.status)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('a rate limit puts the job off for as long as the platform says, and loses nothing', async () => {
    failNext(new PlatformError('rate_limited', 'Slow down', { retryAfterMs: 90_000 }), 2);
    expect((await tick(ctx)).runs).toMatchObject({ put_off: 1 });
    const [waiting] = await stored.jobs();
    expect(waiting).toMatchObject({ status: 'QUEUED', error_code: 'rate_limited' });
    expect(waiting!.run_after.getTime() - clock.now().getTime()).toBe(90_000);

    clock.advance(89_999);
    expect((await tick(ctx)).runs.succeeded).toBe(0);
    clock.advance(1);
    expect((await tick(ctx)).runs.succeeded).toBe(1);
    const [job] = await stored.jobs();
    expect(job!.records_synced).toBe(3 + 3 * 81);
    expect(account.reportsStarted).toBe(3);
  });

  it('an unavailable platform is tried a bounded number of times, later and later', async () => {
    for (let i = 0; i < 5; i++) failNext(new PlatformError('unavailable', '503'));
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      await tick(ctx);
      const [job] = await stored.jobs();
      if (job!.status === 'FAILED') break;
      waits.push(job!.run_after.getTime() - clock.now().getTime());
      clock.set(job!.run_after.toISOString());
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000]);
    const [job] = await stored.jobs();
    expect(job).toMatchObject({
      status: 'FAILED',
      error_code: 'unavailable',
      error_task: 'insights 2026-09-01..2026-10-01',
    });
    const row = await stored.connector();
    expect(row).toMatchObject({ status: 'failing', consecutive_failures: 1 });
    expect(row.next_sync_at.getTime() - clock.now().getTime()).toBe(5 * 60_000);
    expect(await cursor()).toBeNull();
  });

  it('a payload nobody can read fails its slice, is kept, and leaves the cursor', async () => {
    const body = `{"broken": "${'x'.repeat(2_000_000)}`;
    failNext(new PlatformError('schema_drift', 'Not as promised', { rejected: { body } }), 1);
    await tick(ctx);
    const [job] = await stored.jobs();
    expect(job).toMatchObject({ status: 'FAILED', error_code: 'schema_drift' });
    const kept = await database.db
      .selectFrom('staging_ingest.rejected_payloads')
      .select(['stream', 'error_code', 'truncated', 'body'])
      .where('connector_id', '=', connectorId)
      .execute();
    expect(kept).toMatchObject([
      { stream: 'insights', error_code: 'schema_drift', truncated: true },
    ]);
    expect(
      Buffer.from(kept[0]!.body as unknown as Buffer)
        .toString()
        .slice(0, 12),
    ).toBe(body.slice(0, 12));
    expect(await cursor()).toBeNull();
    expect((await stored.slices()).map((slice) => slice.status)).toEqual([
      'SUCCEEDED',
      'FAILED',
      'PENDING',
      'PENDING',
    ]);
  });

  it.each([
    { missing: 1, words: /said there are 94 records.*sent 93/ },
    { missing: 1000, words: /said there are 1093/ },
  ])('$missing missing records are a failure with numbers', async ({ missing, words }) => {
    account.missing = missing;
    await tick(ctx);
    const [job] = await stored.jobs();
    expect(job).toMatchObject({ status: 'FAILED', error_code: 'incomplete' });
    expect(job!.error_message).toMatch(words);
    expect(await cursor()).toBeNull();
  });

  it('nothing of something is a failure', async () => {
    account.spend.clear();
    account.missing = 5;
    await tick(ctx);
    const [job] = await stored.jobs();
    expect(job!.error_message).toMatch(/said there are 5 records of insights .* and sent none/);
  });

  it('one failed stream does not keep another from being read', async () => {
    account.failures.push({
      stream: 'campaigns',
      error: new PlatformError('permission', 'No right to list campaigns', { platformCode: '200' }),
    });
    await tick(ctx);
    const [job] = await stored.jobs();
    expect(job).toMatchObject({
      status: 'FAILED',
      error_code: 'permission',
      error_message: 'No right to list campaigns (200)',
      error_task: 'campaigns all',
    });
    expect(await metrics()).toHaveLength(3 * 81);

    clock.advance(6 * 60_000);
    await tick(ctx);
    const next = (await stored.slices()).filter((slice) => slice.job_id !== job!.id);
    expect(next.map((slice) => [slice.stream, slice.range_from])).toEqual([
      ['campaigns', clock.now().toISOString()],
      ['insights', '2026-10-23'],
    ]);
    expect(await stored.connector()).toMatchObject({
      status: 'connected',
      consecutive_failures: 0,
    });
  });

  it('a fault of our own is said to be one', async () => {
    failNext(new TypeError('cannot read properties of undefined'));
    await tick(ctx);
    const [job] = await stored.jobs();
    expect(job).toMatchObject({ status: 'FAILED', error_code: 'internal' });
  });
});

describe('what was read of a stream', () => {
  const streams = () =>
    database.db
      .selectFrom('app_dashboard.sync_cursors')
      .select(['stream', 'cursor', 'last_read_at', 'history_read'])
      .where('connector_id', '=', connectorId)
      .orderBy('stream')
      .execute();

  it('is remembered without its jobs', async () => {
    await tick(ctx);
    const at = clock.now();
    expect(await streams()).toEqual([
      { stream: 'campaigns', cursor: null, last_read_at: at, history_read: true },
      { stream: 'insights', cursor: '2026-11-20', last_read_at: at, history_read: true },
    ]);
    await database.db.deleteFrom('app_dashboard.sync_jobs').execute();
    clock.advance(6 * 60_000);
    await tick(ctx);
    expect((await stored.slices()).map((slice) => [slice.stream, slice.range_from])).toEqual([
      ['campaigns', clock.now().toISOString()],
      ['insights', '2026-10-23'],
    ]);
  });

  it('is its history only when every slice of it is in', async () => {
    account.failures.push({
      stream: 'insights',
      error: new PlatformError('schema_drift', 'Not as promised'),
      afterPages: 4,
    });
    await tick(ctx);
    expect((await stored.slices()).map(({ status }) => status)).toEqual([
      'SUCCEEDED',
      'FAILED',
      'PENDING',
      'PENDING',
    ]);
    expect(await streams()).toMatchObject([{ stream: 'campaigns', history_read: true }]);
    clock.advance(6 * 60_000);
    await tick(ctx);
    const retried = (await stored.slices()).filter(({ stream }) => stream === 'insights');
    expect(retried.filter(({ range_from }) => range_from === '2026-09-01')).toHaveLength(2);
    expect(await streams()).toMatchObject([
      { history_read: true },
      { stream: 'insights', cursor: '2026-11-20', history_read: true },
    ]);
  });

  it('does not change when single days are read again', async () => {
    await tick(ctx);
    const at = clock.now();
    clock.advance(3 * 60_000);
    await enqueueSync(ctx, {
      shopId,
      kind: 'HISTORICAL_REBUILD',
      range: { from: '2026-10-01', to: '2026-10-02' },
    });
    expect((await tick(ctx)).runs.succeeded).toBe(1);
    expect(await streams()).toMatchObject([{ last_read_at: at }, { last_read_at: at }]);
  });

  it('is all of it although days were asked for, when it was never read', async () => {
    await database.db.deleteFrom('app_dashboard.sync_jobs').execute();
    const range = { from: '2026-10-01', to: '2026-10-02' };
    const { jobs: queued } = await enqueueSync(ctx, { shopId, kind: 'HISTORICAL_REBUILD', range });
    expect(queued).toMatchObject([{ kind: 'HISTORICAL_INIT', range: null }]);
  });
});

describe('what a later read finds changed', () => {
  it('takes over restated values and keeps the old ones', async () => {
    await tick(ctx);
    account.spend.get('c1')!.set('2026-11-10', '5');
    clock.advance(6 * 60_000);
    await tick(ctx);
    expect(
      (await metrics()).find((m) => m.entity_id === 'c1' && m.day === '2026-11-10')!.spend,
    ).toBe('5.0000');
    const versions = await database.db
      .selectFrom('core_warehouse.metrics_daily_versions')
      .select(['entity_id', 'day', 'spend'])
      .where('connector_id', '=', connectorId)
      .execute();
    expect(versions).toEqual([{ entity_id: 'c1', day: '2026-11-10', spend: '1070.0000' }]);
  });

  it('removes what the platform no longer reports, only inside the days it read', async () => {
    await tick(ctx);
    account.spend.delete('c2');
    clock.advance(6 * 60_000);
    await tick(ctx);
    const left = (await metrics()).filter((m) => m.entity_id === 'c2').map((m) => m.day);
    expect(left.at(-1)).toBe('2026-10-22');
    expect(left).toHaveLength(52);
  });
});
