import { type EntityLevel, type EntityRow, type LiveState, PlatformError } from '@commerce/core';
import { z } from 'zod';
import type { Connection } from '../platform/connection.ts';
import { createGraph, SHORT } from './client.ts';
import { type AccountContext, mapAd, mapAdset, mapCampaign } from './map-entities.ts';
import { adSchema, adsetSchema, campaignSchema } from './schemas.ts';
import { readConfig } from './settings.ts';

const COMMON = 'account_id,name,status,effective_status,updated_time,campaign_id';
const BUDGETS = 'daily_budget,lifetime_budget';
const owned = { account_id: z.union([z.string(), z.number()]).transform(String) };

type Reader = (connection: Connection, id: string, account: AccountContext) => Promise<Found>;
type Found = { row: EntityRow; accountId: string };

const READERS: Readonly<Record<'campaign' | 'adset' | 'ad', Reader>> = {
  async campaign(connection, id, account) {
    const fields = { fields: `${COMMON.replace(',campaign_id', '')},${BUDGETS}` };
    const schema = campaignSchema.extend(owned);
    const { value } = await createGraph(connection, undefined, SHORT).get(id, fields, schema);
    return { row: mapCampaign(value, account), accountId: value.account_id };
  },
  async adset(connection, id, account) {
    const fields = { fields: `${COMMON},${BUDGETS}` };
    const schema = adsetSchema.extend(owned);
    const { value } = await createGraph(connection, undefined, SHORT).get(id, fields, schema);
    return { row: mapAdset(value, account), accountId: value.account_id };
  },
  async ad(connection, id, account) {
    const fields = { fields: `${COMMON},adset_id` };
    const schema = adSchema.extend(owned);
    const { value } = await createGraph(connection, undefined, SHORT).get(id, fields, schema);
    return { row: mapAd(value, account), accountId: value.account_id };
  },
};

/**
 * The object as Meta shows it now; budgets in the account's currency, major units.
 * @throws PlatformError, `permission` for an object of another ad account
 */
export async function readLive(
  connection: Connection,
  target: { level: EntityLevel; entity_id: string },
): Promise<LiveState> {
  const { ad_account_id } = readConfig(connection.config);
  const currency = currencyOf(connection);
  const account = { id: ad_account_id, currency };
  const { row, accountId } = await readerOf(target.level)(connection, objectId(target), account);
  if (accountId !== ad_account_id) {
    throw new PlatformError(
      'permission',
      // The token may see accounts of other shops, so nothing of the object is told.
      `Object ${target.entity_id} is not of ad account ${ad_account_id}; it is left alone`,
    );
  }
  return {
    name: row.name,
    status: row.status ?? 'UNKNOWN',
    effective_status: row.effective_status,
    daily_budget: row.daily_budget,
    lifetime_budget: row.lifetime_budget,
    currency,
    updated_at: row.source_updated_at,
  };
}

/** The object's id, which becomes a path. @throws PlatformError `invalid_request` for anything but a number */
export function objectId({ entity_id }: { entity_id: string }): string {
  if (/^\d{1,30}$/.test(entity_id)) return entity_id;
  throw new PlatformError('invalid_request', `"${entity_id.slice(0, 40)}" is no object of Meta's`);
}

/** @throws PlatformError `invalid_request` while the account's currency is not known */
export function currencyOf({ account }: Connection): string {
  if (account?.currency) return account.currency;
  throw new PlatformError(
    'invalid_request',
    'The currency of the ad account is not known yet; sync it first',
  );
}

function readerOf(level: EntityLevel): Reader {
  if (level === 'campaign' || level === 'adset' || level === 'ad') return READERS[level];
  throw new PlatformError('invalid_request', `Nothing can be changed at ${level} level on Meta`);
}
