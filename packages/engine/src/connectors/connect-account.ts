import { withSystem } from '@commerce/db';
import type { AccountInfo } from '@commerce/platforms';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { subscribeConnector } from '../webhooks/subscribe-connector.ts';
import { proveAccount, type ProveAccountInput } from './prove-account.ts';
import { storeAccount, type StoredAccount } from './store-account.ts';

export interface ConnectAccountInput extends ProveAccountInput {
  shopId: string;
}

export interface ConnectedAccount extends StoredAccount {
  account: AccountInfo;
}

/**
 * Proves the credentials by using them, stores them encrypted and queues the first read. The same account a
 * second time replaces its credentials and ends `needs_reauth`.
 * @throws AppError `invalid_input`, `platform_refused`, `unavailable`, `not_found`, `forbidden`; nothing is stored then
 */
export async function connectAccount(
  ctx: EngineContext,
  input: ConnectAccountInput,
): Promise<ConnectedAccount> {
  const { shopId } = input;
  await requireShop(ctx.db, ctx.actor, shopId, 'manage');
  const proven = await proveAccount(ctx, input);
  const stored = await withSystem(ctx.db, (trx) => storeAccount(trx, ctx, shopId, proven));
  await subscribeConnector(ctx, { connectorId: stored.connectorId });
  return { ...stored, account: proven.account };
}
