import { type JsonObject, noteTexts, type PlatformError } from '@commerce/core';
import type { FailureKind } from '@commerce/simulators/shopify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { download } from './bulk/download.ts';
import { ask } from './client.ts';
import { CostBudget } from './cost-budget.ts';
import { graphqlError, startError, statusError } from './errors.ts';
import { shopify } from './index.ts';
import { ORDERS_COUNT } from './queries/orders.ts';
import { SHOP } from './queries/control.ts';
import { countSchema, shopSchema } from './schemas.ts';
import { type SimulatedShops, startShops } from './test/simulated-shop.ts';

let shops: SimulatedShops;
let domain: string;
beforeAll(async () => {
  shops = await startShops({ historyDays: 3 });
  domain = shops.simulator.control.domains()[1] as string;
});
beforeEach(() => {
  shops.simulator.control.reset();
  shops.simulator.control.clearFailures();
  shops.simulator.control.clearRequests();
});
afterAll(() => shops.close());

const shop = (connection = shops.connection(domain)) => ask(connection, SHOP, shopSchema);
const failing = (kind: FailureKind, times = 1): void =>
  shops.simulator.control.failNext({ kind, times, match: { domain, resource: 'graphql' } });
const requests = (resource: string): number =>
  shops.simulator.control.requests().filter((entry) => entry.resource === resource).length;

describe('connecting', () => {
  it('says what the account is and what is missing', async () => {
    const info = await shopify.connect(shops.connection(domain));
    expect(info).toMatchObject({ external_account_id: domain, warnings: [] });
    shops.simulator.control.setScopes(domain, ['read_orders']);
    const { warnings } = await shopify.connect(shops.connection(domain));
    expect(noteTexts(warnings).join(' ')).toMatch(
      /60 days.*read_products.*read_inventory.*read_customers/s,
    );
  });

  it('explains a token without scopes', async () => {
    shops.simulator.control.setScopes(domain, []);
    await expect(shopify.connect(shops.connection(domain))).rejects.toMatchObject({
      kind: 'permission',
    });
  });

  it('refuses wrong credentials as such', async () => {
    const wrong: JsonObject[] = [
      { client_id: 'a', client_secret: 'b' },
      { access_token: 'shpat_wrong' },
      {},
    ];
    for (const credentials of wrong) {
      await expect(shopify.connect(shops.connection(domain, credentials))).rejects.toMatchObject({
        kind: 'credentials',
      });
    }
  });

  it('does not let a person wait for a shop that is away', async () => {
    failing('http_503', 9);
    await expect(shopify.connect(shops.connection(domain))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(requests('graphql')).toBe(2);
  });

  it('never sends what cannot be a token', async () => {
    for (const access_token of ['shpat_한글', 'shpat_a\nb']) {
      await expect(
        shopify.connect(shops.connection(domain, { access_token })),
      ).rejects.toMatchObject({ kind: 'credentials' });
    }
    expect(shops.simulator.control.requests()).toEqual([]);
  });

  it('never sends a request to a host that is not a shop', async () => {
    const connection = { ...shops.connection(domain), config: { shop_domain: 'evil.com' } };
    await expect(shopify.connect(connection)).rejects.toThrow();
    expect(shops.simulator.control.requests()).toEqual([]);
  });
});

describe('tokens', () => {
  it('are cached, renewed before their end and once when refused', async () => {
    const connection = shops.connection(domain);
    await shop(connection);
    await shop(connection);
    expect(requests('token')).toBe(1);
    shops.simulator.control.advance({ hours: 23, minutes: 55 });
    await shop(connection);
    expect(requests('token')).toBe(2);
    shops.simulator.control.revokeToken(domain, connection.token?.value ?? '');
    await shop(connection);
    expect(requests('token')).toBe(3);
  });

  it('may be static', async () => {
    const { staticToken } = shops.simulator.control.credentials(domain);
    await shop(shops.connection(domain, { access_token: staticToken }));
    expect(requests('token')).toBe(0);
    shops.simulator.control.revokeToken(domain);
    await expect(
      shop(shops.connection(domain, { access_token: staticToken })),
    ).rejects.toMatchObject({ kind: 'credentials' });
  });
});

describe('refusals', () => {
  it.each([
    ['http_402', 'permission'],
    ['http_403', 'permission'],
    ['http_404', 'invalid_request'],
    ['http_423', 'permission'],
    ['malformed', 'schema_drift'],
  ] as const)('%s is %s at once', async (kind, expected) => {
    failing(kind, 9);
    await expect(shop()).rejects.toMatchObject({ kind: expected });
    expect(requests('graphql')).toBe(1);
  });

  it.each([
    'throttled',
    'http_429',
    'http_500',
    'http_502',
    'http_503',
    'internal_error',
    'close_socket',
  ] as const)('%s is tried again', async (kind) => {
    failing(kind, 2);
    await expect(shop()).resolves.toMatchObject({ data: { shop: { myshopifyDomain: domain } } });
    expect(requests('graphql')).toBe(3);
  });

  it('gives up after a bounded number of tries, waiting longer each time', async () => {
    failing('http_503', 99);
    const connection = shops.connection(domain);
    await expect(shop(connection)).rejects.toMatchObject({
      kind: 'unavailable',
      platformCode: '503',
    });
    expect(requests('graphql')).toBe(6);
    expect(connection.slept).toHaveLength(5);
    expect(connection.slept.at(-1)).toBeGreaterThan(connection.slept[0] as number);
  });

  it('treats a filter that was ignored as a failure', async () => {
    const variables = { filter: "changed_on:>='2026-01-01T00:00:00Z'", limit: 10 };
    await expect(
      ask(shops.connection(domain), ORDERS_COUNT, countSchema, { variables }),
    ).rejects.toMatchObject({ platformCode: 'search_warning' });
  });

  it('keeps the body of an answer it does not know', async () => {
    failing('malformed');
    const error = (await shop().catch((cause: unknown) => cause)) as PlatformError;
    expect(String(error.rejected?.body).length).toBeGreaterThan(0);
  });

  it.each([
    [401, 'credentials'],
    [402, 'permission'],
    [403, 'permission'],
    [404, 'invalid_request'],
    [408, 'unavailable'],
    [418, 'invalid_request'],
    [423, 'permission'],
    [429, 'rate_limited'],
    [430, 'permission'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('HTTP %i is %s', (status, kind) => {
    expect(statusError(status, '', undefined).kind).toBe(kind);
  });

  it('waits as long as the header says', () => {
    expect(statusError(429, '', '4.0').retryAfterMs).toBe(4000);
    expect(statusError(429, '', undefined).retryAfterMs).toBeGreaterThan(0);
  });

  it.each([
    ['ACCESS_DENIED', 'permission'],
    ['THROTTLED', 'rate_limited'],
    ['INTERNAL_SERVER_ERROR', 'unavailable'],
    ['TIMEOUT', 'unavailable'],
    ['SHOP_INACTIVE', 'permission'],
    ['UNAUTHORIZED', 'credentials'],
    ['MAX_COST_EXCEEDED', 'invalid_request'],
    ['undefinedField', 'invalid_request'],
  ])('code %s is %s', (code, kind) => {
    const error = graphqlError(
      [{ message: 'said', extensions: { code, requiredAccess: '`read_x`' } }],
      '{}',
    );
    expect(error).toMatchObject({ kind, platformCode: code });
    expect(error.message).toContain('read_x');
  });

  it.each([
    ['OPERATION_IN_PROGRESS', 'rate_limited'],
    ['LIMIT_REACHED', 'rate_limited'],
    ['INVALID', 'invalid_request'],
    [null, 'invalid_request'],
  ])('start code %s is %s', (code, kind) => {
    expect(startError(code, 'said').kind).toBe(kind);
  });
});

describe('the cost budget', () => {
  it('waits until the bucket holds what the query asked for last time', () => {
    const budget = new CostBudget();
    expect(budget.waitFor('Q', 0)).toBe(0);
    budget.learn(
      'Q',
      {
        requestedQueryCost: 500,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 100, restoreRate: 100 },
      },
      0,
    );
    expect(budget.waitFor('Q', 0)).toBe(4000);
    expect(budget.waitFor('Q', 3000)).toBe(1000);
    expect(budget.waitFor('Q', 60_000)).toBe(0);
    expect(budget.waitFor('other', 0)).toBe(0);
  });

  it('is kept per connection, so that an empty bucket is waited for before it refuses', async () => {
    const connection = shops.connection(domain);
    await shop(connection);
    shops.simulator.control.drainBucket(domain, 0);
    await expect(shop(connection)).resolves.toBeDefined();
    expect(connection.slept.length).toBeGreaterThan(0);
  });
});

describe('a bulk result', () => {
  it.each([
    'http://storage.googleapis.com/x',
    'https://storage.googleapis.com.evil.com/x',
    'https://evil.com/storage.googleapis.com',
    'https://storage.googleapis.com:8443/x',
    'https://user:pw@storage.googleapis.com/x',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
    'nonsense',
  ])('is not fetched from %s', async (link) => {
    const run = download(shops.connection(domain), link, new AbortController().signal);
    await expect(run.next()).rejects.toMatchObject({ kind: 'schema_drift' });
    expect(shops.simulator.control.requests()).toEqual([]);
  });
});
