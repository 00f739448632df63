import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, PORTLAND, startCaller } from '../test-caller.ts';
import { servedVersion } from './admin-routes.ts';

const SHOP = '{ shop { name } }';
const WRONG = '[API] Invalid API key or access token (unrecognized login or wrong password)';

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.sim.close());

async function requestToken(fields: Record<string, string> = {}) {
  const { clientId, clientSecret } = caller.sim.control.credentials(PORTLAND);
  const body = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
  };
  return caller.raw('/admin/oauth/access_token', {
    method: 'POST',
    body: new URLSearchParams({ ...body, ...fields }),
  });
}

describe('access', () => {
  it('is refused with a wrong or missing token', async () => {
    expect(await caller.api(SHOP, {}, 'shpat_wrong')).toEqual({ errors: WRONG });
    const bare = await caller.raw('/admin/api/2026-01/graphql.json', {
      method: 'POST',
      body: '{}',
    });
    expect(bare.status).toBe(401);
  });

  it('is granted by client credentials for 24 hours of the simulated clock', async () => {
    const { access_token, expires_in, scope } = (await (await requestToken()).json()) as {
      access_token: string;
      expires_in: number;
      scope: string;
    };
    expect(expires_in).toBe(86_399);
    expect(scope.split(',')).toContain('read_orders');
    expect((await caller.api(SHOP, {}, access_token)).data.shop.name).toBe('Fern & Field');
    caller.sim.control.advance({ hours: 23, minutes: 59 });
    expect((await caller.api(SHOP, {}, access_token)).data).toBeDefined();
    caller.sim.control.advance({ minutes: 1 });
    expect(await caller.api(SHOP, {}, access_token)).toEqual({ errors: WRONG });
    expect((await caller.api(SHOP)).data.shop.name).toBe('Fern & Field');
  });

  it('is refused to a wrong secret and after revocation', async () => {
    expect((await requestToken({ client_secret: 'guess' })).status).toBe(400);
    caller.sim.control.revokeToken(PORTLAND);
    expect(await caller.api(SHOP)).toEqual({ errors: WRONG });
    expect((await requestToken()).status).toBe(200);
  });

  it('misses fields whose scope was not granted', async () => {
    caller.sim.control.setScopes(PORTLAND, ['read_products']);
    const answer = await caller.api('{ shop { name } orders(first: 1) { nodes { id } } }');
    expect(answer.data).toBeNull();
    expect(answer.errors).toEqual([
      {
        message: 'Access denied for orders field. Required access: `read_orders` access scope.',
        locations: [{ line: 1, column: 17 }],
        path: ['orders'],
        extensions: {
          code: 'ACCESS_DENIED',
          documentation: 'https://shopify.dev/api/usage/access-scopes',
          requiredAccess: '`read_orders` access scope.',
        },
      },
    ]);
    const scopes = await caller.api('{ currentAppInstallation { accessScopes { handle } } }');
    expect(scopes.data.currentAppInstallation.accessScopes).toEqual([{ handle: 'read_products' }]);
  });

  it('to a nullable field alone is answered with null beside the rest', async () => {
    caller.sim.control.setScopes(PORTLAND, ['read_orders', 'read_all_orders']);
    const query = '{ orders(first: 2, query: "test:false") { nodes { id customer { id } } } }';
    const answer = await caller.api(query);
    expect(answer.data.orders.nodes[0].customer).toBeNull();
    expect(answer.errors[0].path).toEqual(['orders', 'nodes', 0, 'customer']);
  });

  it('reaches back 60 days without read_all_orders', async () => {
    await caller.sim.close();
    caller = await startCaller({ historyDays: 90 });
    const count = async () =>
      (await caller.api('{ ordersCount { count } }')).data.ordersCount.count as number;
    const all = await count();
    caller.sim.control.setScopes(PORTLAND, ['read_orders']);
    expect(await count()).toBeLessThan(all * 0.8);
  });

  it('names the served version and knows only supported ones', async () => {
    expect(['2026-01', '2025-04', '2026-02', '2026-04', 'unstable'].map(servedVersion)).toEqual([
      '2026-01',
      '2026-01',
      null,
      null,
      null,
    ]);
    const token = caller.sim.control.credentials(PORTLAND).staticToken;
    const init = {
      method: 'POST',
      headers: { 'X-Shopify-Access-Token': token },
      body: JSON.stringify({ query: SHOP }),
    };
    const old = await caller.raw('/admin/api/2024-07/graphql.json', init);
    expect(old.headers.get('x-shopify-api-version')).toBe('2026-01');
    expect(old.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await caller.raw('/admin/api/2031-01/graphql.json', init)).status).toBe(404);
    const nowhere = `${caller.sim.origin}/nobody.myshopify.com/admin/api/2026-01/graphql.json`;
    expect((await fetch(nowhere, init)).status).toBe(404);
  });
});

describe('ordered failures', () => {
  const statusOf = async () => {
    const token = caller.sim.control.credentials(PORTLAND).staticToken;
    const headers = { 'X-Shopify-Access-Token': token };
    const body = JSON.stringify({ query: SHOP });
    const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(300) };
    const response = await caller.raw('/admin/api/2026-01/graphql.json', init);
    await response.json();
    return response.status;
  };

  it('happen once, to what they match, and leave the rest alone', async () => {
    const { control } = caller.sim;
    control.failNext({ kind: 'http_503', match: { field: 'shop' } });
    expect((await caller.api('{ locations(first: 1) { nodes { name } } }')).data).toBeDefined();
    expect(await statusOf()).toBe(503);
    expect(await statusOf()).toBe(200);
    control.failNext({ kind: 'http_500', times: 2 });
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([500, 500, 200]);
    control.failNext({ kind: 'throttled' });
    expect((await caller.api(SHOP)).errors[0].extensions.code).toBe('THROTTLED');
  });

  it('break the connection or the body', async () => {
    for (const kind of [
      'truncate',
      'malformed',
      'close_socket',
      'lost_response',
      'hang',
    ] as const) {
      caller.sim.control.failNext({ kind });
      await expect(statusOf(), kind).rejects.toThrow();
    }
    expect(await statusOf()).toBe(200);
    expect(caller.sim.control.requests().map((row) => row.failure)).toContain('lost_response');
  });

  it('refuse unknown kinds', () => {
    expect(() => caller.sim.control.failNext({ kind: 'boom' as never })).toThrow(/no failure kind/);
  });
});

describe('the control address', () => {
  const post = (verb: string, body: unknown = {}) =>
    fetch(`${caller.sim.origin}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });

  it('steers the simulator over HTTP', async () => {
    const before = caller.sim.control.now().getTime();
    expect((await post('advance', { days: 2 })).status).toBe(200);
    expect(caller.sim.control.now().getTime() - before).toBe(2 * 86_400_000);
    const state = (await (await post('state')).json()) as {
      result: { shops: { orders: number }[] };
    };
    expect(state.result.shops[0]?.orders).toBeGreaterThan(0);
    expect((await post('fail-next', { kind: 'http_500' })).status).toBe(200);
    expect((await caller.api(SHOP)).errors).toBe('Internal Server Error');
    expect((await post('reset')).status).toBe(200);
    expect(caller.sim.control.now().getTime()).toBe(before);
    expect((await post('explode')).status).toBe(404);
    expect((await post('fail-next', { kind: 'boom' })).status).toBe(400);
  });
});
