import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, type TestClock } from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { connectMemoryShop } from '../test/memory-shop.ts';
import { claimJob } from '../sync/claim-job.ts';
import { runJob } from '../sync/run-job.ts';
import { tick } from '../sync/tick.ts';
import { receiveWebhook } from './receive-webhook.ts';

let database: TestDatabase;
let clock: TestClock;
let ctx: EngineContext;
let connectorId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  clock = createTestClock('2026-11-20T03:00:00Z');
  const days = { firstDay: '2026-11-01', lastDay: '2026-11-20' };
  const secret = { webhook_secret: 'hush' };
  ({ ctx, connectorId } = await connectMemoryShop(database.db, clock, days, secret));
  await tick(ctx);
  clock.advance(60_000);
});

let deliveries = 0;
const deliver = (signal: object, secret = 'hush', id = `event-${deliveries++}`) =>
  receiveWebhook(ctx, {
    connectorId,
    headers: { 'X-Secret': secret },
    body: Buffer.from(JSON.stringify({ id, topic: 'test', ...signal })),
  });

const jobs = () =>
  database.db
    .selectFrom('app_dashboard.sync_jobs')
    .selectAll()
    .where('connector_id', '=', connectorId)
    .orderBy('created_at')
    .execute();
const events = () => database.db.selectFrom('app_dashboard.webhook_events').selectAll().execute();
const connector = () =>
  database.db
    .selectFrom('app_dashboard.connectors')
    .selectAll()
    .where('id', '=', connectorId)
    .executeTakeFirstOrThrow();

describe('a delivery', () => {
  it('starts an increment, once, however often it comes', async () => {
    expect(await deliver({ effect: 'sync' }, 'hush', 'same')).toMatchObject({ duplicate: false });
    expect(await deliver({ effect: 'sync' }, 'hush', 'same')).toMatchObject({ duplicate: true });
    await deliver({ effect: 'sync' });
    expect((await jobs()).map((job) => job.kind)).toEqual(['HISTORICAL_INIT', 'INCREMENTAL']);
    expect((await tick(ctx)).runs.succeeded).toBe(1);

    await deliver({ effect: 'sync' }, 'hush', 'same');
    expect(await jobs()).toHaveLength(2);
  });

  it('of two at once has one effect', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => deliver({ effect: 'sync' }, 'hush', 'twin')),
    );
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
  });

  it('with a wrong signature leaves no trace and learns nothing', async () => {
    await expect(deliver({ effect: 'sync' }, 'guess')).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'The delivery was not accepted',
    });
    expect(await events()).toEqual([]);
    expect(await jobs()).toHaveLength(1);
  });

  it('of another account is refused like a wrong signature, also when sent again', async () => {
    const uninstalled = { effect: 'reauth', topic: 'app/uninstalled', account: 'mem-2' };
    for (const _ of ['first', 'again']) {
      await expect(deliver(uninstalled, 'hush', 'foreign')).rejects.toMatchObject({
        code: 'unauthenticated',
        message: 'The delivery was not accepted',
      });
    }
    expect(await connector()).toMatchObject({ status: 'connected' });
    expect(await events()).toEqual([]);

    const own = { ...uninstalled, account: 'mem-1' };
    expect(await deliver(own, 'hush', 'foreign')).toMatchObject({ duplicate: false });
    expect(await deliver(own, 'hush', 'foreign')).toMatchObject({ duplicate: true });
    expect(await connector()).toMatchObject({ status: 'needs_reauth' });
  });

  it.each(['not-an-id', '00000000-0000-4000-8000-000000000000'])(
    'to the unknown address %s is not found',
    async (unknown) => {
      const input = { connectorId: unknown, headers: {}, body: new Uint8Array() };
      await expect(receiveWebhook(ctx, input)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  it('that comes while a job reads has the account read once more after it', async () => {
    clock.advance(10 * 60_000);
    await deliver({ effect: 'sync' });
    const job = await claimJob(ctx, { worker: 'w' });
    clock.advance(1000);
    await deliver({ effect: 'sync' });
    clock.advance(1000);
    expect(await runJob(ctx, job!)).toBe('succeeded');
    expect((await tick(ctx)).scheduled).toBe(1);
  });

  it('ends a wait of our own, but not one the platform asked for', async () => {
    await deliver({ effect: 'sync' });
    const later = new Date(clock.now().getTime() + 300_000);
    const waitBecause = (error_code: string) =>
      database.db
        .updateTable('app_dashboard.sync_jobs')
        .set({ run_after: later, error_code })
        .where('status', '=', 'QUEUED')
        .execute();
    await waitBecause('rate_limited');
    await deliver({ effect: 'wake' });
    await deliver({ effect: 'sync' });
    expect((await jobs()).at(-1)!.run_after).toEqual(later);
    await waitBecause('unavailable');
    await deliver({ effect: 'wake' });
    expect((await jobs()).at(-1)!.run_after).toEqual(clock.now());
  });

  it('that withdraws access stops reading', async () => {
    await deliver({ effect: 'sync' });
    await deliver({ effect: 'reauth', topic: 'app/uninstalled' });
    expect(await connector()).toMatchObject({ status: 'needs_reauth' });
    expect((await jobs()).at(-1)).toMatchObject({ status: 'FAILED', error_code: 'credentials' });
    await deliver({ effect: 'sync' });
    clock.advance(24 * 3600_000);
    expect((await tick(ctx)).scheduled).toBe(0);
  });

  it('deletes an order, also one that has not been read yet', async () => {
    await deliver({ effect: 'delete', stream: 'orders', externalId: 'order-1' });
    const kept = await database.db
      .selectFrom('core_warehouse.order_deletions')
      .select(['order_id'])
      .where('connector_id', '=', connectorId)
      .execute();
    expect(kept).toEqual([{ order_id: 'order-1' }]);
  });
});
