import { connectAccount } from '@commerce/engine';
import { createMemoryAccount } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';

const account = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
let fixture: ApiFixture;
let connectorId: string;

beforeAll(async () => {
  fixture = await createApiFixture({ platforms: [account.platform] });
  const connected = await connectAccount(fixture.engine, {
    shopId: fixture.tenants.a.shops[0]!.id,
    platform: 'memory',
    config: {},
    credentials: { token: account.token, webhook_secret: 'shared' },
  });
  connectorId = connected.connectorId;
});
afterAll(() => fixture.close());

const deliver = (body: string, secret = 'shared', id = connectorId) =>
  fixture.ask('POST', `/api/webhooks/${id}`, { body, headers: { 'x-secret': secret } });
const delivery = (id: string) => JSON.stringify({ id, topic: 'orders/updated', effect: 'none' });
const kept = () =>
  fixture.db.selectFrom('app_dashboard.webhook_events').select(['event_id', 'topic']).execute();

describe('POST /api/webhooks/{connector_id}', () => {
  it('refuses what is not signed, says nothing about why, and keeps nothing', async () => {
    const wrong = await deliver(delivery('1'), 'guess');
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
    expect(wrong.body.error.message).not.toMatch(/signature|secret/i);
    const unknown = await deliver(delivery('1'), 'shared', '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001');
    expect(unknown.status).toBe(404);
    expect((await deliver(delivery('1'), 'shared', 'not-an-id')).status).toBe(404);
    expect((await deliver('x'.repeat(1_100_000))).status).toBe(413);
    expect(await kept()).toEqual([]);
  });

  it('takes a delivery once', async () => {
    const first = await deliver(delivery('2'));
    expect(first).toMatchObject({
      status: 200,
      body: { data: { received: true, duplicate: false } },
    });
    const again = await Promise.all([deliver(delivery('2')), deliver(delivery('2'))]);
    for (const { status, body } of again) {
      expect([status, body.data]).toEqual([200, { received: true, duplicate: true }]);
    }
    expect(await kept()).toEqual([{ event_id: '2', topic: 'orders/updated' }]);
  });
});
