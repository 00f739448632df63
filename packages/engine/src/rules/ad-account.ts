import { AppError, type ConnectorMode } from '@commerce/core';
import type { Db } from '@commerce/db';
import { isRowId } from '../access/require-shop.ts';

/** An ads connector as rules judge it. */
export interface AdAccount {
  shopId: string;
  shopTimezone: string;
  id: string;
  platform: string;
  mode: ConnectorMode;
  name: string;
  /** Of the account; the shop's until it is known. */
  currency: string;
  timezone: string;
  lastSyncedAt: Date | null;
}

/** A shop's ad accounts that are not switched off, oldest first. */
export async function loadAdAccounts(db: Db, shopId: string): Promise<AdAccount[]> {
  const rows = await db
    .selectFrom('app_dashboard.connectors as c')
    .innerJoin('app_dashboard.shops as s', 's.id', 'c.shop_id')
    .select(['c.shop_id', 'c.id', 'c.platform', 'c.mode', 'c.name', 'c.last_synced_at'])
    .select(['c.currency', 'c.timezone'])
    .select(['s.currency as shop_currency', 's.timezone as shop_timezone'])
    .where('c.shop_id', '=', shopId)
    .where('c.kind', '=', 'ads')
    .where('c.status', '<>', 'disabled')
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute();
  return rows.map((row) => ({
    shopId: row.shop_id,
    shopTimezone: row.shop_timezone,
    id: row.id,
    platform: row.platform,
    mode: row.mode,
    name: row.name,
    currency: row.currency ?? row.shop_currency,
    timezone: row.timezone ?? row.shop_timezone,
    lastSyncedAt: row.last_synced_at,
  }));
}

/** @throws AppError `not_found` */
export async function loadAdAccount(
  db: Db,
  key: { shopId: string; connectorId: string },
): Promise<AdAccount> {
  const accounts = isRowId(key.shopId) ? await loadAdAccounts(db, key.shopId) : [];
  const account = accounts.find(({ id }) => id === key.connectorId);
  if (!account) throw new AppError('not_found', 'This shop has no such ad account');
  return account;
}
