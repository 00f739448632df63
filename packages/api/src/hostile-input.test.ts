import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from './test/api-fixture.ts';

let fixture: ApiFixture;
let token: string;
beforeAll(async () => {
  fixture = await createApiFixture();
  token = await fixture.accessOf(fixture.tenants.a.owner);
});
afterAll(() => fixture.close());

const ID = '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001';
const cursor = (at: string, id: string) =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');
const CURSORS = [
  cursor('2026-99-99T99:99:99.000Z', ID),
  cursor('2026-02-30T00:00:00.000Z', ID),
  cursor('0000-01-01T00:00:00.000Z', ID),
  cursor('2026-11-20T00:00:00.000Z', 'a\0b'),
];
const lists = () => [
  '/api/v1/proposals',
  '/api/v1/executions',
  '/api/v1/audit',
  `/api/v1/shops/${fixture.tenants.a.shops[0]!.id}/timeline`,
];

it('refuses cursors that no list made, and takes one it could have made', async () => {
  for (const list of lists()) {
    for (const each of CURSORS) {
      const asked = await fixture.ask('GET', `${list}?cursor=${each}`, { token });
      expect([list, asked.status, asked.body.error?.code]).toEqual([list, 400, 'invalid_input']);
    }
    const good = cursor('2026-11-20T00:00:00.123Z', ID);
    const asked = await fixture.ask('GET', `${list}?cursor=${good}`, { token });
    expect([list, asked.status]).toEqual([list, 200]);
  }
});

it.each(['a\0b', 'a\ud800b'])('refuses text the database cannot keep: %j', async (name) => {
  const body = { name, scopes: ['read'] };
  const asked = await fixture.ask('POST', '/api/v1/api-keys', { token, body });
  expect(asked).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
});

it('takes text of whole characters beyond the first plane', async () => {
  const body = { name: '열쇠 🔑', scopes: ['read'] };
  const asked = await fixture.ask('POST', '/api/v1/api-keys', { token, body });
  expect(asked).toMatchObject({ status: 201, body: { data: { name: '열쇠 🔑' } } });
});

it.each(['to=0001-01-01', 'from=0001-01-01&to=0001-01-02'])('refuses %s', async (days) => {
  const path = `/api/shops/${fixture.tenants.a.shops[0]!.id}/metrics?${days}`;
  const asked = await fixture.ask('GET', path, { token });
  expect(asked).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
});

it('refuses numbers the database cannot count to', async () => {
  const shop = `/api/v1/shops/${fixture.tenants.a.shops[0]!.id}`;
  const rule = { rule_id: ID, version: 2_147_483_648 };
  const body = { rule, from: '2026-11-01', to: '2026-11-02' };
  const chat = '/api/v1/notifications/telegram/chats/9223372036854775808';
  for (const asked of [
    await fixture.ask('POST', `${shop}/backtests`, { token, body }),
    await fixture.ask('PATCH', `${shop}/rules/${ID}`, {
      token,
      body: { expect_version: 2_147_483_648 },
    }),
    await fixture.ask('PATCH', chat, { token, body: { locale: 'en' } }),
    await fixture.ask('DELETE', chat, { token }),
  ]) {
    expect(asked).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  }
});
