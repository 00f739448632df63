import { SHOP_PROFILES } from '../world/profiles.ts';
import { reachShopify } from './reach.ts';
import {
  type ShopifySimulator,
  type ShopifySimulatorOptions,
  startShopifySimulator,
} from './index.ts';

export const PORTLAND = 'fern-and-field.myshopify.com';
export const SEOUL = 'ongyeol-seoul.myshopify.com';
export const NOON = '2026-11-20T12:00:00Z';

/** Answers are read by path in tests. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

export interface Caller {
  sim: ShopifySimulator;
  api(query: string, variables?: Record<string, unknown>, token?: string): Promise<Json>;
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** Starts a bulk operation and reads it until it leaves CREATED and RUNNING. */
  bulk(query: string, grouped?: boolean): Promise<Json>;
  /** Fetches a result file by the link the platform gave. */
  file(url: string): Promise<Response>;
  rows(url: string): Promise<Json[]>;
}

/** A simulator with a frozen clock and a client for its Portland shop. */
export async function startCaller(options: ShopifySimulatorOptions = {}): Promise<Caller> {
  const sim = await startShopifySimulator({
    now: () => new Date(NOON),
    historyDays: 30,
    profiles: SHOP_PROFILES.filter(({ domain }) => domain === PORTLAND || domain === SEOUL),
    seed: 'test',
    ...options,
  });
  const raw = (path: string, init?: RequestInit) => fetch(`${sim.origin}/${PORTLAND}${path}`, init);
  const api: Caller['api'] = async (query, variables, token) => {
    const response = await raw('/admin/api/2026-01/graphql.json', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Shopify-Access-Token': token ?? sim.control.credentials(PORTLAND).staticToken,
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  const bulk: Caller['bulk'] = async (query, grouped = false) => {
    const started = await api(RUN, { query, grouped });
    const { bulkOperation, userErrors } = started.data.bulkOperationRunQuery;
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    for (let poll = 0; poll < 10; poll++) {
      const { data } = await api(POLL, { id: bulkOperation.id });
      if (!['CREATED', 'RUNNING'].includes(data.bulkOperation.status)) return data.bulkOperation;
    }
    throw new Error('The bulk operation never ended.');
  };
  const file: Caller['file'] = (url) => fetch(reachShopify(sim.origin)(new URL(url)));
  const rows: Caller['rows'] = async (url) => {
    const text = await (await file(url)).text();
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  };
  return { sim, api, raw, bulk, file, rows };
}

export const RUN = `mutation ($query: String!, $grouped: Boolean! = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $grouped) {
    bulkOperation { id status objectCount rootObjectCount fileSize url completedAt }
    userErrors { field message code } } }`;

export const POLL = `query ($id: ID!) { bulkOperation(id: $id) { id type status errorCode createdAt
  completedAt objectCount rootObjectCount fileSize url partialDataUrl } }`;
