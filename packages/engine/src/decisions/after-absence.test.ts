import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, createTestContext, type TestClock } from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness } from '../test/small-business.ts';
import { judgeAfterAbsence } from './after-absence.ts';

let database: TestDatabase;
let clock: TestClock;
let ctx: EngineContext;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('app_dashboard.shops').execute();
  await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
  await database.db
    .updateTable('app_dashboard.connectors')
    .set({ next_sync_at: '2026-11-19T12:00:00Z' })
    .execute();
  clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = createTestContext({ db: database.db, platforms: [], clock });
});

const end = (status: 'SUCCEEDED' | 'FAILED') =>
  database.db.updateTable('app_dashboard.sync_jobs').set({ status }).execute();
const queued = async () =>
  (await database.db.selectFrom('app_dashboard.sync_jobs').select('id').execute()).length;

it('reads what is due before it judges, when nobody was there', async () => {
  const isTime = judgeAfterAbsence(ctx);
  expect(await isTime()).toBe(false);
  expect(await queued()).toBe(2);
  clock.advance(5_000);
  expect(await isTime()).toBe(false);
  await end('SUCCEEDED');
  expect(await isTime()).toBe(true);
});

it('judges while accounts are read when it was there all along, and after a while in any case', async () => {
  const isTime = judgeAfterAbsence(ctx);
  expect(await isTime()).toBe(false);
  for (let round = 0; round < 24; round++) {
    clock.advance(5_000);
    await isTime();
  }
  expect(await isTime()).toBe(true);
  expect(await isTime()).toBe(true);
  // The laptop slept.
  clock.advance(3_600_000);
  expect(await isTime()).toBe(false);
});
