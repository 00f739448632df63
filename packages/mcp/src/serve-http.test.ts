import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, createMcpFixture, ENDPOINT, type McpFixture } from './test/mcp-fixture.ts';

let fixture: McpFixture;
let key: string;

beforeAll(async () => {
  fixture = await createMcpFixture();
  key = await fixture.keyOf(fixture.tenants.a.owner, ['read', 'write']);
});
afterAll(() => fixture.close());

const post = (
  body: string,
  headers: Record<string, string> = {},
  url: URL | string = ENDPOINT,
  endpoint = fixture.endpoint,
) =>
  endpoint.fetch(
    new Request(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
    }),
  );
const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });

describe('the door', () => {
  it.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic eDp5' }],
    ['a key nobody has', { authorization: `Bearer ck_live_${'a'.repeat(43)}` }],
    ['a token that is none', { authorization: 'Bearer nonsense' }],
  ])('stays closed for %s', async (_, headers) => {
    const response = await post(LIST, headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(response.headers.get('connection')).toBe('close');
  });

  it('closes at once for a key that was revoked', async () => {
    const { owner } = fixture.tenants.a;
    const revoked = await fixture.keyOf(owner, ['read']);
    const headers = { authorization: `Bearer ${revoked}` };
    expect((await post(LIST, headers)).status).toBe(200);
    await fixture.db
      .updateTable('app_dashboard.api_keys')
      .set({ revoked_at: fixture.engine.now() })
      .where('prefix', '=', revoked.slice(0, 12))
      .execute();
    expect((await post(LIST, headers)).status).toBe(401);
  });

  it('answers only to names of its own, and to no foreign page', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const status = async (url: string, more: Record<string, string> = {}) =>
      (await post(LIST, { ...headers, ...more }, url)).status;
    expect(await status('http://evil.example/mcp')).toBe(403);
    expect(await status('https://shop.example/mcp')).toBe(200);
    expect(await status('http://localhost:8010/mcp', { origin: 'http://localhost:3000' })).toBe(
      200,
    );
    expect(await status('http://localhost:8010/mcp', { origin: 'https://evil.example' })).toBe(403);
  });

  it('reads no endless bodies and says what is no JSON', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const endless = await post('x'.repeat(5_000_000), headers);
    expect([endless.status, endless.headers.get('connection')]).toEqual([413, 'close']);
    expect((await post('{', headers)).status).toBe(400);
  });

  it('takes one message per request: many would cost no more than one', async () => {
    const headers = { authorization: `Bearer ${key}` };
    const batch = await post(` \n[${LIST},${LIST}]`, headers);
    expect([batch.status, await batch.json()]).toMatchObject([
      400,
      { error: { message: expect.stringContaining('one message per request') } },
    ]);
    expect((await post(` \n${LIST}`, headers)).status).toBe(200);
  });

  it('lets nobody ask without end', async () => {
    const asked: string[] = [];
    const endpoint = fixture.endpointWith({
      limit: (who) => {
        asked.push(who);
        return Promise.resolve({ allowed: asked.length < 2, waitMs: 1_500 });
      },
    });
    const headers = { authorization: `Bearer ${key}` };
    expect((await post(LIST, headers, ENDPOINT, endpoint)).status).toBe(200);
    const refused = await post(LIST, headers, ENDPOINT, endpoint);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(asked[0]).toMatch(/^mcp:[\w-]{36}$/);
    await endpoint.close();
  });
});

describe.each([
  ['modern', 'auto'],
  ['legacy', 'legacy'],
] as const)('a %s client', (era, mode) => {
  it('finds the tools and reads its own shops with them', async () => {
    const { a, b } = fixture.tenants;
    const client = await fixture.connect(key, mode);
    expect(client.getProtocolEra()).toBe(era);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('get_metrics');
    const { structuredContent, content } = await call(client, 'list_shops');
    expect(structuredContent.items.map(({ id }: { id: string }) => id)).toEqual([a.shops[0]!.id]);
    expect(JSON.parse(content[0]!.text)).toEqual(structuredContent);
    const foreign = await call(client, 'get_metrics', { shop_id: b.shops[0]!.id });
    expect(foreign.isError).toBe(true);
    expect(foreign.content[0]!.text).toContain('not_found');
    await client.close();
  });

  it('is told which argument is wrong, before anything is done', async () => {
    const client = await fixture.connect(key, mode);
    const said = await call(client, 'list_shops', { limit: 1_000, evil: true });
    expect(said.isError).toBe(true);
    expect(said.content[0]!.text).toMatch(/limit[\s\S]*evil/);
    await client.close();
  });
});

it('takes a person’s access token too, and shows a viewer what they may see', async () => {
  const client = await fixture.connect(await fixture.accessOf(fixture.tenants.b.storeUser), 'auto');
  const { structuredContent } = await call(client, 'list_shops');
  expect(structuredContent.items).toHaveLength(1);
  expect(structuredContent.items[0]).toMatchObject({
    id: fixture.tenants.b.shops[0]!.id,
    role: 'viewer',
  });
  await client.close();
});

it('hides what nobody foresaw, and logs it', async () => {
  const endpoint = fixture.endpointWith({
    engine: {
      ...fixture.engine,
      settings: new Proxy(fixture.engine.settings, {
        get: () => {
          throw new Error('secret detail');
        },
      }),
    },
  });
  const client = await fixture.connect(key, 'auto', endpoint);
  const said = await call(client, 'get_kill_switch');
  expect(said.isError).toBe(true);
  expect(said.content[0]!.text).toMatch(/^internal: /);
  expect(said.content[0]!.text).not.toContain('secret detail');
  expect(JSON.stringify(fixture.lines)).toContain('secret detail');
  await client.close();
  await endpoint.close();
});
