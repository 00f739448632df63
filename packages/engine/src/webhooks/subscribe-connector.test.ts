import { PlatformError } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type MemoryAccount,
  type TestClock,
} from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { syncStatus } from '../reports/sync-status.ts';
import { tick } from '../sync/tick.ts';

let database: TestDatabase;
let clock: TestClock;
let account: MemoryAccount;
let ctx: EngineContext;
let shopId: string;
let asked: string[];
let answer: () => Promise<{ topic: string; reason: string }[]>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('app_dashboard.connectors').execute();
  asked = [];
  answer = async () => [];
  account = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
  clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = at('https://shop.example');
  shopId = (await createTenant(database.db)).shops[0]!.id;
});

const at = (publicOrigin: string | null): EngineContext =>
  createTestContext({
    db: database.db,
    clock,
    settings: { publicOrigin },
    platforms: [
      {
        ...account.platform,
        subscribeWebhooks: async (_, uri) => {
          asked.push(uri);
          return await answer();
        },
      },
    ],
  });
const connect = (context = ctx, extra: object = {}) =>
  connectAccount(context, {
    shopId,
    platform: 'memory',
    config: {},
    credentials: { token: account.token },
    ...extra,
  });
const said = async () => (await syncStatus(ctx, { shopId })).connectors[0]?.status_message;

describe('a connected account', () => {
  it('is asked to deliver its changes to its own address', async () => {
    const { connectorId } = await connect();
    expect(asked).toEqual([`https://shop.example/api/webhooks/${connectorId}`]);
    expect(await said()).toBeNull();
  });

  it('is not asked without a public https address, in fixture mode, or when simulated', async () => {
    await connect(at(null));
    await connect(at('http://127.0.0.1:8010'));
    await connect(ctx, { mode: 'fixture' });
    await connect(ctx, { simulated: true });
    await tick(ctx);
    expect(asked).toEqual([]);
  });

  it('that refuses topics is connected with a warning, which stays after reads', async () => {
    answer = async () => [{ topic: 'REFUNDS_CREATE', reason: 'read_orders is missing' }];
    await connect();
    const warning = /does not announce REFUNDS_CREATE \(read_orders is missing\)/;
    expect(await said()).toMatch(warning);
    expect((await tick(ctx)).runs.succeeded).toBe(1);
    expect(await said()).toMatch(warning);
    expect((await syncStatus(ctx, { shopId })).connectors[0]?.status_notes).toMatchObject([
      { code: 'webhooks_refused', values: { topics: 'REFUNDS_CREATE (read_orders is missing)' } },
    ]);
  });

  it('whose platform is down is connected, and asked again the next day', async () => {
    answer = () => Promise.reject(new PlatformError('unavailable', 'Memory Ads is down'));
    expect(await connect()).toMatchObject({ created: true });
    expect(await said()).toMatch(/Memory Ads is down/);
    answer = async () => [];
    clock.advance(23 * 3600_000);
    await tick(ctx);
    expect(asked).toHaveLength(1);
    clock.advance(3600_000);
    await tick(ctx);
    expect(asked).toHaveLength(2);
    expect(await said()).toBeNull();
  });

  it('is asked at once when the server gets its address later', async () => {
    await connect(at(null));
    await tick(ctx);
    expect(asked).toHaveLength(1);
  });
});
