import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';
import { ENDPOINTS } from '../routes/index.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(() => fixture.close());

it('records, in the same request, what each endpoint promises', async () => {
  const { a } = fixture.tenants;
  let token = await fixture.accessOf(a.owner);
  const shop = `/api/shops/${a.shops[0]!.id}`;
  const key = await fixture.ask('POST', '/api/v1/api-keys', {
    token,
    body: { name: 'x', scopes: ['read'] },
  });
  const calls: [string, string, string, unknown?][] = [
    ['post', '/api/v1/api-keys', '/api/v1/api-keys', { name: 'y', scopes: ['read'] }],
    ['delete', '/api/v1/api-keys/{key_id}', `/api/v1/api-keys/${key.body.data.id}`],
    ['patch', '/api/v1/auth/me', '/api/v1/auth/me', { locale: 'en' }],
    ['post', '/api/shops', '/api/shops', { name: 'S', currency: 'KRW', timezone: 'Asia/Seoul' }],
    ['put', '/api/shops/{shop_id}/default', `${shop}/default`],
    [
      'put',
      '/api/v1/auth/password',
      '/api/v1/auth/password',
      { new_password: 'correct horse battery' },
    ],
  ];
  for (const [method, path, url, body] of calls) {
    const requestId = `audit-${method}-${path.length}`;
    const asked = await fixture.ask(method.toUpperCase(), url, {
      token,
      body,
      headers: { 'x-request-id': requestId, 'x-forwarded-for': '203.0.113.7' },
    });
    expect([url, asked.status < 300]).toEqual([url, true]);
    token = asked.body.data.access_token ?? token;
    const rows = await fixture.db
      .selectFrom('app_dashboard.audit_log')
      .select(['action', 'actor_id', 'agency_id', 'ip'])
      .where('request_id', '=', requestId)
      .execute();
    const spec = ENDPOINTS.find((one) => one.method === method && one.path === path);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(spec?.audit.records).toContain(row.action);
      expect(row).toMatchObject({ actor_id: a.owner.id, agency_id: a.agencyId, ip: '203.0.113.7' });
    }
  }
});
