import { AppError } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { requireShop, type ShopFacts } from '../access/require-shop.ts';
import { listConnectors } from '../connectors/connector-record.ts';
import type { ProvenAccount } from '../connectors/prove-account.ts';
import { storeAccount } from '../connectors/store-account.ts';
import type { EngineContext } from '../context.ts';
import { subscribeConnector } from '../webhooks/subscribe-connector.ts';
import { connectorViews } from './connector-views.ts';
import { saying } from './saying.ts';
import { proveShopify, type ShopifyInput } from './prove-shopify.ts';
import { refuseSecond } from './refuse-second.ts';

export interface ConnectShopifyInput {
  shopId: string;
  shopify: ShopifyInput;
}

/**
 * Gives a shop new Shopify credentials, or its first ones. They are proven first; then they replace the older
 * ones, what `needs_reauth` ended is read again, and the next read is queued: together or not at all.
 * @throws AppError `forbidden`, `not_found`, `invalid_input`, `platform_refused`, `unavailable`; `conflict` for
 * another Shopify shop than the one connected, or for one that another shop of the agency has
 */
export async function connectShopify(ctx: EngineContext, input: ConnectShopifyInput) {
  const shop = await requireShop(ctx.db, ctx.actor, input.shopId, 'manage');
  const own = { shopId: shop.id, platform: 'shopify' };
  // A simulated account stays with its simulator, which never sees a real shop's credentials accepted.
  const simulated = (await listConnectors(ctx.db, own)).some((held) => held.simulated);
  const proven = await proveShopify(ctx, input.shopify, { simulated, formName: (name) => name });
  const { connectorId } = await withSystem(ctx.db, async (trx) => {
    await refuseSecond(trx, ctx.actor, shop.agencyId, proven, shop.id);
    await refuseOther(trx, shop, proven);
    return await storeAccount(trx, ctx, shop.id, proven);
  });
  await subscribeConnector(ctx, { connectorId });
  return {
    connectors: await connectorViews(ctx, shop.id, [connectorId]),
    available_accounts: [],
    ...saying(proven.account.warnings),
  };
}

/** Orders of two Shopify shops in one would be added up as if they were of one. */
async function refuseOther(trx: Trx, shop: ShopFacts, { account }: ProvenAccount): Promise<void> {
  // Two first connections at once wait for each other here.
  await trx
    .selectFrom('app_dashboard.shops')
    .select('id')
    .where('id', '=', shop.id)
    .forNoKeyUpdate()
    .execute();
  const held = await listConnectors(trx, { shopId: shop.id, platform: 'shopify' });
  const other = held.find(
    ({ mode, externalAccountId }) =>
      mode !== 'import' && externalAccountId !== account.external_account_id,
  );
  if (other) {
    throw conflictOf(
      'another_shop',
      { connected: other.externalAccountId, asked: account.external_account_id },
      `${shop.name} is connected to ${other.externalAccountId}, and ${account.external_account_id} is another Shopify shop; add that one as a shop of its own`,
    );
  }
  const files = held.find(
    ({ mode, currency }) => mode === 'import' && ![null, account.currency].includes(currency),
  );
  if (files) {
    throw conflictOf(
      'other_currency',
      { imported: files.currency ?? '', asked: account.currency },
      `The orders imported into ${shop.name} are in ${files.currency}, those of ${account.external_account_id} in ${account.currency}; they cannot be of one shop`,
    );
  }
}

const conflictOf = (reason: string, values: Record<string, string>, problem: string): AppError =>
  new AppError('conflict', `${problem}. Nothing was stored`, {
    details: { reason, values, fields: [{ field: 'shop_domain', problem }] },
  });
