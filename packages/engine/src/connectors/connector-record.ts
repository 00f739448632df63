import {
  AppError,
  type ConnectorMode,
  type ConnectorStatus,
  type JsonObject,
} from '@commerce/core';
import type { Db } from '@commerce/db';
import { isRowId } from '../access/require-shop.ts';

/** A connector as the engine works with it; secrets are not part of it. */
export interface ConnectorRecord {
  id: string;
  shopId: string;
  shopTimezone: string;
  platform: string;
  mode: ConnectorMode;
  externalAccountId: string;
  name: string;
  /** Of the account; null until it is known. */
  currency: string | null;
  timezone: string | null;
  config: JsonObject;
  status: ConnectorStatus;
  simulated: boolean;
  lastSyncedAt: Date | null;
}

/**
 * Reads one connector, of any shop unless one is named.
 * @throws AppError `not_found`
 */
export async function loadConnector(
  db: Db,
  key: { connectorId: string; shopId?: string },
): Promise<ConnectorRecord> {
  const row = isRowId(key.connectorId)
    ? await selectConnectors(db)
        .where('c.id', '=', key.connectorId)
        .$if(key.shopId !== undefined, (query) => query.where('c.shop_id', '=', key.shopId ?? ''))
        .executeTakeFirst()
    : undefined;
  if (!row) throw new AppError('not_found', 'There is no such connector in this shop');
  return toConnector(row);
}

/** All connectors of a shop, optionally of one platform, oldest first. */
export async function listConnectors(
  db: Db,
  key: { shopId: string; platform?: string },
): Promise<ConnectorRecord[]> {
  const rows = await selectConnectors(db)
    .where('c.shop_id', '=', key.shopId)
    .$if(key.platform !== undefined, (query) => query.where('c.platform', '=', key.platform ?? ''))
    .orderBy('c.created_at')
    .orderBy('c.id')
    .execute();
  return rows.map(toConnector);
}

function selectConnectors(db: Db) {
  return db
    .selectFrom('app_dashboard.connectors as c')
    .innerJoin('app_dashboard.shops as s', 's.id', 'c.shop_id')
    .selectAll('c')
    .select('s.timezone as shop_timezone');
}

type ConnectorRow = Awaited<ReturnType<ReturnType<typeof selectConnectors>['execute']>>[number];

function toConnector(row: ConnectorRow): ConnectorRecord {
  return {
    id: row.id,
    shopId: row.shop_id,
    shopTimezone: row.shop_timezone,
    platform: row.platform,
    mode: row.mode,
    externalAccountId: row.external_account_id,
    name: row.name,
    currency: row.currency,
    timezone: row.timezone,
    config: row.config as JsonObject,
    status: row.status,
    simulated: row.simulated,
    lastSyncedAt: row.last_synced_at,
  };
}
