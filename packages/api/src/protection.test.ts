import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from './test/api-fixture.ts';
import { ERROR_CODES, ErrorBody } from './contract/envelope.ts';
import { pathsOf } from './create-api.ts';
import { openApiDocument } from './openapi/document.ts';
import { ENDPOINTS } from './routes/index.ts';

const calls = ENDPOINTS.flatMap((endpoint) =>
  pathsOf(endpoint).map((path) => ({ endpoint, path, method: endpoint.method.toUpperCase() })),
);
const closed = calls.filter(({ endpoint }) => endpoint.access !== 'public');
const writes = calls.filter(({ endpoint }) => endpoint.access === 'write');
const ofShops = calls.filter(({ path }) => path.includes('{shop_id}'));

const BODIES: Record<string, unknown> = {
  '/sync': { kind: 'INCREMENTAL' },
  '/META/connect': { access_token: 'x' },
  '/SHOPIFY/connect': { shop_domain: 'my-shop.myshopify.com', access_token: 'x' },
  '/rules': { template: 'kill_switch' },
  '/backtests': {
    rule: { template: 'kill_switch' },
    from: '2026-11-01',
    to: '2026-11-02',
  },
  '/kpi-profiles/{key}': { name: 'Own', objective: 'purchase' },
  '/kpi-profile': { profile_key: null },
  '/caps/{platform}/{currency}': {
    allowed_kinds: ['pause'],
    max_change_percent: '20',
    max_daily_budget: '100000',
    max_daily_increase: '50000',
    max_actions_per_day: 5,
  },
};
const bodyFor = (method: string, path: string) =>
  method === 'GET'
    ? {}
    : { body: Object.entries(BODIES).find(([end]) => path.endsWith(end))?.[1] ?? {} };

let fixture: ApiFixture;
beforeAll(async () => {
  // Every endpoint is asked with credentials that do not fit, all from one address.
  fixture = await createApiFixture({
    rateLimits: { policies: { refused: { burst: 10_000, perSecond: 1 } } },
  });
});
afterAll(() => fixture.close());

const PARAMS: Record<string, string> = {
  key: 'own_profile',
  level: 'campaign',
  platform: 'meta',
  currency: 'KRW',
  chat_id: '123456789',
};
const at = (path: string, shopId: string) =>
  path
    .replace('{shop_id}', shopId)
    .replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) => PARAMS[name] ?? '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001',
    );

describe.each(closed)('$method $path', ({ method, path }) => {
  it.each([
    ['without credentials', {}],
    ['with a token that is none', { token: 'nonsense' }],
    ['with an unknown API key', { token: `ck_live_${'a'.repeat(43)}` }],
    ['with another scheme', { headers: { authorization: 'Basic eDp5' } }],
  ])('is closed %s', async (_, options) => {
    const { a } = fixture.tenants;
    const asked = await fixture.ask(method, at(path, a.shops[0]!.id), {
      ...options,
      ...bodyFor(method, path),
    });
    expect(asked.status).toBe(401);
    expect(asked.body.error.code).toBe('unauthenticated');
    expect(asked.headers.get('www-authenticate')).toContain('Bearer');
  });
});

describe.each(writes)('$method $path', ({ method, path }) => {
  it('refuses a key that only reads', async () => {
    const { a } = fixture.tenants;
    const token = await fixture.keyOf(a.owner, ['read']);
    const asked = await fixture.ask(method, at(path, a.shops[0]!.id), {
      token,
      ...bodyFor(method, path),
    });
    expect(asked).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  });
});

/** The one write that a key for an AI may ask for. */
const isWish = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path === '/api/v1/proposals';

describe('a key that only proposes', () => {
  const askWith = async ({ method, path }: { method: string; path: string }) => {
    const { a } = fixture.tenants;
    const token = await fixture.keyOf(a.owner, ['read', 'propose']);
    const options = { token, ...bodyFor(method, path) };
    return await fixture.ask(method, at(path, a.shops[0]!.id), options);
  };

  it.each(writes.filter((call) => !isWish(call)))('is refused at $method $path', async (call) => {
    expect(await askWith(call)).toMatchObject({
      status: 403,
      body: {
        error: { code: 'forbidden', message: expect.stringContaining('only read and propose') },
      },
    });
  });

  it('may propose, and reads what its person reads', async () => {
    expect(writes.filter(isWish)).toHaveLength(1);
    expect(await askWith({ method: 'POST', path: '/api/v1/proposals' })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_input' } },
    });
    const read = await askWith({ method: 'GET', path: '/api/shops/{shop_id}/metrics' });
    expect(read.status).toBe(200);
  });
});

describe.each(ofShops)('$method $path', ({ method, path }) => {
  it('is nothing to another agency, and something to its own', async () => {
    const { a, b } = fixture.tenants;
    const shopId = a.shops[0]!.id;
    for (const stranger of [b.owner, b.staff, b.storeUser]) {
      const token = await fixture.accessOf(stranger);
      const asked = await fixture.ask(method, at(path, shopId), {
        token,
        ...bodyFor(method, path),
      });
      expect(asked).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
      expect(JSON.stringify(asked.body)).not.toContain(a.shops[0]!.name);
    }
    const token = await fixture.accessOf(a.owner);
    const own = await fixture.ask(method, at(path, shopId), { token, ...bodyFor(method, path) });
    expect(own.status).not.toBe(401);
    expect(own.status).not.toBe(403);
    // What needs a platform, or an object this suite has not, got as far as looking for it.
    const whole = !path.replace('{shop_id}', '').includes('{');
    if ((method === 'GET' && whole) || path.endsWith('/default')) expect(own.status).toBe(200);
    else expect(own.body.error?.message ?? '').not.toContain('no such shop');
  });
});

describe('lists', () => {
  it.each(['/api/shops', '/api/shops/summary', '/api/v1/stores'])(
    '%s shows each person their own shops only',
    async (path) => {
      const { a, b } = fixture.tenants;
      for (const [person, own] of [
        [a.owner, a],
        [a.storeUser, a],
        [b.owner, b],
      ] as const) {
        const { body } = await fixture.ask('GET', path, { token: await fixture.accessOf(person) });
        expect(body.data.items.map(({ id }: { id: string }) => id)).toEqual([own.shops[0]!.id]);
      }
    },
  );
});

describe('viewers', () => {
  it.each(['/sync', '/platforms/META/connect', '/platforms/SHOPIFY/connect'])(
    'cannot write %s',
    async (end) => {
      const { a } = fixture.tenants;
      const token = await fixture.accessOf(a.storeUser);
      const path = `/api/shops/${a.shops[0]!.id}${end}`;
      const asked = await fixture.ask('POST', path, { token, ...bodyFor('POST', path) });
      expect(asked).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    },
  );

  it('cannot add shops, and store nothing trying', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.storeUser);
    const body = { name: 'Mine', currency: 'KRW', timezone: 'Asia/Seoul' };
    const asked = await fixture.ask('POST', '/api/shops', { token, body });
    expect(asked.status).toBe(403);
    const { body: list } = await fixture.ask('GET', '/api/shops', {
      token: await fixture.accessOf(fixture.tenants.a.owner),
    });
    expect(list.data.items).toHaveLength(1);
  });
});

describe('errors', () => {
  it('are one closed envelope with the request’s id', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const shop = `/api/shops/${fixture.tenants.a.shops[0]!.id}`;
    const answers = [
      await fixture.ask('GET', '/api/nothing'),
      await fixture.ask('GET', '/api/shops'),
      await fixture.ask('DELETE', '/api/shops', { token }),
      await fixture.ask('GET', `${shop}/metrics?from=2026-02-30`, { token }),
      await fixture.ask('GET', `${shop}/metrics?form=2026-02-01`, { token }),
      await fixture.ask('GET', `${shop}/metrics?from=2026-02-02&to=2026-02-01`, { token }),
      await fixture.ask('GET', '/api/shops/not-a-uuid/metrics', { token }),
      await fixture.ask('POST', '/api/shops', { token, body: '{' }),
      await fixture.ask('POST', '/api/shops', {
        token,
        body: 'x',
        headers: { 'content-type': 'text/plain' },
      }),
      await fixture.ask('POST', '/api/shops', { token, body: { name: 'x'.repeat(300_000) } }),
      await fixture.ask('POST', '/api/webhooks/4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001', {
        body: '{}',
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      404, 401, 405, 400, 400, 400, 400, 400, 400, 413, 404,
    ]);
    for (const { body, headers } of answers) {
      const parsed = ErrorBody.parse(body);
      expect(ERROR_CODES).toContain(parsed.error.code);
      expect(parsed.request_id).toBe(headers.get('x-request-id'));
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect(answers[2]!.headers.get('allow')).toBe('GET, POST');
  });

  it('name the field that is wrong', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const body = { shopify: { shop_domain: 'x' } };
    const asked = await fixture.ask('POST', '/api/shops', { token, body });
    const fields = asked.body.error.details.fields.map(({ field }: { field: string }) => field);
    expect(fields).toContain('shopify.shop_domain');
  });

  it('hide what nobody foresaw, and log it under the same id', async () => {
    const lines: unknown[] = [];
    const log = { info() {}, warn() {}, error: (fields: unknown) => void lines.push(fields) };
    const broken = new Proxy(fixture.db, {
      get: () => {
        throw new Error('secret detail');
      },
    });
    const api = fixture.apiWith({ engine: { ...fixture.engine, db: broken, log } });
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const response = await api.request('http://127.0.0.1/api/shops', {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': 'mine-1' },
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('mine-1');
    expect(text).not.toContain('secret detail');
    expect(JSON.stringify(lines)).toContain('secret detail');
    expect(JSON.stringify(lines)).toContain('mine-1');
  });
});

describe('the OpenAPI document', () => {
  it('covers every route and no other', () => {
    const served = fixture.api.routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/api\/(openapi\.json|docs)$/.test(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(described)].sort()).toEqual([...new Set(served)].sort());
  });

  it('is served, and the reference page runs nothing but its own script', async () => {
    expect((await fixture.ask('GET', '/api/openapi.json')).body.openapi).toBe('3.1.0');
    const page = await fixture.ask('GET', '/api/docs');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(page.body).toContain('/api/shops/{shop_id}/metrics');
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
  });
});
