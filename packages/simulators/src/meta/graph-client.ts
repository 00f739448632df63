import { type MetaSimulator, startMetaSimulator } from './simulator.ts';
import type { MetaSimulatorOptions } from './options.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Tests look into whatever came back, like a person with curl. */
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface GraphClient {
  sim: MetaSimulator;
  get(path: string, params?: Record<string, unknown>): Promise<Answer>;
  post(path: string, form?: Record<string, unknown>): Promise<Answer>;
  /** Every row behind all pages. */
  all(path: string, params?: Record<string, unknown>): Promise<Record<string, unknown>[]>;
}

export const NOON_IN_SEOUL = '2026-11-20T03:00:00Z';

/** A running simulator with a still clock, and the plainest possible client of it. */
export async function openGraph(options: MetaSimulatorOptions = {}): Promise<GraphClient> {
  const sim = await startMetaSimulator({
    now: () => new Date(NOON_IN_SEOUL),
    historyDays: 100,
    ...options,
  });
  const encode = (params: Record<string, unknown>) =>
    new URLSearchParams(
      Object.entries({ access_token: sim.accessToken, ...params })
        .filter(([, value]) => value !== null)
        .map(([k, v]): [string, string] => [k, typeof v === 'string' ? v : JSON.stringify(v)]),
    );
  const url = (path: string) => `${sim.origin}/${/^v\d/.test(path) ? '' : 'v26.0/'}${path}`;
  const get = (path: string, params: Record<string, unknown> = {}) =>
    read(fetch(path.startsWith('http') ? path : `${url(path)}?${encode(params)}`));
  const post = (path: string, form: Record<string, unknown> = {}) =>
    read(fetch(url(path), { method: 'POST', body: encode(form) }));
  const all = async (path: string, params: Record<string, unknown> = {}) => {
    const rows: Record<string, unknown>[] = [];
    let next: string | undefined = path;
    for (let pages = 0; next !== undefined && pages < 200; pages++) {
      const answer = await get(next, params);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      rows.push(...answer.body.data);
      next = answer.body.paging?.next;
    }
    return rows;
  };
  return { sim, get, post, all };
}

async function read(pending: Promise<Response>): Promise<Answer> {
  const response = await pending;
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: json ? JSON.parse(text) : text,
  };
}
