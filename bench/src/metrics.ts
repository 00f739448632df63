import { randomBytes } from 'node:crypto';
import { createDatabase, createPool } from '@commerce/db';
import { type Actor, type EngineContext, shopMetrics } from '@commerce/engine';
import pg from 'pg';
import { serverDatabase } from './bench-database.ts';
import { benchContext } from './bench-context.ts';
import { programArgs } from '../../tools/build-programs.mjs';
import { addAgency, addShops } from './business/people.ts';
import { recordStatements, type Statement } from './business/record-statements.ts';
import { seedBusiness } from './business/seed-business.ts';
import { FULL_BUSINESS, metricCount, orderCount, QUICK_BUSINESS } from './business/size.ts';
import { concurrently } from './concurrently.ts';
import { createClient } from './product/ask.ts';
import { makeKeys, sessionCookie } from './product/credentials.ts';
import { runProduct } from './product/run-product.ts';
import { atMost, type BenchOptions, median, percentile, type Result } from './result.ts';

const CLIENTS = 20;
const RANGE_DAYS = 90;
/** Within the burst that the product allows one key. */
const FULL_REQUESTS = 180;
/** Of each client before the clock runs: a server that has just started still compiles itself. */
const WARM_UP = 100;
const QUICK_REQUESTS = 40;
const PAGES = 15;

interface Business {
  url: string;
  ctx: EngineContext;
  owner: Actor;
  shopIds: string[];
  range: { from: string; to: string };
  requests: number;
}

/**
 * A shop's figures of 90 days over HTTP from the running product, asked by 20 clients without pause, each
 * going round all shops. The limit is the report's own statements, sent by 20 connections without pause.
 * Then the dashboard page of the same shops.
 */
export async function metrics(options: BenchOptions): Promise<Result[]> {
  if (options.serverUrl === null) {
    options.onProgress('left out: set BENCH_DATABASE_URL to a Postgres server');
    return [];
  }
  const size = options.quick ? QUICK_BUSINESS : FULL_BUSINESS;
  const database = await serverDatabase(options.serverUrl);
  const pool = createPool({
    connection: { connectionString: database.url },
    max: 4,
    statementTimeoutMs: 0,
  });
  try {
    const { agencyId, owner } = await addAgency(pool);
    const shopIds = await addShops(pool, agencyId, size.shops);
    await seedBusiness(pool, size, (message) => options.onProgress(message));
    const ctx = benchContext(createDatabase(pool), options.scratchDir);
    const requests = options.quick ? QUICK_REQUESTS : FULL_REQUESTS;
    const business = { url: database.url, ctx, owner, shopIds, range: lastDays(), requests };
    const of = `${orderCount(size).toLocaleString('en-US')} orders, ${metricCount(size).toLocaleString('en-US')} metric rows`;
    return await measure(business, of, options);
  } finally {
    await pool.end();
    await database.close();
  }
}

function lastDays(): { from: string; to: string } {
  const day = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return { from: day(RANGE_DAYS), to: day(1) };
}

async function measure(business: Business, of: string, options: BenchOptions): Promise<Result[]> {
  options.onProgress(`bare SQL, ${CLIENTS} connections`);
  const bare = await bareSql(business);
  options.onProgress('starting the product');
  const product = await runProduct([...(await programArgs('commerce')), 'web'], {
    DATABASE_URL: business.url,
    COMMERCE_MASTER_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    COMMERCE_DATA_DIR: options.scratchDir,
  });
  try {
    options.onProgress(`GET …/metrics, ${CLIENTS} clients`);
    const first = await firstRequests(business, product.origin);
    const api = await apiTimes(business, product.origin);
    options.onProgress('the dashboard page');
    const pages = await pageTimes(business, product.origin);
    return report({ of, bare, first, api, pages });
  } finally {
    await product.stop();
  }
}

async function bareSql({ url, ctx, owner, shopIds, range, requests }: Business): Promise<number[]> {
  const connection = { connectionString: url };
  const scripts: Statement[][] = [];
  for (const shopId of shopIds) {
    const run = (db: EngineContext['db']) =>
      shopMetrics({ ...ctx, db, actor: owner }, { shopId, ...range });
    scripts.push(await recordStatements(connection, run));
  }
  const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: url }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    return await concurrently(CLIENTS, requests / 4, async (client, index) => {
      const start = performance.now();
      for (const { text, values } of scripts[(client + index) % scripts.length] as Statement[]) {
        await (clients[client] as pg.Client).query(text, values);
      }
      return performance.now() - start;
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

const addressOf = ({ range }: Business, origin: string, shopId: string): string =>
  `${origin}/api/shops/${shopId}/metrics?from=${range.from}&to=${range.to}`;

/** One after the other, so that none was answered before. */
async function firstRequests(business: Business, origin: string): Promise<number[]> {
  const [key = ''] = await makeKeys(business.ctx, business.owner, 1);
  const client = createClient({ authorization: `Bearer ${key}` });
  try {
    const times: number[] = [];
    for (const shopId of business.shopIds)
      times.push(await timed(client, addressOf(business, origin, shopId)));
    return times;
  } finally {
    client.close();
  }
}

async function apiTimes(business: Business, origin: string): Promise<number[]> {
  const keys = await makeKeys(business.ctx, business.owner, CLIENTS);
  const clients = keys.map((key) => createClient({ authorization: `Bearer ${key}` }));
  const { shopIds } = business;
  const ask = (client: number, index: number) => {
    const shopId = shopIds[(client + index) % shopIds.length] as string;
    return timed(clients[client] as (typeof clients)[number], addressOf(business, origin, shopId));
  };
  try {
    await concurrently(CLIENTS, WARM_UP, ask);
    return await concurrently(CLIENTS, business.requests, ask);
  } finally {
    for (const client of clients) client.close();
  }
}

async function pageTimes(business: Business, origin: string): Promise<number[]> {
  const { ctx, owner, shopIds, range } = business;
  const cookie = await sessionCookie(ctx, owner, origin);
  const client = createClient({ cookie, accept: 'text/html' });
  const page = (shopId: string) => `${origin}/shops/${shopId}?from=${range.from}&to=${range.to}`;
  try {
    if ((await client.get(page(shopIds[0] as string))).status === 503) return [];
    const times: number[] = [];
    for (let index = 0; index < PAGES; index += 1) {
      times.push(await timed(client, page(shopIds[index % shopIds.length] as string)));
    }
    return times;
  } finally {
    client.close();
  }
}

async function timed(client: ReturnType<typeof createClient>, url: string): Promise<number> {
  const { status, body, milliseconds } = await client.get(url);
  if (status !== 200) throw new Error(`${url} answered ${status}: ${body.slice(0, 300)}`);
  return milliseconds;
}

function report(times: {
  of: string;
  bare: number[];
  first: number[];
  api: number[];
  pages: number[];
}): Result[] {
  const { of, bare, first, api, pages } = times;
  const line = (
    measure: string,
    value: number,
    unit: Result['unit'],
    goal: Result['goal'] = null,
  ): Result => ({ benchmark: 'metrics of 90 days', measure, value, unit, goal });
  const slowest = percentile(api, 0.99);
  const ratio = slowest / percentile(bare, 0.99);
  const page = pages.length === 0 ? [] : [median(pages)];
  return [
    line(`bare SQL, ${CLIENTS} connections, p99 (${of})`, percentile(bare, 0.99), 'ms'),
    line('GET alone, first time', median(first), 'ms'),
    line(`GET, ${CLIENTS} clients, median`, median(api), 'ms'),
    line(`GET, ${CLIENTS} clients, p99`, slowest, 'ms', atMost(slowest, 50, 'ms')),
    line('GET / bare SQL, p99', ratio, '×', atMost(ratio, 3, '×')),
    ...page.map((value) => line('dashboard page', value, 'ms', atMost(value, 300, 'ms'))),
  ];
}
