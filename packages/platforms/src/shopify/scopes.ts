import { PlatformError, type SyncNote, syncNote } from '@commerce/core';
import type { Connection } from '../platform/connection.ts';
import { API_VERSION } from './api-version.ts';
import { ask } from './client.ts';
import { canRead } from './queries/fields.ts';
import { SCOPES } from './queries/control.ts';
import { scopesSchema } from './schemas.ts';

/** What the app may do in this shop now, asked from the shop itself, and when Shopify said so by its own clock. */
export async function grantedScopes(
  connection: Connection,
  signal: AbortSignal,
): Promise<{ scopes: string[]; notes: SyncNote[]; answeredAt: Date | null }> {
  const { data, servedVersion, answeredAt } = await ask(connection, SCOPES, scopesSchema, {
    signal,
  });
  return {
    scopes: data.currentAppInstallation?.accessScopes.map(({ handle }) => handle) ?? [],
    notes: servedVersion === null ? [] : [versionWarning(servedVersion)],
    answeredAt,
  };
}

export const versionWarning = (served: string): SyncNote =>
  syncNote(
    'api_version',
    `Shopify answered as version ${served}, not ${API_VERSION}: the pinned version is no longer served, update this product`,
    { served, pinned: API_VERSION },
  );

/** @throws PlatformError `permission` naming the scope. */
export function requireScope(scopes: readonly string[], scope: string, records: string): void {
  if (canRead(scopes, [scope])) return;
  throw new PlatformError(
    'permission',
    `The app may not read ${records}: grant it ${scope} in the Dev Dashboard, release it, and connect the shop again. Stored data is kept`,
    { platformCode: 'ACCESS_DENIED' },
  );
}

/** Without this scope Shopify shows only orders created in the last 60 days, and says nothing about it. */
export const SIXTY_DAYS_NOTE = syncNote(
  'sixty_days',
  'Only orders of the last 60 days are visible: the app lacks read_all_orders. Request it in the Dev Dashboard, release the app, then run a full rebuild',
);

export const seesAllOrders = (scopes: readonly string[]): boolean =>
  scopes.includes('read_all_orders');

/** What is missed without a scope. */
const MISSED: Readonly<Record<string, SyncNote>> = {
  read_products: syncNote(
    'no_products',
    'Without read_products products are not read and order lines carry no product',
  ),
  read_inventory: syncNote(
    'no_costs_or_stock',
    'Without read_inventory unit costs and stock are not read, so profit stays unknown',
  ),
  read_customers: syncNote(
    'no_customers',
    'Without read_customers new customers, regions and visits before the order stay unknown',
  ),
  read_locations: syncNote(
    'no_locations',
    'Without read_locations stock may not be read, and retail orders carry no location names',
  ),
};

/** What the operator should know about the granted scopes. */
export function scopeWarnings(scopes: readonly string[]): SyncNote[] {
  return [
    ...(seesAllOrders(scopes) ? [] : [SIXTY_DAYS_NOTE]),
    ...Object.entries(MISSED)
      .filter(([scope]) => !canRead(scopes, [scope]))
      .map(([, note]) => note),
  ];
}
