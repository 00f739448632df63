import type { AccountInfo } from '../platform/platform.ts';
import type { Connection } from '../platform/connection.ts';
import { ask } from './client.ts';
import { SHOP } from './queries/control.ts';
import { scopeWarnings, versionWarning } from './scopes.ts';
import { configSchema, shopSchema } from './schemas.ts';
import { PlatformError, syncNote } from '@commerce/core';

const shopOf = (connection: Connection, signal: AbortSignal) =>
  ask(connection, SHOP, shopSchema, { signal });

/** The shop's IANA timezone. */
export async function timezoneOf(connection: Connection, signal: AbortSignal): Promise<string> {
  return connection.account?.timezone ?? (await shopOf(connection, signal)).data.shop.ianaTimezone;
}

/** The shop's ISO 4217 currency. */
export async function currencyOf(connection: Connection, signal: AbortSignal): Promise<string> {
  return connection.account?.currency ?? (await shopOf(connection, signal)).data.shop.currencyCode;
}

const DEVELOPMENT_SHOP = syncNote(
  'development_shop',
  'This is a development shop: its orders are test orders and count as no revenue',
);

const renamedNote = (address: string) =>
  syncNote('shop_renamed', `The shop's own address is ${address}`, { address });

/**
 * Uses the credentials once and says what they open.
 * @throws PlatformError `credentials` when they are refused, `permission` when the app has no scopes.
 */
export async function connect(connection: Connection): Promise<AccountInfo> {
  const { data, servedVersion } = await ask(connection, SHOP, shopSchema, { retries: 1 });
  const { shop, currentAppInstallation } = data;
  const scopes = currentAppInstallation?.accessScopes.map(({ handle }) => handle) ?? [];
  if (scopes.length === 0) {
    throw new PlatformError(
      'permission',
      "Shopify issued a token, but the app's released version has no scopes, so it can read nothing. Add scopes (at least read_orders, read_all_orders, read_products) to a new version of the app in the Dev Dashboard, release it, and connect again",
      { platformCode: 'no_scopes' },
    );
  }
  const { shop_domain } = configSchema.parse(connection.config);
  const renamed = shop.myshopifyDomain !== shop_domain;
  return {
    external_account_id: shop.myshopifyDomain,
    name: shop.name,
    currency: shop.currencyCode,
    timezone: shop.ianaTimezone,
    scopes,
    warnings: [
      ...scopeWarnings(scopes),
      ...(shop.plan?.partnerDevelopment === true ? [DEVELOPMENT_SHOP] : []),
      ...(renamed ? [renamedNote(shop.myshopifyDomain)] : []),
      ...(servedVersion === null ? [] : [versionWarning(servedVersion)]),
    ],
  };
}
