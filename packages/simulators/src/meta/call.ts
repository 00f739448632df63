import type { Account } from './entities.ts';
import { notVisible } from './errors.ts';
import type { Params } from './params.ts';
import type { PageAddress } from './paging.ts';
import type { SimState } from './state.ts';
import { requireAccount, type Token } from './tokens.ts';

/** One authenticated request to the simulated Graph API. */
export interface Call {
  state: SimState;
  method: string;
  /** After the version, without slashes at its ends. */
  path: string;
  version: string;
  origin: string;
  params: Params;
  token: Token;
  /** Filled by the handlers: decides which counters the call is charged to. */
  charge: (accountId: string | null, useCase: 'ads_insights' | 'ads_management') => void;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

export function pageAddress(call: Call): PageAddress {
  return {
    origin: call.origin,
    path: `/${call.version}/${call.path}`,
    params: call.params,
    accessToken: call.token.value,
  };
}

/** The account behind `act_123`, if it exists and the token may see it. */
export function accountOf(call: Call, actId: string): Account {
  const account = call.state.accounts.get(actId.replace(/^act_/, ''));
  if (!account || !actId.startsWith('act_')) throw notVisible(actId);
  requireAccount(call.token, account.id);
  return account;
}
