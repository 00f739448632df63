import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PushKey, TelegramChat, TelegramPairing } from '../contract/notifications.ts';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(() => fixture.close());

const AT = '/api/v1/notifications';

describe('Telegram', () => {
  it('lets chats in by a code that only a person gets, anew each time', async () => {
    const { owner } = fixture.tenants.a;
    const token = await fixture.accessOf(owner);
    const headers = { 'idempotency-key': 'pair' };
    const pair = () => fixture.ask('POST', `${AT}/telegram/pairings`, { token, headers });
    const first = await pair();
    expect(first.status).toBe(201);
    expect((await pair()).body.data.code).not.toBe(TelegramPairing.parse(first.body.data).code);
    const key = await fixture.keyOf(owner, ['read', 'write']);
    const machine = await fixture.ask('POST', `${AT}/telegram/pairings`, { token: key });
    expect(machine.status).toBe(403);
  });

  it('shows and changes one’s own chats only', async () => {
    const { a, b } = fixture.tenants;
    await fixture.db
      .insertInto('app_dashboard.telegram_chats')
      .values({
        agency_id: a.agencyId,
        chat_id: 4711,
        user_id: a.owner.id,
        telegram_user_id: 4711,
        title: 'Owner',
        paired_at: new Date('2026-11-01T00:00:00Z'),
      })
      .execute();
    const token = await fixture.accessOf(a.owner);
    const list = await fixture.ask('GET', `${AT}/telegram/chats`, { token });
    expect(list.body.data.items.map((one: unknown) => TelegramChat.parse(one).chat_id)).toEqual([
      '4711',
    ]);
    const body = { digest_hour: 9, quiet_hours: { from: '23:00', to: '07:30' }, locale: 'en' };
    const stranger = await fixture.accessOf(b.owner);
    const path = `${AT}/telegram/chats/4711`;
    expect((await fixture.ask('PATCH', path, { token: stranger, body })).status).toBe(404);
    expect((await fixture.ask('DELETE', path, { token: stranger })).status).toBe(404);
    const changed = await fixture.ask('PATCH', path, { token, body });
    expect(TelegramChat.parse(changed.body.data)).toMatchObject(body);
    const wrong = await fixture.ask('PATCH', path, { token, body: { digest_hour: 24 } });
    expect(wrong.body.error.code).toBe('invalid_input');
    expect((await fixture.ask('DELETE', path, { token })).status).toBe(200);
  });
});

describe('web push', () => {
  it('gives the key, takes public addresses only, and forgets', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const key = await fixture.ask('GET', `${AT}/push/key`, { token });
    expect(PushKey.parse(key.body.data).public_key.length).toBeGreaterThan(80);
    const keys = {
      p256dh: Buffer.alloc(65, 4).toString('base64url'),
      auth: Buffer.alloc(16, 1).toString('base64url'),
    };
    const subscribe = (endpoint: string) =>
      fixture.ask('POST', `${AT}/push/subscriptions`, { token, body: { endpoint, keys } });
    expect((await subscribe('http://127.0.0.1/hook')).body.error.code).toBe('invalid_input');
    const endpoint = 'https://push.example.com/send/abc';
    expect((await subscribe(endpoint)).status).toBe(201);
    const gone = await fixture.ask('DELETE', `${AT}/push/subscriptions`, {
      token,
      body: { endpoint },
    });
    expect(gone.status).toBe(200);
  });
});
