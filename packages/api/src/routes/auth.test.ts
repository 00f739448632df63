import { createSignInLink, setPassword } from '@commerce/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture, ORIGIN } from '../test/api-fixture.ts';
import { localPath } from './renewal.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture({ realSleep: true });
});
afterAll(() => fixture.close());

const login = (email: string, password: string, ip = '198.51.100.1') =>
  fixture.ask('POST', '/api/v1/auth/login', {
    body: { email, password },
    headers: { 'x-forwarded-for': ip },
  });
const refresh = (refresh_token: string) =>
  fixture.ask('POST', '/api/v1/auth/refresh', { body: { refresh_token } });
const me = (token: string) => fixture.ask('GET', '/api/v1/auth/me', { token });

/** Cookies of an answer as a browser would send them back. */
const jarOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('password sign-in', () => {
  it('lets the right person in, whatever the case of the address', async () => {
    const { owner } = fixture.tenants.a;
    await setPassword(fixture.engine, { userId: owner.id, newPassword: 'correct horse battery' });
    const asked = await login(owner.email.toUpperCase(), 'correct horse battery');
    expect(asked.status).toBe(200);
    expect(asked.body.data).toMatchObject({
      token_type: 'Bearer',
      expires_at: '2026-11-20T03:15:00.000Z',
      refresh_expires_at: '2026-12-04T03:00:00.000Z',
    });
    expect((await me(asked.body.data.access_token)).body.data).toMatchObject({
      email: owner.email,
      role: 'AGENCY_OWNER',
      has_password: true,
    });
  });

  it('tells a wrong password from an unknown address by nothing', async () => {
    const { owner } = fixture.tenants.a;
    const [known, unknown] = [
      await login(owner.email, 'wrong password', '198.51.100.2'),
      await login('nobody@example.test', 'wrong password', '198.51.100.2'),
    ];
    expect(known.status).toBe(401);
    expect(unknown.body.error).toEqual(known.body.error);
  });

  it('slows guessing down also when all guesses come at once, for that address only', async () => {
    const { staff } = fixture.tenants.a;
    await setPassword(fixture.engine, { userId: staff.id, newPassword: 'a good long password' });
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, i) => login(staff.email, `guess ${i} guess`, '198.51.100.3')),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    const refused = guesses.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(7);
    expect(Number(refused[0]!.headers.get('retry-after'))).toBe(30);
    expect((await login(staff.email, 'a good long password', '198.51.100.3')).status).toBe(429);
    expect((await login(staff.email, 'a good long password', '198.51.100.4')).status).toBe(200);
    fixture.clock.advance(31_000);
    expect((await login(staff.email, 'a good long password', '198.51.100.3')).status).toBe(200);
  });
});

describe('sign-in links', () => {
  it('work once, and only while they are young', async () => {
    const { owner } = fixture.tenants.b;
    const use = (token: string) => fixture.ask('POST', '/api/v1/auth/link', { body: { token } });
    const { token } = await createSignInLink(fixture.engine, { userId: owner.id });
    const both = await Promise.all([use(token), use(token)]);
    expect(both.map(({ status }) => status).sort((x, y) => x - y)).toEqual([200, 401]);
    const late = await createSignInLink(fixture.engine, { userId: owner.id });
    fixture.clock.advance(31 * 60_000);
    expect((await use(late.token)).status).toBe(401);
    expect((await use('csl_'.padEnd(40, 'x'))).status).toBe(401);
  });
});

describe('refreshing', () => {
  it('rotates, and a copied token ends the whole session', async () => {
    const first = await fixture.signIn(fixture.tenants.a.owner);
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    fixture.clock.advance(11_000);
    const third = await refresh(second.body.data.refresh_token);
    expect(third.status).toBe(200);
    expect((await me(third.body.data.access_token)).status).toBe(200);

    const thief = await refresh(first.refresh_token);
    expect(thief.status).toBe(401);
    expect((await me(third.body.data.access_token)).status).toBe(401);
    expect((await refresh(third.body.data.refresh_token)).status).toBe(401);
  });

  it('forgives one lost answer within ten seconds, and not a token whose child was used', async () => {
    const first = await fixture.signIn(fixture.tenants.a.owner);
    const lost = await refresh(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect(again.status).toBe(200);
    expect((await refresh(first.refresh_token)).status).toBe(409);
    const next = await refresh(again.body.data.refresh_token);
    expect(next.status).toBe(200);
    expect((await refresh(first.refresh_token)).status).toBe(401);
    expect((await refresh(next.body.data.refresh_token)).status).toBe(401);
    expect(lost.status).toBe(200);
  });

  it('gives one new pair each to two tabs at once, and no third', async () => {
    const first = await fixture.signIn(fixture.tenants.a.owner);
    const tabs = await Promise.all([1, 2, 3].map(() => refresh(first.refresh_token)));
    expect(tabs.map(({ status }) => status).sort((x, y) => x - y)).toEqual([200, 200, 409]);
  });

  it('ends with the session’s last day and when nobody came for two weeks', async () => {
    const idle = await fixture.signIn(fixture.tenants.a.owner);
    fixture.clock.advance(15 * 86_400_000);
    expect((await refresh(idle.refresh_token)).status).toBe(401);
    let token = (await fixture.signIn(fixture.tenants.a.owner)).refresh_token;
    const statuses: number[] = [];
    for (let days = 0; days < 66; days += 11) {
      fixture.clock.advance(11 * 86_400_000);
      const asked = await refresh(token);
      statuses.push(asked.status);
      token = asked.body.data?.refresh_token ?? token;
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 401]);
  });
});

describe('what ends a session', () => {
  it('is refused at once: signing out', async () => {
    const tokens = await fixture.signIn(fixture.tenants.a.owner);
    const body = { refresh_token: tokens.refresh_token };
    expect((await fixture.ask('POST', '/api/v1/auth/logout', { body })).status).toBe(200);
    expect((await me(tokens.access_token)).status).toBe(401);
    expect((await fixture.ask('POST', '/api/v1/auth/logout', { body })).status).toBe(200);
  });

  it('is refused at once: a new password, which ends all of them', async () => {
    const { owner } = fixture.tenants.b;
    const [here, elsewhere] = [await fixture.signIn(owner), await fixture.signIn(owner)];
    const change = (token: string, body: object) =>
      fixture.ask('PUT', '/api/v1/auth/password', { token, body });
    const weak = await change(here.access_token, { new_password: 'Password1' });
    expect(weak.body.error.details.fields[0].field).toBe('new_password');
    const changed = await change(here.access_token, { new_password: 'first good password' });
    expect(changed.status).toBe(200);
    expect((await me(here.access_token)).status).toBe(401);
    expect((await me(elsewhere.access_token)).status).toBe(401);
    const token = changed.body.data.access_token;
    expect((await me(token)).status).toBe(200);
    const wrong = await change(token, {
      current_password: 'x',
      new_password: 'second good password',
    });
    expect(wrong).toMatchObject({ status: 403 });
    expect(wrong.body.error.details.fields[0].field).toBe('current_password');
  });

  it('is refused at once: being switched off', async () => {
    const { storeUser } = fixture.tenants.b;
    const { access_token } = await fixture.signIn(storeUser);
    const key = await fixture.keyOf(storeUser, ['read']);
    await fixture.db
      .updateTable('app_dashboard.users')
      .set({ disabled_at: fixture.clock.now() })
      .where('id', '=', storeUser.id)
      .execute();
    expect((await me(access_token)).status).toBe(401);
    expect((await me(key)).status).toBe(401);
  });
});

describe('cookies', () => {
  it('are out of reach of scripts, and Secure with guarding names under https only', async () => {
    const signInAt = async (publicOrigin: string | null) => {
      const { token } = await createSignInLink(fixture.engine, {
        userId: fixture.tenants.a.owner.id,
      });
      const api = fixture.apiWith({
        site: { publicOrigin, allowedHosts: [], corsOrigins: [], trustProxy: false },
      });
      const response = await api.request(`${publicOrigin ?? ORIGIN}/api/v1/auth/link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      return response.headers.getSetCookie();
    };
    const [access = '', refreshing = ''] = await signInAt('https://shop.example');
    expect(access).toMatch(/^__Host-commerce_access=.+; Path=\/; .*HttpOnly; Secure; SameSite=Lax/);
    expect(refreshing).toMatch(
      /^__Secure-commerce_refresh=.+; Path=\/api\/v1\/auth; .*HttpOnly; Secure; SameSite=Lax/,
    );
    const local = await signInAt(null);
    expect(local[0]).toMatch(/^commerce_access=/);
    for (const cookie of local) {
      expect(cookie).toContain('HttpOnly');
      expect(cookie).not.toContain('Secure');
    }
  });

  it('read anywhere but write only from our own pages', async () => {
    const { token } = await createSignInLink(fixture.engine, {
      userId: fixture.tenants.a.owner.id,
    });
    const { headers } = await fixture.ask('POST', '/api/v1/auth/link', { body: { token } });
    const cookie = jarOf(headers);
    expect((await fixture.ask('GET', '/api/v1/auth/me', { headers: { cookie } })).status).toBe(200);
    const write = async (origin?: string) => {
      const given = { cookie, ...(origin === undefined ? {} : { origin }) };
      const body = { locale: 'en' };
      return (await fixture.ask('PATCH', '/api/v1/auth/me', { headers: given, body })).status;
    };
    expect(await write()).toBe(403);
    expect(await write('null')).toBe(403);
    expect(await write('https://evil.example')).toBe(403);
    expect(await write('http://127.0.0.1:9999')).toBe(403);
    expect(await write(ORIGIN)).toBe(200);
    const foreign = { headers: { cookie, origin: 'https://evil.example' }, body: {} };
    expect((await fixture.ask('POST', '/api/v1/auth/refresh', foreign)).status).toBe(403);
    expect((await fixture.ask('POST', '/api/v1/auth/logout', foreign)).status).toBe(403);
    const own = { headers: { cookie, origin: ORIGIN }, body: {} };
    expect((await fixture.ask('POST', '/api/v1/auth/refresh', own)).status).toBe(200);
  });

  it('cannot be planted by a foreign page', async () => {
    const asked = await fixture.ask('POST', '/api/v1/auth/login', {
      body: { email: 'a@example.test', password: 'whatever it is' },
      headers: { origin: 'https://evil.example' },
    });
    expect(asked).toMatchObject({ status: 403 });
  });

  it('are renewed on the way to a page of ours, and only to one of ours', async () => {
    const { token } = await createSignInLink(fixture.engine, {
      userId: fixture.tenants.a.owner.id,
    });
    const { headers } = await fixture.ask('POST', '/api/v1/auth/link', { body: { token } });
    const cookie = jarOf(headers);
    const renew = (next: string, jar = cookie) =>
      fixture.ask('GET', `/api/v1/auth/renew?next=${encodeURIComponent(next)}`, {
        headers: { cookie: jar },
      });
    const asked = await renew('/shops/1?range=7d');
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/shops/1?range=7d']);
    expect(asked.headers.getSetCookie()).toHaveLength(2);
    const out = await renew('/shops', 'commerce_refresh=crt_unknown');
    expect(out.headers.get('location')).toBe('/sign-in?next=%2Fshops');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:x',
    '/\t/evil.example',
    '/..//evil.example',
    undefined,
  ])('never lead to %s', (next) => {
    expect(localPath(next)).toBe('/');
  });
});

describe('API keys', () => {
  it('are shown once, act within their scopes, and are gone when revoked', async () => {
    const { a } = fixture.tenants;
    const token = await fixture.accessOf(a.owner);
    const body = { name: 'Sheet', scopes: ['read'], expires_at: '2027-06-01T00:00:00Z' };
    const made = await fixture.ask('POST', '/api/v1/api-keys', { token, body });
    expect(made.status).toBe(201);
    const { key, id, prefix } = made.body.data;
    expect(key.startsWith(prefix)).toBe(true);
    expect(key).toMatch(/^ck_live_[\w-]{43}$/);

    expect((await fixture.ask('GET', '/api/shops', { token: key })).status).toBe(200);
    const list = await fixture.ask('GET', '/api/v1/api-keys', { token });
    expect(JSON.stringify(list.body)).not.toContain(key);
    expect(list.body.data.items[0]).toMatchObject({ id, name: 'Sheet', scopes: ['read'] });
    expect(list.body.data.items[0].last_used_at).not.toBeNull();

    const writer = await fixture.keyOf(a.owner, ['read', 'write']);
    const breeding = await fixture.ask('POST', '/api/v1/api-keys', { token: writer, body });
    expect(breeding).toMatchObject({ status: 403 });

    const foreign = await fixture.accessOf(fixture.tenants.b.owner);
    const path = `/api/v1/api-keys/${id}`;
    expect((await fixture.ask('DELETE', path, { token: foreign })).status).toBe(404);
    expect((await fixture.ask('DELETE', path, { token })).status).toBe(200);
    expect((await fixture.ask('GET', '/api/shops', { token: key })).status).toBe(401);
  });

  it('run out', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const at = new Date(fixture.clock.now().getTime() + 60_000).toISOString();
    const past = new Date(fixture.clock.now().getTime() - 60_000).toISOString();
    const create = (expires_at: string) =>
      fixture.ask('POST', '/api/v1/api-keys', {
        token,
        body: { name: 'x', scopes: ['read'], expires_at },
      });
    expect((await create(past)).status).toBe(400);
    const { key } = (await create(at)).body.data;
    expect((await me(key)).status).toBe(200);
    fixture.clock.advance(61_000);
    expect((await me(key)).status).toBe(401);
  });
});

describe('the audit log', () => {
  it('knows every change of sign-in state and no secret', async () => {
    const rows = await fixture.db.selectFrom('app_dashboard.audit_log').selectAll().execute();
    const actions = new Set(rows.map(({ action }) => action));
    for (const action of [
      'session.start',
      'session.refuse',
      'session.end',
      'session.reuse_detected',
      'sign_in_link.create',
      'user.set_password',
      'api_key.create',
      'api_key.revoke',
    ]) {
      expect(actions).toContain(action);
    }
    const text = JSON.stringify(rows);
    expect(text).not.toMatch(/csl_|crt_|\$argon2|ck_live_[\w-]{20}/);
  });
});
