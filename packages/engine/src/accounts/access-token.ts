import { AppError } from '@commerce/core';
import { errors, type JWTVerifyGetKey, jwtVerify, SignJWT } from 'jose';
import type { TokenKey } from './token-keys.ts';

/** How long a person's access lasts without asking again; what is revoked is refused at once anyway. */
export const ACCESS_MINUTES = 15;
const ISSUER = 'commerce';
const AUDIENCE = 'commerce-api';
const TYPE = 'at+jwt';

export interface AccessClaims {
  userId: string;
  sessionId: string;
}

export interface AccessTokens {
  issue(
    claims: AccessClaims & { id: string },
    now: Date,
  ): Promise<{ token: string; expiresAt: Date }>;
  /** @throws AppError `unauthenticated` for anything but a token of ours that is still good */
  verify(token: string, now: Date): Promise<AccessClaims>;
}

/** Signs with the first key and accepts any of them: HS256 and nothing else. */
export function createAccessTokens(keys: readonly TokenKey[]): AccessTokens {
  const [active] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const findKey: JWTVerifyGetKey = ({ kid }) => {
    const key = byId.get(kid ?? '');
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  return {
    async issue({ id, userId, sessionId }, now) {
      if (!active) throw new TypeError('There is no key to sign with');
      const expiresAt = new Date(now.getTime() + ACCESS_MINUTES * 60_000);
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: active.id })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setJti(id)
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(active.key);
      return { token, expiresAt };
    },
    async verify(token, now) {
      const { payload } = await jwtVerify(token, findKey, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['HS256'],
        typ: TYPE,
        clockTolerance: 5,
        requiredClaims: ['sub', 'sid', 'exp', 'jti'],
        currentDate: now,
      }).catch((cause: unknown) => {
        throw new AppError('unauthenticated', 'Your sign-in has run out; sign in again', { cause });
      });
      return { userId: String(payload.sub), sessionId: String(payload['sid']) };
    },
  };
}
