import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPassword } from '@commerce/engine';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';
import { createClient } from './index.ts';

let fixture: ApiFixture;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
  fixture = await createApiFixture();
  server = createServer((request, response) => {
    void getRequestListener(fixture.api.fetch, { overrideGlobalObjects: false })(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await fixture.close();
});

const signedIn = async () => {
  const token = await fixture.accessOf(fixture.tenants.a.owner);
  return createClient({ baseUrl, headers: () => ({ authorization: `Bearer ${token}` }) });
};

describe('the client over a real connection', () => {
  it('signs in, reads and writes with the contract’s types', async () => {
    const { owner, storeUser } = fixture.tenants.a;
    await setPassword(fixture.engine, { userId: owner.id, newPassword: 'correct horse battery' });
    const stranger = createClient({ baseUrl: `${baseUrl}/` });
    const tokens = await stranger.auth.signIn({
      email: owner.email,
      password: 'correct horse battery',
    });
    expect((await stranger.auth.refresh(tokens.refresh_token)).token_type).toBe('Bearer');
    const client = await signedIn();
    const [shop] = (await client.shops.list({ limit: 1 })).items;
    const { kpis } = await client.shops.metrics(shop!.id, { from: '2026-11-01', to: '2026-11-02' });
    expect(kpis.revenue.currency).toBe('KRW');
    expect((await client.shops.summary()).items).toHaveLength(1);
    expect((await client.shops.syncStatus(shop!.id)).jobs).toEqual([]);
    expect((await client.shops.setDefault(shop!.id)).is_default).toBe(true);
    const { key, id } = await client.apiKeys.create({ name: 'x', scopes: ['read'] });
    expect((await client.apiKeys.list()).items.map((item) => item.id)).toContain(id);
    const machine = createClient({ baseUrl, headers: { authorization: `Bearer ${key}` } });
    expect((await machine.auth.me()).email).toBe(owner.email);
    await client.apiKeys.revoke(id);
    await expect(machine.auth.me()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect((await client.auth.updateMe({ locale: 'en' })).locale).toBe('en');
    expect(storeUser.email).not.toBe(owner.email);
    expect((await client.health()).status).toBe('ok');
    await stranger.auth.signOut(tokens.refresh_token);
  });

  it('reaches what decides and acts, with every name escaped', async () => {
    const client = await signedIn();
    const [shop] = (await client.shops.list({ limit: 1 })).items;
    const id = shop!.id;
    expect((await client.proposals.list({ shop_id: id, status: 'proposed' })).items).toEqual([]);
    expect((await client.executions.list({ limit: 1 })).next_cursor).toBeNull();
    const nobody = '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001';
    const { members } = await client.proposals.decide({
      decision: 'reject',
      members: [{ id: nobody }],
    });
    expect(members[0]?.code).toBe('not_found');
    expect((await client.proposals.execute({ members: [{ id: nobody }] })).members).toHaveLength(1);
    const since = '2026-11-01T00:00:00Z';
    expect(await client.executions.undo({ shop_id: id, since, preview: true })).toEqual({
      candidates: [],
      members: [],
    });
    const templates = await client.rules.templates(id);
    const rule = await client.rules.create(id, { template: templates.items[0]!.key });
    expect((await client.rules.list(id)).items).toHaveLength(1);
    expect((await client.rules.update(id, rule.id, { state: 'disabled' })).state).toBe('disabled');
    expect((await client.rules.get(id, rule.id)).versions).toHaveLength(1);
    await client.rules.archive(id, rule.id);
    await client.kpiProfiles.save(id, 'own', { name: 'Own', objective: 'traffic' });
    await client.kpiProfiles.remove(id, 'own');
    expect((await client.kpiProfiles.entities(id, { limit: 10 })).items).toEqual([]);
    const target = { shopId: id, connectorId: nobody, level: 'campaign', entityId: 'a/b?c' };
    await expect(client.kpiProfiles.attach(target, { profile_key: null })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await client.caps.get(id)).toEqual({ source: 'database', caps: [] });
    expect((await client.killSwitch.engage({ shop_id: id })).stops).toHaveLength(1);
    expect((await client.killSwitch.release(id)).stops).toEqual([]);
    expect((await client.timeline.list(id, { limit: 5 })).items).toEqual([]);
    const audited = (await client.audit.list({ shop_id: id, limit: 100 })).items;
    expect(audited.map(({ action }) => action)).toContain('kill_switch.release');
    expect((await client.notifications.chats()).items).toEqual([]);
  });

  it('repeats a write safely', async () => {
    const client = await signedIn();
    const body = { name: 'Once', currency: 'EUR', timezone: 'Europe/Berlin' };
    const once = () => client.shops.create(body, { idempotencyKey: 'once' });
    expect((await once()).id).toBe((await once()).id);
  });

  it('throws what went wrong, with the fields of a form and the id of the request', async () => {
    const client = await signedIn();
    const error = await client.shops
      .create({ name: 'x', currency: 'krw' })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'ApiError', code: 'invalid_input', status: 400 });
    expect((error as { fields: unknown[] }).fields).toContainEqual(
      expect.objectContaining({ field: 'currency' }),
    );
    expect((error as { requestId: string }).requestId).toMatch(/^[\w-]{36}$/);
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:1' });
    await expect(nobody.health()).rejects.toMatchObject({ code: 'unavailable', status: 0 });
  });

  it('goes on after a body that was too large to read', async () => {
    const send = (path: string, size: number) =>
      fetch(baseUrl + path, { method: 'POST', body: 'x'.repeat(size) }).then(async (response) => {
        await response.text();
        return response.status;
      });
    const id = '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001';
    expect(await send(`/api/webhooks/${id}`, 3_000_000)).toBe(413);
    expect(await send('/api/shops', 3_000_000)).toBe(401);
    expect(await send('/api/shops', 10)).toBe(401);
  });
});
