import type { Db } from '@commerce/db';
import {
  createMemoryAccount,
  createTenant,
  createTestContext,
  type MemoryAccount,
  type MemoryAccountOptions,
} from '@commerce/testkit';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';

export interface MemoryShop {
  account: MemoryAccount;
  ctx: EngineContext;
  shopId: string;
  connectorId: string;
  /** What is stored of the connector now. */
  stored: ReturnType<typeof storedOf>;
}

/** A new tenant's shop with one account of the in-memory platform connected; earlier connectors go away. */
export async function connectMemoryShop(
  db: Db,
  clock: Parameters<typeof createTestContext>[0]['clock'],
  options: MemoryAccountOptions,
  credentials: object = {},
): Promise<MemoryShop> {
  await db.deleteFrom('app_dashboard.connectors').execute();
  const account = createMemoryAccount(options);
  const ctx = createTestContext({ db, platforms: [account.platform], clock });
  const shopId = (await createTenant(db)).shops[0]?.id ?? '';
  const { connectorId } = await connectAccount(ctx, {
    shopId,
    platform: 'memory',
    config: {},
    credentials: { token: account.token, ...credentials },
  });
  return { account, ctx, shopId, connectorId, stored: storedOf(db, connectorId) };
}

const storedOf = (db: Db, connectorId: string) => ({
  connector: () =>
    db
      .selectFrom('app_dashboard.connectors')
      .selectAll()
      .where('id', '=', connectorId)
      .executeTakeFirstOrThrow(),
  jobs: () =>
    db
      .selectFrom('app_dashboard.sync_jobs')
      .selectAll()
      .where('connector_id', '=', connectorId)
      .orderBy('created_at')
      .execute(),
  slices: () =>
    db
      .selectFrom('app_dashboard.sync_slices')
      .selectAll()
      .where('connector_id', '=', connectorId)
      .orderBy('position')
      .execute(),
});
