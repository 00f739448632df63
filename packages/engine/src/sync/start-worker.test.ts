import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, type MemoryAccount, type MemoryAccountOptions } from '@commerce/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { disableConnector } from '../connectors/disable-connector.ts';
import type { EngineContext } from '../context.ts';
import { connectMemoryShop } from '../test/memory-shop.ts';
import { claimJob } from './claim-job.ts';
import { recoverAbandoned } from './recover-abandoned.ts';
import { runJob } from './run-job.ts';
import { sleep } from './sleep.ts';
import { startWorker, type Worker } from './start-worker.ts';
import type { SyncProgress } from './sync-progress.ts';
import { wakeableSleep } from './wakeable-sleep.ts';

let database: TestDatabase;
let account: MemoryAccount;
let ctx: EngineContext;
let shopId: string;
let connectorId: string;
let worker: Worker | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
afterEach(async () => {
  await worker?.stop();
  worker = null;
});

async function setUp(options: Partial<MemoryAccountOptions> = {}) {
  ({ account, ctx, shopId, connectorId } = await connectMemoryShop(
    database.db,
    { now: () => new Date(), sleep },
    { firstDay: '2026-09-01', lastDay: '2026-10-30', ...options },
  ));
}

const job = () =>
  database.db
    .selectFrom('app_dashboard.sync_jobs')
    .selectAll()
    .where('connector_id', '=', connectorId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
const metricRows = async () =>
  (
    await database.db
      .selectFrom('core_warehouse.metrics_daily')
      .select('day')
      .where('connector_id', '=', connectorId)
      .execute()
  ).length;

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (await condition()) return;
    await sleep(25);
  }
  throw new Error('It did not happen within five seconds');
}

const OPTIONS = { concurrency: 2, pollMs: 20, schedulerMs: 50 };

describe('a worker', () => {
  it('runs what is queued and tells its progress', async () => {
    await setUp();
    const events: SyncProgress[] = [];
    worker = startWorker(ctx, { ...OPTIONS, onProgress: (event) => events.push(event) });
    await until(async () => (await job()).status === 'SUCCEEDED');
    await worker.stop();
    expect(await metricRows()).toBe(180);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['job_started', 'slice_started', 'page_written', 'slice_ended']),
    );
    expect(events.at(-1)).toMatchObject({ type: 'job_ended', ending: 'succeeded', connectorId });
  });

  it('stopped in the middle gives its job back at once, and another one finishes it', async () => {
    await setUp({ pageDelayMs: 30, recordsPerPage: 10 });
    worker = startWorker(ctx, OPTIONS);
    await until(() => account.pagesRead > 3);
    const started = performance.now();
    await worker.stop();
    expect(performance.now() - started).toBeLessThan(2000);
    expect(await job()).toMatchObject({ status: 'QUEUED', lease_owner: null, error_code: null });
    const partial = await metricRows();
    expect(partial).toBeLessThan(180);

    worker = startWorker(ctx, OPTIONS);
    await until(async () => (await job()).status === 'SUCCEEDED');
    expect(await metricRows()).toBe(180);
    expect((await job()).records_synced).toBe(183);
    expect(account.reportsStarted).toBe(2);
  });

  it('stops within its grace although a reader does not listen, which then writes nothing more', async () => {
    await setUp({ pageDelayMs: 400 });
    worker = startWorker(ctx, { ...OPTIONS, graceMs: 50 });
    await until(() => account.reportsStarted > 0);
    await sleep(50);
    await worker.stop();
    expect(await job()).toMatchObject({ status: 'QUEUED' });
    const rows = await metricRows();
    await sleep(900);
    expect(await metricRows()).toBe(rows);
    expect(await job()).toMatchObject({ status: 'QUEUED' });
  });

  it('that lost its lease writes nothing any more', async () => {
    await setUp();
    const lost = await claimJob(ctx, { worker: 'slow' });
    await database.db
      .updateTable('app_dashboard.sync_jobs')
      .set({ lease_expires_at: new Date(0) })
      .where('id', '=', lost!.id)
      .execute();
    await recoverAbandoned(ctx);
    const again = await claimJob(ctx, { worker: 'slow' });
    expect(again!.id).toBe(lost!.id);
    expect(await runJob(ctx, lost!)).toBe('lost');
    expect(await metricRows()).toBe(0);
    expect(await job()).toMatchObject({ status: 'IN_PROGRESS', lease_owner: again!.leaseOwner });
    expect(await runJob(ctx, again!)).toBe('succeeded');
  });

  it('renews its lease while a page takes longer than the lease', async () => {
    await setUp({ pageDelayMs: 300, daysPerSlice: 60, recordsPerPage: 100 });
    ctx = { ...ctx, settings: { ...ctx.settings, leaseMs: 150 } };
    const claimed = await claimJob(ctx, { worker: 'w' });
    const running = runJob(ctx, claimed!);
    await sleep(250);
    expect(await recoverAbandoned(ctx)).toEqual({ requeued: 0, failed: 0 });
    expect(await running).toBe('succeeded');
  });

  it('does not go on with a connector that was switched off meanwhile', async () => {
    await setUp({ pageDelayMs: 20, recordsPerPage: 10 });
    const stop = new AbortController();
    const claimed = await claimJob(ctx, { worker: 'w' });
    const running = runJob(ctx, claimed!, { signal: stop.signal });
    await until(() => account.pagesRead > 2);
    await disableConnector(ctx, { shopId, connectorId });
    stop.abort();
    expect(await running).toBe('given_back');
    const again = await claimJob(ctx, { worker: 'w' });
    expect(await runJob(ctx, again!)).toBe('failed');
    expect(await job()).toMatchObject({ status: 'FAILED', error_code: 'conflict' });
    const connector = await database.db
      .selectFrom('app_dashboard.connectors')
      .select('status')
      .where('id', '=', connectorId)
      .executeTakeFirstOrThrow();
    expect(connector.status).toBe('disabled');
  });

  it('sleeps as long as it is asked to, and no longer when it is woken', async () => {
    await setUp();
    const clock = createTestClock('2100-01-01T00:00:00Z');
    const context = { ...ctx, now: clock.now, sleep: clock.sleep };
    const claimed = await claimJob(ctx, { worker: 'w' });
    await wakeableSleep(context, claimed!)(7_000);
    expect(clock.sleeps).toEqual([2000, 2000, 2000, 1000]);

    const woken = wakeableSleep(context, claimed!)(60_000);
    await database.db
      .updateTable('app_dashboard.sync_jobs')
      .set({ run_after: new Date('2100-01-02T00:00:00Z') })
      .where('id', '=', claimed!.id)
      .execute();
    await woken;
    expect(clock.sleeps.length).toBeLessThan(20);
  });

  it('outlives a fault of its own and says so', async () => {
    await setUp();
    const errors: string[] = [];
    const log = { ...ctx.log, error: (_: object, message: string) => void errors.push(message) };
    let faults = 1;
    const now = () => {
      if (faults-- > 0) throw new Error('The clock stopped');
      return new Date();
    };
    worker = startWorker({ ...ctx, log, now }, { ...OPTIONS, concurrency: 1 });
    await until(async () => (await job()).status === 'SUCCEEDED');
    expect(errors).toEqual([expect.stringContaining('will be tried again')]);
  });
});
