import { PlatformError, type SyncNote, syncNote } from '@commerce/core';
import type { Connection } from '../platform/connection.ts';
import type { AccountInfo } from '../platform/platform.ts';
import { createGraph, type Graph, SHORT } from './client.ts';
import { MetaError } from './errors.ts';
import { ACCOUNT_FIELDS } from './fields.ts';
import { type AccountWire, accountSchema, permissionsSchema } from './schemas.ts';
import { readConfig } from './settings.ts';

const PAGE = 100;
const READING_SCOPES = ['ads_read', 'ads_management'];

/** Source: AdAccount.account_status of the Marketing API; 1 (active) needs no words. */
const STATUS_NOTES: Readonly<Record<number, SyncNote>> = {
  2: syncNote(
    'account_disabled',
    'The ad account is disabled: no ads run. Meta keeps its past figures readable.',
  ),
  3: syncNote(
    'account_unsettled',
    'The ad account has an unsettled payment: ads may stop. Settle it in Billing.',
  ),
  7: syncNote('account_under_review', 'The ad account is under risk review.'),
  8: syncNote('account_payment_pending', 'The ad account has a payment pending.'),
  9: syncNote('account_in_grace_period', 'The ad account is in its payment grace period.'),
  100: syncNote('account_closing', 'The ad account is about to be closed.'),
  101: syncNote('account_closed', 'The ad account is closed. Its past figures can still be read.'),
};

/**
 * Reads the configured ad account with the token.
 * @throws PlatformError `credentials` for a token Meta does not accept, `permission` when it lacks ads_read or the account.
 */
export async function connect(connection: Connection): Promise<AccountInfo> {
  const graph = createGraph(connection, undefined, SHORT);
  const { ad_account_id } = readConfig(connection.config);
  const scopes = await readScopes(graph);
  const { value } = await graph.get(
    `act_${ad_account_id}`,
    { fields: ACCOUNT_FIELDS },
    accountSchema,
  );
  return describe(value, scopes);
}

/** All ad accounts the token can see. */
export async function listAccounts(connection: Connection): Promise<AccountInfo[]> {
  const graph = createGraph(connection, undefined, SHORT);
  const scopes = await readScopes(graph);
  const accounts: AccountInfo[] = [];
  for await (const page of graph.pages(
    'me/adaccounts',
    { fields: ACCOUNT_FIELDS },
    accountSchema,
    PAGE,
  )) {
    accounts.push(...page.map(({ value }) => describe(value, scopes)));
  }
  return accounts;
}

const READ_ONLY = syncNote(
  'ads_read_only',
  'The token can read but not change ads (no ads_management).',
);

function describe(account: AccountWire, scopes: string[]): AccountInfo {
  const warning = STATUS_NOTES[account.account_status ?? 1];
  const readOnly = scopes.length > 0 && !scopes.includes('ads_management');
  return {
    external_account_id: account.account_id,
    name: account.name,
    currency: account.currency,
    timezone: account.timezone_name,
    scopes,
    warnings: [...(warning ? [warning] : []), ...(readOnly ? [READ_ONLY] : [])],
  };
}

/** Granted permissions; empty when Meta does not tell them for this kind of token. */
async function readScopes(graph: Graph): Promise<string[]> {
  const scopes: string[] = [];
  try {
    for await (const page of graph.pages('me/permissions', {}, permissionsSchema, PAGE)) {
      for (const { value } of page) if (value.status === 'granted') scopes.push(value.permission);
    }
  } catch (error) {
    const untold =
      error instanceof PlatformError &&
      (error.kind === 'invalid_request' || error.kind === 'permission');
    if (!untold) throw error;
    return [];
  }
  if (scopes.length > 0 && !READING_SCOPES.some((scope) => scopes.includes(scope))) {
    throw new MetaError(
      'permission',
      'The token lacks the permission ads_read. Generate a new system-user token with ads_read ticked and connect again.',
    );
  }
  return scopes;
}
