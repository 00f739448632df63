import { createHmac } from 'node:crypto';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAccessTokens } from './access-token.ts';
import { deriveTokenKeys } from './token-keys.ts';

const now = new Date('2026-11-20T03:00:00Z');
const old = { id: 'k1', key: Buffer.alloc(32, 1) };
const fresh = { id: 'k2', key: Buffer.alloc(32, 2) };
const keys = deriveTokenKeys([old]);
const [key] = keys;
const tokens = createAccessTokens(keys);
const claims = { userId: 'user-1', sessionId: 'session-1', id: 'token-1' };

const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token like ours but for the changes. */
function forged(changes: { header?: object; payload?: object; key?: Uint8Array } = {}): string {
  const seconds = now.getTime() / 1000;
  const header = { alg: 'HS256', typ: 'at+jwt', kid: 'k1', ...changes.header };
  const payload = {
    iss: 'commerce',
    aud: 'commerce-api',
    sub: 'user-1',
    sid: 'session-1',
    jti: 'token-1',
    iat: seconds,
    exp: seconds + 900,
    ...changes.payload,
  };
  const body = `${b64(header)}.${b64(payload)}`;
  const mac = createHmac('sha256', changes.key ?? key!.key)
    .update(body)
    .digest('base64url');
  return `${body}.${mac}`;
}

describe('access tokens', () => {
  it('say who and through which session, for a quarter of an hour', async () => {
    const { token, expiresAt } = await tokens.issue(claims, now);
    expect(expiresAt).toEqual(later(15));
    expect(await tokens.verify(token, later(15))).toEqual({
      userId: 'user-1',
      sessionId: 'session-1',
    });
    expect(await tokens.verify(forged(), now)).toEqual({
      userId: 'user-1',
      sessionId: 'session-1',
    });
  });

  it('of the former key stay good while keys rotate, and of a removed one do not', async () => {
    const { token } = await tokens.issue(claims, now);
    const rotated = createAccessTokens(deriveTokenKeys([fresh, old]));
    expect((await rotated.verify(token, now)).userId).toBe('user-1');
    const removed = createAccessTokens(deriveTokenKeys([fresh]));
    await expect(removed.verify(token, now)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  const unsigned = `${forged({ header: { alg: 'none' } })
    .split('.')
    .slice(0, 2)
    .join('.')}.`;
  it.each([
    ['no algorithm', unsigned],
    ['no algorithm but a signature', forged({ header: { alg: 'none' } })],
    ['another HMAC', forged({ header: { alg: 'HS512' } })],
    ['a public-key algorithm', forged({ header: { alg: 'RS256' } })],
    ['another key', forged({ key: new Uint8Array(32) })],
    ['the master key itself', forged({ key: old.key })],
    ['an unknown key id', forged({ header: { kid: 'k9' } })],
    ['no key id', forged({ header: { kid: undefined } })],
    ['another type', forged({ header: { typ: 'JWT' } })],
    ['another issuer', forged({ payload: { iss: 'else' } })],
    ['another audience', forged({ payload: { aud: 'else' } })],
    ['an end that has passed', forged({ payload: { exp: now.getTime() / 1000 - 6 } })],
    ['a beginning to come', forged({ payload: { nbf: now.getTime() / 1000 + 60 } })],
    ['no end', forged({ payload: { exp: undefined } })],
    ['no session', forged({ payload: { sid: undefined } })],
    ['no subject', forged({ payload: { sub: undefined } })],
    ['a changed signature', `${forged().slice(0, -3)}abc`],
    ['an unknown critical header', forged({ header: { crit: ['x'], x: 1 } })],
    ['nothing', ''],
    ['words', 'a.b.c'],
  ])('with %s are refused', async (_, token) => {
    await expect(tokens.verify(token, now)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('signed with a public key as if it were a secret are refused', async () => {
    const { publicKey } = await generateKeyPair('RS256');
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const token = await new SignJWT({ sid: 's' })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })
      .setSubject('u')
      .setIssuer('commerce')
      .setAudience('commerce-api')
      .setExpirationTime(later(5))
      .sign(secret);
    await expect(tokens.verify(token, now)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
