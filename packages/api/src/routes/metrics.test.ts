import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture, ORIGIN } from '../test/api-fixture.ts';
import { ShopMetrics } from '../contract/metrics.ts';

let fixture: ApiFixture;
let token: string;
let path: string;

beforeAll(async () => {
  fixture = await createApiFixture();
  token = await fixture.accessOf(fixture.tenants.a.storeUser);
  path = `/api/shops/${fixture.tenants.a.shops[0]!.id}/metrics`;
});
afterAll(() => fixture.close());

describe('GET …/metrics', () => {
  it('fits its contract, for a viewer too and under both names', async () => {
    const range = '?from=2026-11-01&to=2026-11-07';
    const asked = await fixture.ask('GET', path + range, { token });
    expect(asked.status).toBe(200);
    const data = ShopMetrics.parse(asked.body.data);
    expect(data.range).toEqual({ from: '2026-11-01', to: '2026-11-07' });
    const store = path.replace('/api/shops', '/api/v1/stores');
    expect((await fixture.ask('GET', store + range, { token })).body.data).toEqual(asked.body.data);
  });

  it('is fetched again when, and only when, it says something else', async () => {
    const first = await fixture.ask('GET', path, { token });
    const tag = first.headers.get('etag')!;
    const again = (headers: Record<string, string>, who = token) =>
      fixture.ask('GET', path, { token: who, headers });
    const same = await again({ 'if-none-match': `"other", ${tag}` });
    expect([same.status, same.headers.get('etag')]).toEqual([304, tag]);
    expect((await again({ 'if-none-match': 'W/"other"' })).status).toBe(200);
    const other = await fixture.ask('GET', `${path}?from=2026-11-01`, {
      token,
      headers: { 'if-none-match': tag },
    });
    expect(other.status).toBe(200);
    fixture.clock.advance(60_000);
    expect((await again({ 'if-none-match': tag })).status).toBe(200);
    const fresh = (await again({})).headers.get('etag')!;
    await fixture.db
      .updateTable('app_dashboard.shops')
      .set((eb) => ({ data_version: eb('data_version', '+', 1) }))
      .where('id', '=', fixture.tenants.a.shops[0]!.id)
      .execute();
    expect((await again({ 'if-none-match': fresh })).status).toBe(200);
  });

  it('is compressed for who takes that, and the same', async () => {
    const range = '?from=2026-11-01&to=2026-11-07';
    const plain = await fixture.ask('GET', path + range, { token });
    const packed = await fixture.api.request(ORIGIN + path + range, {
      headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'br, gzip' },
    });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect(packed.headers.get('etag')).toBe(plain.headers.get('etag'));
    const body = gunzipSync(await packed.arrayBuffer()).toString('utf8');
    expect(JSON.parse(body)).toMatchObject({ success: true, data: plain.body.data });
  });

  it('is not confirmed to strangers by its version', async () => {
    const tag = (await fixture.ask('GET', path, { token })).headers.get('etag')!;
    const stranger = await fixture.accessOf(fixture.tenants.b.owner);
    const asked = await fixture.ask('GET', path, {
      token: stranger,
      headers: { 'if-none-match': tag },
    });
    expect(asked.status).toBe(404);
  });
});
