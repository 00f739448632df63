import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSupabaseTokens } from './supabase-token.ts';

const SECRET = 'super-secret-jwt-token-with-at-least-32-characters-long';
const ISSUER = 'https://test.example/auth/v1';
const VECTOR =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL3Rlc3QuZXhhbXBsZS9hdXRoL3YxIiwiYXVkIjoiYXV0aGVudGljYXRlZCIsInN1YiI6IjdiMWUzYzUyLTRhM2QtNGIxZS05YTU1LTBmNWE1ZDJjOWUxMCIsInJvbGUiOiJhdXRoZW50aWNhdGVkIiwiZW1haWwiOiJvcEBleGFtcGxlLnRlc3QiLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyOTIwMH0.pO3ajGPI31aopUJTaEeSGK-gcRWGpqmQiEblrH1vMGM';
const now = new Date(1_767_226_000_000);
const SUBJECT = '7b1e3c52-4a3d-4b1e-9a55-0f5a5d2c9e10';

const refused = { code: 'unauthenticated' };

describe('with the project’s shared secret', () => {
  const tokens = createSupabaseTokens({ issuer: ISSUER, jwtSecret: SECRET });

  it('takes a person’s token until it ends', async () => {
    expect(await tokens.verify(VECTOR, now)).toEqual({
      subject: SUBJECT,
      email: 'op@example.test',
      emailVerified: false,
    });
    await expect(tokens.verify(VECTOR, new Date(1_767_229_300_000))).rejects.toMatchObject(refused);
    await expect(tokens.verify(`${VECTOR.slice(0, -3)}abc`, now)).rejects.toMatchObject(refused);
  });

  const person = { role: 'authenticated', email: 'Op@Example.test' };
  const sign = (claims: object, changes: { iss?: string; aud?: string; sub?: string } = {}) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(changes.iss ?? ISSUER)
      .setAudience(changes.aud ?? 'authenticated')
      .setSubject(changes.sub ?? SUBJECT)
      .setExpirationTime(new Date(now.getTime() + 60_000))
      .sign(new TextEncoder().encode(SECRET));

  it.each([
    ['the anon key of the project', () => sign({ role: 'anon' })],
    ['the service key of the project', () => sign({ role: 'service_role' })],
    ['an anonymous user', () => sign({ ...person, is_anonymous: true })],
    ['a subject that is no user', () => sign(person, { sub: 'me' })],
    ['another project', () => sign(person, { iss: 'https://other.example/auth/v1' })],
    ['another audience', () => sign(person, { aud: 'anon' })],
    ['no role', () => sign({})],
  ])('refuses %s', async (_, make) => {
    await expect(tokens.verify(await make(), now)).rejects.toMatchObject(refused);
  });

  it.each([
    ['what the person can edit', { user_metadata: { email_verified: true } }, false],
    ['a password', { amr: [{ method: 'password', timestamp: 1 }] }, false],
    ['a link in the mailbox', { amr: [{ method: 'magiclink', timestamp: 1 }] }, true],
    ['another provider', { amr: ['oauth'] }, true],
    ['a claim of the project', { email_verified: true }, true],
  ])('takes the address as proven by %s: %j → %s', async (_, claims, verified) => {
    const token = await sign({ ...person, ...claims });
    expect(await tokens.verify(token, now)).toEqual({
      subject: SUBJECT,
      email: 'op@example.test',
      emailVerified: verified,
    });
  });
});

describe('with the project’s published keys', () => {
  let server: Server;
  let url: string;
  let keys: { kid: string; publicKey: CryptoKey; privateKey: CryptoKey; alg: string }[];
  let hits = 0;

  beforeAll(async () => {
    keys = await Promise.all(
      (['ES256', 'RS256'] as const).map(async (alg, index) => ({
        kid: `key-${index}`,
        alg,
        ...(await generateKeyPair(alg)),
      })),
    );
    server = createServer((request, response) => {
      hits += 1;
      if (request.url?.endsWith('?broken')) return void response.writeHead(500).end();
      void Promise.all(
        keys.map(async ({ kid, alg, publicKey }) => ({
          ...(await exportJWK(publicKey)),
          kid,
          alg,
          use: 'sig',
        })),
      ).then((published) => response.end(JSON.stringify({ keys: published })));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });

  const sign = (key: CryptoKey | Uint8Array, header: { alg: string; kid?: string }) =>
    new SignJWT({ role: 'authenticated' })
      .setProtectedHeader(header)
      .setIssuer(ISSUER)
      .setAudience('authenticated')
      .setSubject(SUBJECT)
      .setExpirationTime(new Date(now.getTime() + 60_000))
      .sign(key);

  it('takes tokens of any published key and asks for the keys once', async () => {
    const tokens = createSupabaseTokens({ issuer: ISSUER, jwksUrl: url });
    hits = 0;
    for (const { kid, alg, privateKey } of keys) {
      const { subject } = await tokens.verify(await sign(privateKey, { alg, kid }), now);
      expect(subject).toBe(SUBJECT);
    }
    expect(hits).toBe(1);
  });

  it('refuses a foreign key, an unknown key id, and the shared secret it was not told', async () => {
    const tokens = createSupabaseTokens({ issuer: ISSUER, jwksUrl: url });
    const foreign = await generateKeyPair('ES256');
    for (const token of [
      await sign(foreign.privateKey, { alg: 'ES256', kid: 'key-0' }),
      await sign(foreign.privateKey, { alg: 'ES256', kid: 'key-9' }),
      VECTOR,
    ]) {
      await expect(tokens.verify(token, now)).rejects.toMatchObject(refused);
    }
  });

  it('never checks a token with a published key as if it were the secret', async () => {
    const both = createSupabaseTokens({ issuer: ISSUER, jwksUrl: url, jwtSecret: SECRET });
    const pem = new TextEncoder().encode(await exportSPKI(keys[1]!.publicKey));
    const confused = await sign(pem, { alg: 'HS256', kid: 'key-1' });
    await expect(both.verify(confused, now)).rejects.toMatchObject(refused);
    expect((await both.verify(VECTOR, now)).subject).toBe(SUBJECT);
    const [{ privateKey, alg, kid }] = keys as [(typeof keys)[number]];
    expect((await both.verify(await sign(privateKey, { alg, kid }), now)).subject).toBe(SUBJECT);
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${VECTOR.split('.')[1]}.`;
    await expect(both.verify(none, now)).rejects.toMatchObject(refused);
  });

  it('says that the keys are out of reach instead of blaming the person', async () => {
    const [{ privateKey, alg, kid }] = keys as [(typeof keys)[number]];
    const token = await sign(privateKey, { alg, kid });
    for (const jwksUrl of ['http://127.0.0.1:1/jwks.json', `${url}?broken`]) {
      const tokens = createSupabaseTokens({ issuer: ISSUER, jwksUrl });
      await expect(tokens.verify(token, now)).rejects.toMatchObject({ code: 'unavailable' });
    }
  });
});
