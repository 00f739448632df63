import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type MemoryAccount,
  type TestTenant,
} from '@commerce/testkit';
import type { Platform } from '@commerce/platforms';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSecretBox } from '../secrets/create-secret-box.ts';
import { rotateSecrets } from '../secrets/rotate-secrets.ts';
import { tick } from '../sync/tick.ts';
import { connectAccount } from './connect-account.ts';
import { disableConnector } from './disable-connector.ts';
import { listAccounts } from './list-accounts.ts';
import { openConnection } from './open-connection.ts';

let database: TestDatabase;
let ctx: EngineContext;
let account: MemoryAccount;
let tenant: TestTenant;
let shopId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('app_dashboard.connectors').execute();
  account = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
  const clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = createTestContext({ db: database.db, platforms: [account.platform], clock });
  tenant = await createTenant(database.db);
  shopId = tenant.shops[0]!.id;
});

const connect = (context = ctx, credentials: object = { token: account.token }) =>
  connectAccount(context, { shopId, platform: 'memory', config: {}, credentials });
const secrets = () =>
  database.db.selectFrom('app_dashboard.shop_credentials').selectAll().execute();
const connectors = () => database.db.selectFrom('app_dashboard.connectors').selectAll().execute();

describe('connecting an account', () => {
  it('stores the secret unreadable, with a hint, and never writes it into the audit', async () => {
    const { connectorId, job } = await connect();
    const [secret] = await secrets();
    expect(secret).toMatchObject({ name: 'token', key_id: 'test', hint: 'form' });
    const everything = JSON.stringify([
      secret,
      await connectors(),
      await database.db.selectFrom('app_dashboard.audit_log').selectAll().execute(),
    ]);
    expect(everything).not.toContain(account.token);
    expect(job.kind).toBe('HISTORICAL_INIT');

    const open = await openConnection(ctx, connectorId);
    expect(open.connection.credentials).toEqual({ token: account.token });
    expect(open.connection.account).toEqual({
      currency: 'KRW',
      timezone: 'Asia/Seoul',
      externalId: 'mem-1',
    });
  });

  it('keeps an issued token between connections', async () => {
    const { connectorId } = await connect();
    const token = {
      value: 'short-lived',
      expires_at: '2026-11-21T03:00:00.000Z',
      scopes: ['read'],
    };
    await (await openConnection(ctx, connectorId)).connection.tokens.save(token);
    expect(await (await openConnection(ctx, connectorId)).connection.tokens.load()).toEqual(token);
    expect(JSON.stringify(await secrets())).not.toContain('short-lived');
    await connect();
    expect(await (await openConnection(ctx, connectorId)).connection.tokens.load()).toBeNull();
  });

  it('with refused or missing credentials stores nothing', async () => {
    await expect(connect(ctx, { token: 'wrong' })).rejects.toMatchObject({
      code: 'platform_refused',
      details: { kind: 'credentials' },
    });
    await expect(connect(ctx, {})).rejects.toMatchObject({
      code: 'invalid_input',
      details: { fields: [expect.objectContaining({ field: 'credentials.token' })] },
    });
    expect(await connectors()).toEqual([]);
    expect(await secrets()).toEqual([]);
  });

  it('twice is one connector', async () => {
    const first = await connect();
    const second = await connect();
    expect(second).toMatchObject({ connectorId: first.connectorId, created: false });
    expect(await connectors()).toHaveLength(1);
    expect(second.job.id).toBe(first.job.id);
  });

  it('is for managers of the shop', async () => {
    const stranger = await createTenant(database.db);
    const as = (actor: EngineContext['actor']) => connect({ ...ctx, actor });
    await expect(as(tenant.storeUser.actor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(as(stranger.owner.actor)).rejects.toMatchObject({ code: 'not_found' });
    expect((await as(tenant.staff.actor)).created).toBe(true);
  });

  it('shows the accounts to choose from without storing any', async () => {
    const input = { platform: 'memory', config: {}, credentials: { token: account.token } };
    expect(await listAccounts(ctx, input)).toMatchObject([{ external_account_id: 'mem-1' }]);
    await expect(
      listAccounts(ctx, { ...input, credentials: { token: 'x' } }),
    ).rejects.toMatchObject({ code: 'platform_refused' });
    expect(await connectors()).toEqual([]);
  });

  it('shows the accounts of a login before any of them is named in the settings', async () => {
    const chosenLater: Platform = {
      ...account.platform,
      config: z.object({ account: z.string() }),
      listAccounts: async (connection) => [await account.platform.connect(connection)],
    };
    const context = { ...ctx, platforms: new Map([['memory', chosenLater]]) };
    const input = { platform: 'memory', credentials: { token: account.token } };
    expect(await listAccounts(context, input)).toMatchObject([{ external_account_id: 'mem-1' }]);
    await expect(listAccounts(context, { ...input, credentials: {} })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { fields: [{ field: 'credentials.token', problem: expect.any(String) }] },
    });
    await expect(connect(context)).rejects.toMatchObject({
      details: { fields: [expect.objectContaining({ field: 'config.account' })] },
    });
  });
});

describe('a connector switched off', () => {
  it('is not read, keeps its rows, and comes back by connecting', async () => {
    const { connectorId } = await connect();
    await disableConnector(ctx, { shopId, connectorId });
    expect(await tick(ctx)).toMatchObject({ scheduled: 0, runs: { succeeded: 0 } });
    await connect();
    expect((await tick(ctx)).runs.succeeded).toBe(1);
    await disableConnector(ctx, { shopId, connectorId });
    const rows = await database.db
      .selectFrom('core_warehouse.metrics_daily')
      .select('day')
      .where('connector_id', '=', connectorId)
      .execute();
    expect(rows).toHaveLength(60);
  });

  it('belongs to its shop', async () => {
    const { connectorId } = await connect();
    const other = await createTenant(database.db);
    await expect(
      disableConnector(ctx, { shopId: other.shops[0]!.id, connectorId }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('rotating the master key', () => {
  const oldKey = { id: 'test', key: Buffer.alloc(32, 7) };
  const newKey = { id: 'k2', key: Buffer.alloc(32, 8) };

  it('seals everything again so that the old key can go', async () => {
    const { connectorId } = await connect();
    const both = { ...ctx, secrets: createSecretBox([newKey, oldKey]) };
    expect(await rotateSecrets(both)).toEqual({ rotated: 1, unreadable: [] });
    expect(await rotateSecrets(both)).toEqual({ rotated: 0, unreadable: [] });
    const after = { ...ctx, secrets: createSecretBox([newKey]) };
    expect((await openConnection(after, connectorId)).connection.credentials).toEqual({
      token: account.token,
    });
  });

  it('names what no key opens, and the next read asks for the credentials', async () => {
    const { connectorId } = await connect();
    const lost = { ...ctx, secrets: createSecretBox([newKey]) };
    expect(await rotateSecrets(lost)).toEqual({
      rotated: 0,
      unreadable: [{ shopId, connectorId, name: 'token' }],
    });
    await tick(lost);
    expect((await connectors())[0]).toMatchObject({
      status: 'needs_reauth',
      status_code: 'secret_unreadable',
    });
  });

  it('is not done over the API', async () => {
    await expect(rotateSecrets({ ...ctx, actor: tenant.owner.actor })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
