import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(() => fixture.close());

it('gives the answer of an Idempotency-Key to the one who asked, and to no key of the same person', async () => {
  const { owner } = fixture.tenants.a;
  const body = { name: 'made once', scopes: ['read'] };
  const ask = (token: string) =>
    fixture.ask('POST', '/api/v1/api-keys', {
      token,
      body,
      headers: { 'idempotency-key': 'the-same' },
    });
  const person = await fixture.accessOf(owner);
  const made = await ask(person);
  expect(made.status).toBe(201);
  const again = await ask(person);
  expect([again.status, again.body.data]).toEqual([201, made.body.data]);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const stolen = await ask(await fixture.keyOf(owner, ['write']));
  expect(stolen.status).toBe(422);
  expect(JSON.stringify(stolen.body)).not.toContain('ck_live_');
});
