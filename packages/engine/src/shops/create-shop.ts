import { AppError, assertTimezone } from '@commerce/core';
import { withSystem } from '@commerce/db';
import type { ProvenAccount } from '../connectors/prove-account.ts';
import { storeAccount } from '../connectors/store-account.ts';
import type { EngineContext } from '../context.ts';
import { subscribeConnector } from '../webhooks/subscribe-connector.ts';
import { agencyOf } from './agency.ts';
import { insertShop } from './insert-shop.ts';
import { readShop, type ShopView } from './list-shops.ts';
import { proveShopify, type ShopifyInput } from './prove-shopify.ts';
import { refuseSecond } from './refuse-second.ts';

export interface CreateShopInput {
  /** Default: the name it has on Shopify. */
  name?: string | undefined;
  /** Needed without Shopify, which else says both. */
  currency?: string | undefined;
  timezone?: string | undefined;
  shopify?: ShopifyInput | undefined;
  isDefault?: boolean | undefined;
  /** For the system, which belongs to no agency. */
  agencyId?: string | undefined;
  /** Only the demo seed sets these. */
  isDemo?: boolean | undefined;
  simulated?: boolean | undefined;
}

/**
 * Makes a shop. With Shopify credentials they are proven first; then shop, membership, connector and the
 * job that reads its history are stored together or not at all.
 * @throws AppError `forbidden`, `invalid_input`, `platform_refused`, `unavailable`, `conflict` when the
 * agency has this Shopify shop already; nothing is stored then
 */
export async function createShop(ctx: EngineContext, input: CreateShopInput): Promise<ShopView> {
  const agencyId = agencyOf(ctx, input.agencyId);
  if (ctx.actor.user && (input.isDemo || input.simulated)) {
    throw new AppError('forbidden', 'Demo shops are made by the demo seed');
  }
  const proven = input.shopify
    ? await proveShopify(ctx, input.shopify, {
        simulated: input.simulated ?? false,
        formName: (name) => (name ? `shopify.${name}` : 'shopify'),
      })
    : null;
  const facts = factsOf(input, proven);
  const { shopId, connectorId } = await withSystem(ctx.db, async (trx) => {
    if (proven) await refuseSecond(trx, ctx.actor, agencyId, proven, null);
    const shopId = await insertShop(trx, ctx, {
      ...facts,
      agencyId,
      isDemo: input.isDemo ?? false,
      isDefault: input.isDefault ?? false,
    });
    const stored = proven && (await storeAccount(trx, ctx, shopId, proven));
    return { shopId, connectorId: stored?.connectorId ?? null };
  });
  if (connectorId !== null) await subscribeConnector(ctx, { connectorId });
  return await readShop(ctx, { shopId });
}

function factsOf(input: CreateShopInput, proven: ProvenAccount | null) {
  const name = input.name ?? proven?.account.name;
  const currency = proven?.account.currency ?? input.currency;
  const timezone = proven?.account.timezone ?? input.timezone;
  if (!name || !currency || !timezone) {
    throw new AppError(
      'invalid_input',
      'Give shopify credentials, or name, currency and timezone; nothing was stored',
    );
  }
  checked('currency', () => assertCurrency(currency));
  checked('timezone', () => assertTimezone(timezone));
  return { name, currency, timezone };
}

function checked(field: string, check: () => unknown): void {
  try {
    check();
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'not understood';
    throw new AppError('invalid_input', `${problem}. Nothing was stored`, {
      details: { fields: [{ field, problem }] },
      cause,
    });
  }
}

/** A typing mistake here would spoil every figure of the shop, so the code has to be one in use. */
function assertCurrency(currency: string): void {
  if (Intl.supportedValuesOf('currency').includes(currency)) return;
  throw new AppError('unknown_currency', `"${currency}" is not a currency in use (ISO 4217)`);
}
