import {
  type Client,
  createClient,
  type ExecutionsFilter,
  type ProposalsFilter,
} from '@commerce/api/client';
import { cookies } from 'next/headers';
import { apiOrigin } from '../config.ts';
import type { DayRange } from '../range/range.ts';
import { type Answer, answerOf } from './problem.ts';
import type {
  ApiKey,
  Execution,
  Me,
  Proposal,
  Shop,
  ShopMetrics,
  ShopSummary,
  SyncStatus,
} from './types.ts';

const PAGE_SIZE = 200;

/** Asks the API over loopback in the name of whoever asked for the page. */
export async function ask<T>(call: (client: Client) => Promise<T>): Promise<Answer<T>> {
  const cookie = (await cookies()).toString();
  const client = createClient({
    baseUrl: apiOrigin(),
    headers: { cookie },
    fetch: (input, init) => fetch(input, { ...init, cache: 'no-store' }),
  });
  return await answerOf(call(client));
}

export const readMe = (): Promise<Answer<Me>> => ask((client) => client.auth.me());

export const readShops = (): Promise<Answer<Shop[]>> =>
  ask(async (client) => {
    const shops: Shop[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.shops.list({ limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) });
      shops.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    return shops;
  });

export const readShopSummaries = (): Promise<Answer<ShopSummary[]>> =>
  ask(async (client) => (await client.shops.summary()).items);

export const readMetrics = (shopId: string, range: DayRange): Promise<Answer<ShopMetrics>> =>
  ask((client) => client.shops.metrics(shopId, { from: range.from, to: range.to }));

export const readSyncStatus = (shopId: string): Promise<Answer<SyncStatus>> =>
  ask((client) => client.shops.syncStatus(shopId));

export const readApiKeys = (): Promise<Answer<ApiKey[]>> =>
  ask(async (client) => (await client.apiKeys.list()).items);

export const readProposals = (filter: ProposalsFilter) =>
  ask((client) => client.proposals.list(filter));

export const readProposal = (id: string) => ask((client) => client.proposals.get(id));

export const readExecutions = (filter: ExecutionsFilter) =>
  ask((client) => client.executions.list(filter));

/** The execution that belongs to a proposal; null where there is none, or none could be read. */
export async function readExecutionOf(
  proposal: Pick<Proposal, 'execution'> | undefined,
): Promise<Execution | null> {
  const id = proposal?.execution?.id;
  if (!id) return null;
  const answer = await ask((client) => client.executions.get(id));
  return answer.ok ? answer.data : null;
}

export const readKillSwitch = () => ask((client) => client.killSwitch.status());
