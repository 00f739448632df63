import { syncNote } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import type { Platform } from '@commerce/platforms';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type MemoryAccount,
} from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { tick } from '../sync/tick.ts';
import { syncStatus } from './sync-status.ts';

const NARROW = syncNote('orders_without', 'Without the parts that need x', { scopes: 'x' });
const OLD = 'What an earlier version wrote';

let database: TestDatabase;
let account: MemoryAccount;
let ctx: EngineContext;
let shopId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  account = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
  const platform: Platform = {
    ...account.platform,
    connect: async (connection) => ({
      ...(await account.platform.connect(connection)),
      warnings: [NARROW],
    }),
  };
  ctx = createTestContext({
    db: database.db,
    platforms: [platform],
    clock: createTestClock('2026-11-20T03:00:00Z'),
  });
  shopId = (await createTenant(database.db)).shops[0]!.id;
});

const connect = () =>
  connectAccount(ctx, {
    shopId,
    platform: 'memory',
    config: {},
    credentials: { token: account.token },
  });
const status = () => syncStatus(ctx, { shopId });

describe('the status of a sync', () => {
  it('tells what connecting had to say by code, until the account was read', async () => {
    await connect();
    expect((await status()).connectors).toMatchObject([
      { status_message: NARROW.text, status_code: null, status_notes: [NARROW] },
    ]);
    await tick(ctx);
    expect((await status()).connectors).toMatchObject([{ status_message: null, status_notes: [] }]);
  });

  it('tells by code why an account needs a person', async () => {
    await connect();
    account.token = 'another';
    await tick(ctx);
    expect((await status()).connectors).toMatchObject([
      { status: 'needs_reauth', status_code: 'credentials', status_notes: [] },
    ]);
  });

  it('tells the notes of slices by code, and those of before there were codes as they are', async () => {
    await connect();
    await tick(ctx);
    await database.db
      .updateTable('app_dashboard.sync_slices')
      .set({ notes: JSON.stringify([OLD, NARROW]) })
      .where('shop_id', '=', shopId)
      .execute();
    const [slice] = (await status()).jobs[0]!.slices;
    expect(slice).toMatchObject({
      notes: [OLD, NARROW.text],
      coded_notes: [{ code: 'other', values: {}, text: OLD }, NARROW],
    });
  });
});
