import { meta } from '@commerce/platforms/meta';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';
import { ENDPOINTS } from '../routes/index.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture({ platforms: [meta] });
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
  const v1 = `/api/v1/shops/${a.shops[0]!.id}`;
  const made = await fixture.ask('POST', `${v1}/rules`, {
    token,
    body: { template: 'roas_floor' },
  });
  const rule = `${v1}/rules/${made.body.data.id}`;
  const limits = {
    allowed_kinds: ['pause'],
    max_change_percent: '20',
    max_daily_budget: '1',
    max_daily_increase: '1',
    max_actions_per_day: 1,
  };
  const keys = {
    p256dh: Buffer.alloc(65, 4).toString('base64url'),
    auth: Buffer.alloc(16, 1).toString('base64url'),
  };
  const endpoint = 'https://push.example.com/1';
  const push = '/api/v1/notifications/push/subscriptions';
  const pairings = '/api/v1/notifications/telegram/pairings';
  const cap = '/api/v1/shops/{shop_id}/caps/{platform}/{currency}';
  const profile = '/api/v1/shops/{shop_id}/kpi-profiles/{key}';
  const ofRule = '/api/v1/shops/{shop_id}/rules/{rule_id}';
  const calls: [string, string, string, unknown?][] = [
    ['post', '/api/v1/api-keys', '/api/v1/api-keys', { name: 'y', scopes: ['read'] }],
    ['delete', '/api/v1/api-keys/{key_id}', `/api/v1/api-keys/${key.body.data.id}`],
    ['patch', '/api/v1/auth/me', '/api/v1/auth/me', { locale: 'en' }],
    ['post', '/api/shops', '/api/shops', { name: 'S', currency: 'KRW', timezone: 'Asia/Seoul' }],
    ['put', '/api/shops/{shop_id}/default', `${shop}/default`],
    ['post', '/api/v1/shops/{shop_id}/rules', `${v1}/rules`, { template: 'kill_switch' }],
    ['patch', ofRule, rule, { state: 'enabled' }],
    ['delete', ofRule, rule],
    ['put', profile, `${v1}/kpi-profiles/own`, { name: 'Own', objective: 'traffic' }],
    ['delete', profile, `${v1}/kpi-profiles/own`],
    ['put', cap, `${v1}/caps/meta/KRW`, limits],
    ['delete', cap, `${v1}/caps/meta/KRW`],
    ['post', '/api/v1/kill-switch', '/api/v1/kill-switch', {}],
    ['delete', '/api/v1/kill-switch', '/api/v1/kill-switch'],
    ['post', pairings, pairings],
    ['post', push, push, { endpoint, keys }],
    ['delete', push, push, { endpoint }],
    [
      'put',
      '/api/v1/auth/password',
      '/api/v1/auth/password',
      { new_password: 'correct horse battery' },
    ],
  ];
  for (const [method, path, url, body] of calls) {
    const requestId = `audit-${calls.findIndex((one) => one[2] === url && one[0] === method)}`;
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
