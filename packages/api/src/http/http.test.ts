import { noteBotState, takePollingLease } from '@commerce/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture, ORIGIN } from '../test/api-fixture.ts';
import { createMemoryStore } from '../rate-limit/memory-store.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(() => fixture.close());

describe('host names', () => {
  const ask = (host: string, allowedHosts: readonly string[] | 'any' = []) =>
    fixture
      .apiWith({ site: { publicOrigin: null, allowedHosts, corsOrigins: [], trustProxy: false } })
      .request('http://127.0.0.1/api/health', { headers: { host } });

  it.each(['localhost:8010', '127.0.0.1:8010', '[::1]:8010', 'LOCALHOST'])(
    '%s is this machine',
    async (host) => {
      expect((await ask(host)).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:8010',
    '@localhost',
    '',
  ])('"%s" is refused', async (host) => {
    expect((await ask(host)).status).toBe(403);
  });

  it('of the operator’s own choice are answered', async () => {
    expect((await ask('shop.example', ['shop.example'])).status).toBe(200);
    expect((await ask('anything.example', 'any')).status).toBe(200);
  });
});

describe('foreign origins', () => {
  const preflight = (api: ApiFixture['api'], origin: string) =>
    api.request(`${ORIGIN}/api/shops`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });

  it('may not read by default, and only the named ones otherwise, never with cookies', async () => {
    const none = await preflight(fixture.api, 'https://app.example');
    expect(none.headers.get('access-control-allow-origin')).toBeNull();
    const api = fixture.apiWith({
      site: {
        publicOrigin: null,
        allowedHosts: [],
        corsOrigins: ['https://app.example'],
        trustProxy: false,
      },
    });
    const named = await preflight(api, 'https://app.example');
    expect(named.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(named.headers.get('access-control-allow-credentials')).toBeNull();
    const other = await preflight(api, 'https://app.example.evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('rate limits', () => {
  const policies = { read: { burst: 3, perSecond: 1 }, refused: { burst: 2, perSecond: 1 } };

  it('hold per person, say how much is left, and refill with time', async () => {
    const api = fixture.apiWith({ rateLimits: { policies } });
    const { a, b } = fixture.tenants;
    const [one, other] = [await fixture.accessOf(a.owner), await fixture.accessOf(b.owner)];
    const ask = (token: string) =>
      api.request(`${ORIGIN}/api/v1/auth/me`, { headers: { authorization: `Bearer ${token}` } });
    const answers = [await ask(one), await ask(one), await ask(one), await ask(one)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual([
      '2',
      '1',
      '0',
      '0',
    ]);
    expect(answers[0]!.headers.get('ratelimit-limit')).toBe('3');
    expect(answers[3]!.headers.get('retry-after')).toBe('1');
    expect(((await answers[3]!.json()) as { error: { code: string } }).error.code).toBe(
      'rate_limited',
    );
    expect((await ask(other)).status).toBe(200);
    fixture.clock.advance(1_000);
    expect((await ask(one)).status).toBe(200);
  });

  it('stop whoever guesses credentials, without stopping good ones from the same address', async () => {
    const api = fixture.apiWith({ rateLimits: { policies: { refused: policies.refused } } });
    const good = await fixture.accessOf(fixture.tenants.a.owner);
    const ask = (token: string) =>
      api.request(`${ORIGIN}/api/v1/auth/me`, { headers: { authorization: `Bearer ${token}` } });
    const guesses: number[] = [];
    for (let i = 0; i < 4; i += 1) guesses.push((await ask(`ck_live_${i}`)).status);
    expect(guesses).toEqual([401, 401, 429, 429]);
    expect((await ask(good)).status).toBe(200);
  });

  it('are shared through the store that is given', async () => {
    const store = createMemoryStore();
    const apis = [1, 2].map(() => fixture.apiWith({ rateLimits: { store, policies } }));
    const token = await fixture.accessOf(fixture.tenants.a.staff);
    const statuses: number[] = [];
    for (const api of [...apis, ...apis]) {
      const headers = { authorization: `Bearer ${token}` };
      statuses.push((await api.request(`${ORIGIN}/api/v1/auth/me`, { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});

describe('the caller’s address', () => {
  const login = (headers: Record<string, string>, peer: string, trustProxy = false) =>
    fixture
      .apiWith({
        site: { publicOrigin: null, allowedHosts: [], corsOrigins: [], trustProxy },
        rateLimits: { policies: { sign_in: { burst: 1, perSecond: 0.001 } }, store },
      })
      .request(
        `${ORIGIN}/api/v1/auth/login`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ email: 'x@example.test', password: 'something' }),
        },
        { incoming: { socket: { remoteAddress: peer } } },
      );
  const store = createMemoryStore();

  it('cannot be made up by a stranger, but is taken from our own proxy and web server', async () => {
    expect((await login({ 'x-forwarded-for': '203.0.113.1' }, '198.51.100.9')).status).toBe(401);
    expect((await login({ 'x-forwarded-for': '203.0.113.2' }, '198.51.100.9')).status).toBe(429);
    expect((await login({ 'x-forwarded-for': '203.0.113.3' }, '127.0.0.1')).status).toBe(401);
    expect((await login({ 'x-forwarded-for': '203.0.113.4' }, '127.0.0.1')).status).toBe(401);
    const spoofed = { 'x-forwarded-for': '1.1.1.1, 203.0.113.5' };
    expect((await login(spoofed, '10.0.0.1', true)).status).toBe(401);
    expect(
      (await login({ 'x-forwarded-for': '2.2.2.2, 203.0.113.5' }, '10.0.0.1', true)).status,
    ).toBe(429);
  });
});

describe('reads', () => {
  it('are answered with 304 while nothing changed', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    for (const path of [
      '/api/shops',
      '/api/shops/summary',
      '/api/v1/auth/me',
      '/api/v1/api-keys',
    ]) {
      const first = await fixture.ask('GET', path, { token });
      const tag = first.headers.get('etag');
      expect(tag).toMatch(/^W\/".+"$/);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      const again = await fixture.ask('GET', path, { token, headers: { 'if-none-match': tag! } });
      expect([again.status, again.body]).toEqual([304, '']);
    }
    const tag = (await fixture.ask('GET', '/api/v1/auth/me', { token })).headers.get('etag')!;
    await fixture.ask('PATCH', '/api/v1/auth/me', { token, body: { display_name: '김민지' } });
    const changed = await fixture.ask('GET', '/api/v1/auth/me', {
      token,
      headers: { 'if-none-match': tag },
    });
    expect(changed).toMatchObject({ status: 200, body: { data: { display_name: '김민지' } } });
  });
});

describe('GET /api/health', () => {
  it('needs no sign-in and says nothing secret', async () => {
    const { status, body } = await fixture.ask('GET', '/api/health');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      status: 'ok',
      version: '1.2.3',
      database: { reachable: true, engine: 'embedded' },
      worker: { running: true, queued_jobs: 0, running_jobs: 0 },
      telegram_bot: null,
    });
  });

  it('tells how the Telegram bot is, and not that one runs which was killed', async () => {
    const { engine: ctx } = fixture;
    const bot = async () => (await fixture.ask('GET', '/api/health')).body.data.telegram_bot;
    await noteBotState(ctx, { state: 'unauthorized' });
    expect(await bot()).toBe('unauthorized');
    const lease = await takePollingLease(ctx, { lifeMs: 60_000 });
    await noteBotState(ctx, { state: 'running' });
    expect(await bot()).toBe('running');
    await lease?.release();
    expect(await bot()).toBe('stopped');
  });
});
