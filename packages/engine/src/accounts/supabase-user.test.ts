import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTenant, createTestClock, createTestContext } from '@commerce/testkit';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from './api-keys.ts';
import { createAuth, type AuthContext } from './auth.ts';
import { authenticate } from './authenticate.ts';
import { signIn } from './sign-in.ts';
import { deriveTokenKeys } from './token-keys.ts';

const SECRET = 'super-secret-jwt-token-with-at-least-32-characters-long';
const ISSUER = 'https://test.example/auth/v1';
const NOW = '2026-11-20T03:00:00Z';
const MAGIC = { amr: [{ method: 'magiclink', timestamp: 1 }] };

let database: TestDatabase;
let ctx: AuthContext;
let tenant: Awaited<ReturnType<typeof createTenant>>;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await createTenant(database.db);
  const engine = createTestContext({ db: database.db, platforms: [], clock: createTestClock(NOW) });
  const tokenKeys = deriveTokenKeys([{ id: 'k', key: Buffer.alloc(32, 5) }]);
  const supabase = { issuer: ISSUER, jwtSecret: SECRET };
  ctx = { ...engine, auth: createAuth({ mode: 'supabase', tokenKeys, supabase }) };
});
afterAll(() => database.close());

const subject = (n: number) => `7b1e3c52-4a3d-4b1e-9a55-0f5a5d2c9e${n}`;
const sign = (sub: string, email: string, claims: object = MAGIC) =>
  new SignJWT({ role: 'authenticated', email, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setAudience('authenticated')
    .setSubject(sub)
    .setExpirationTime(new Date(Date.parse(NOW) + 60_000))
    .sign(new TextEncoder().encode(SECRET));

describe('people who sign in at Supabase', () => {
  it('are strangers until they prove the address they were invited by', async () => {
    const { owner } = tenant;
    const byPassword = { amr: [{ method: 'password', timestamp: 1 }] };
    const unproven = await sign(subject(10), owner.email, byPassword);
    await expect(authenticate(ctx, { bearer: unproven })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const uninvited = await sign(subject(10), 'nobody@example.test');
    await expect(authenticate(ctx, { bearer: uninvited })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('are linked once, then known by their subject whatever the address becomes', async () => {
    const { owner } = tenant;
    const bearer = await sign(subject(11), owner.email.toUpperCase());
    const both = await Promise.all([authenticate(ctx, { bearer }), authenticate(ctx, { bearer })]);
    for (const actor of both) {
      expect(actor).toMatchObject({ type: 'user', id: owner.id, user: { role: 'AGENCY_OWNER' } });
    }
    const moved = await sign(subject(11), 'new@example.test', {});
    expect((await authenticate(ctx, { cookie: moved })).id).toBe(owner.id);
    const links = await database.db
      .selectFrom('app_dashboard.audit_log')
      .select('target_id')
      .where('action', '=', 'user.link_subject')
      .execute();
    expect(links).toEqual([{ target_id: owner.id }]);
  });

  it('cannot take over an invitation that is linked already', async () => {
    const thief = await sign(subject(12), tenant.owner.email);
    await expect(authenticate(ctx, { bearer: thief })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('are out when they are switched off', async () => {
    const { staff } = tenant;
    const bearer = await sign(subject(13), staff.email);
    expect((await authenticate(ctx, { bearer })).id).toBe(staff.id);
    await database.db
      .updateTable('app_dashboard.users')
      .set({ disabled_at: NOW })
      .where('id', '=', staff.id)
      .execute();
    await expect(authenticate(ctx, { bearer })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('do not sign in with us, and our own tokens mean nothing there; API keys do', async () => {
    const { owner } = tenant;
    await expect(signIn(ctx, { email: owner.email, password: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const own = await ctx.auth.access.issue(
      { id: 'j', userId: owner.id, sessionId: 's' },
      ctx.now(),
    );
    await expect(authenticate(ctx, { bearer: own.token })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const { key } = await createApiKey(
      { ...ctx, actor: owner.actor },
      { name: 'x', scopes: ['read'] },
    );
    expect(await authenticate(ctx, { bearer: key })).toMatchObject({
      type: 'api_key',
      user: { scopes: ['read'] },
    });
  });
});
