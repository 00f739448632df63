import type { Trx } from '@commerce/db';
import type { AuthContext } from './auth.ts';
import { hashToken, newToken } from './random-token.ts';

const DAY_MS = 86_400_000;
const IDLE_MS = 14 * DAY_MS;
const ABSOLUTE_MS = 60 * DAY_MS;
const REFRESH_PREFIX = 'crt_';

/** What a client holds of a session. Instants are ISO strings in UTC. */
export interface TokenPair {
  access_token: string;
  token_type: 'Bearer';
  expires_at: string;
  refresh_token: string;
  refresh_expires_at: string;
}

/** End of a session however much it is used. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + ABSOLUTE_MS);

/** Stores a new refresh token of a session. It slides by two weeks, never past the session's end. */
export async function addRefreshToken(
  trx: Trx,
  now: Date,
  session: { id: string; endsAt: Date },
  parentHash: string | null,
): Promise<{ token: string; hash: string; expiresAt: Date }> {
  const token = newToken(REFRESH_PREFIX);
  const hash = hashToken(token);
  const expiresAt = new Date(Math.min(now.getTime() + IDLE_MS, session.endsAt.getTime()));
  await trx
    .insertInto('app_dashboard.refresh_tokens')
    .values({
      token_hash: hash,
      session_id: session.id,
      parent_hash: parentHash,
      issued_at: now,
      expires_at: expiresAt,
    })
    .execute();
  return { token, hash, expiresAt };
}

/** The access token that belongs to a refresh token just stored. */
export async function pairWith(
  ctx: AuthContext,
  session: { id: string; userId: string },
  refresh: { token: string; expiresAt: Date },
): Promise<TokenPair> {
  const access = await ctx.auth.access.issue(
    { id: ctx.newId(), userId: session.userId, sessionId: session.id },
    ctx.now(),
  );
  return {
    access_token: access.token,
    token_type: 'Bearer',
    expires_at: access.expiresAt.toISOString(),
    refresh_token: refresh.token,
    refresh_expires_at: refresh.expiresAt.toISOString(),
  };
}
