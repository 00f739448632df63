import { createTestDatabase } from '@commerce/db/testing';
import { createAuth, createSignInLink, deriveTokenKeys, ensureOwner } from '@commerce/engine';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { expect, it } from 'vitest';
import { createApi } from './create-api.ts';
import { createClient } from './client/index.ts';

it('smoke', async () => {
  const database = await createTestDatabase();
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const engine = createTestContext({ db: database.db, platforms: [], clock });
  const owner = await ensureOwner(engine, { agencyName: 'A', email: 'Owner@x.test' });
  const { token } = await createSignInLink(engine, { userId: owner.userId });
  const api = createApi({
    engine,
    auth: createAuth({
      mode: 'local',
      tokenKeys: deriveTokenKeys([{ id: 'k', key: Buffer.alloc(32, 1) }]),
    }),
    site: { publicOrigin: null, allowedHosts: [], corsOrigins: [], trustProxy: false },
    server: { version: '0', database: 'embedded', workerRunning: () => true },
  });
  const fetcher = ((url: string, init: RequestInit) => api.request(url, init)) as typeof fetch;
  const anon = createClient({ baseUrl: 'http://127.0.0.1:8010', fetch: fetcher });
  const tokens = await anon.auth.signInWithLink(token);
  const client = createClient({
    baseUrl: 'http://127.0.0.1:8010',
    fetch: fetcher,
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  console.log(await client.auth.me());
  const shop = await client.shops.create({ name: 'S', currency: 'KRW', timezone: 'Asia/Seoul' });
  console.log(JSON.stringify(await client.shops.list()));
  console.log(JSON.stringify(await client.shops.metrics(shop.id)).slice(0, 900));
  console.log(await client.health());
  console.log(
    JSON.stringify(await client.shops.summary()).slice(0, 300),
    JSON.stringify(await client.shops.syncStatus(shop.id)),
  );
  console.log((await (await api.request('http://127.0.0.1:8010/api/openapi.json')).text()).length);
  await database.close();
});
