import { AppError } from '@commerce/core';
import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyOptions,
} from 'jose';
import { isRowId } from '../access/require-shop.ts';

export interface SupabaseSettings {
  /** `https://<ref>.supabase.co/auth/v1`. */
  issuer: string;
  /** The project's legacy shared secret, as text; its tokens are HS256. */
  jwtSecret?: string;
  /** Where the project's public signing keys are; its tokens are ES256 or RS256. */
  jwksUrl?: string;
  /** The project confirms every e-mail address before it lets anybody in. */
  emailsAreConfirmed?: boolean;
}

/** A person as Supabase vouches for them. */
export interface SupabasePerson {
  subject: string;
  email: string | null;
  /** Whether this token proves that the e-mail address is theirs. */
  emailVerified: boolean;
}

export interface SupabaseTokens {
  /**
   * @throws AppError `unauthenticated` for a token that is none of a signed-in person,
   * `unavailable` when the project's keys cannot be fetched
   */
  verify(token: string, now: Date): Promise<SupabasePerson>;
}

type Verify = (token: string, options: JWTVerifyOptions) => Promise<{ payload: JWTPayload }>;

/** Which key checks a token is decided here, by configuration; each algorithm has only its own key. */
export function createSupabaseTokens(settings: SupabaseSettings): SupabaseTokens {
  const ways: Verify[] = [];
  if (settings.jwksUrl !== undefined) {
    const keys = createRemoteJWKSet(new URL(settings.jwksUrl), {
      cacheMaxAge: 600_000,
      cooldownDuration: 30_000,
      timeoutDuration: 5_000,
    });
    ways.push((token, options) =>
      jwtVerify(token, keys, { ...options, algorithms: ['ES256', 'RS256'] }),
    );
  }
  if (settings.jwtSecret !== undefined) {
    const secret = new TextEncoder().encode(settings.jwtSecret);
    ways.push((token, options) => jwtVerify(token, secret, { ...options, algorithms: ['HS256'] }));
  }
  if (ways.length === 0) throw new TypeError('Supabase sign-in needs a JWT secret or a JWKS URL');
  return {
    async verify(token, now) {
      const payload = await verifyOneWay(ways, token, {
        issuer: settings.issuer,
        audience: 'authenticated',
        clockTolerance: 5,
        requiredClaims: ['sub', 'exp', 'role'],
        currentDate: now,
      });
      return personOf(payload, settings.emailsAreConfirmed ?? false);
    },
  };
}

/** A token of the other algorithm goes on to the other key; every other refusal is final. */
async function verifyOneWay(ways: readonly Verify[], token: string, options: JWTVerifyOptions) {
  let refusal: unknown;
  for (const verify of ways) {
    try {
      return (await verify(token, options)).payload;
    } catch (error) {
      refusal = error;
      if (!(error instanceof errors.JOSEAlgNotAllowed)) break;
    }
  }
  if (isOutage(refusal)) {
    throw new AppError(
      'unavailable',
      'Supabase’s signing keys cannot be fetched right now, so nobody can be recognised; try again',
      { cause: refusal },
    );
  }
  throw new AppError('unauthenticated', 'This Supabase sign-in is not valid here; sign in again', {
    cause: refusal,
  });
}

/** The keys could not be had: everything that is not a verdict on the token itself. */
const isOutage = (error: unknown): boolean =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  !(error instanceof errors.JOSEError) ||
  error.code === 'ERR_JOSE_GENERIC';

/** Sign-ins that went through the mailbox or another identity provider; a password alone proves neither. */
const PROVING_METHODS = new Set([
  'otp',
  'magiclink',
  'invite',
  'recovery',
  'email/signup',
  'oauth',
  'sso/saml',
]);

function personOf(payload: JWTPayload, emailsAreConfirmed: boolean): SupabasePerson {
  const {
    sub = '',
    role,
    email,
    is_anonymous,
    email_verified,
    amr,
  } = payload as JWTPayload & {
    [claim: string]: unknown;
  };
  if (role !== 'authenticated' || !isRowId(sub) || is_anonymous === true) {
    throw new AppError(
      'unauthenticated',
      'This token is not the sign-in of a person: project keys and anonymous users are refused',
    );
  }
  const methods = Array.isArray(amr)
    ? amr.map((entry: unknown) =>
        typeof entry === 'string' ? entry : (entry as { method?: unknown } | null)?.method,
      )
    : [];
  return {
    subject: sub,
    email: typeof email === 'string' && email !== '' ? email.toLowerCase() : null,
    emailVerified:
      emailsAreConfirmed ||
      email_verified === true ||
      methods.some((method) => typeof method === 'string' && PROVING_METHODS.has(method)),
  };
}
