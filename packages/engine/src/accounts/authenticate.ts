import { AppError } from '@commerce/core';
import type { Actor } from '../context.ts';
import { API_KEY_PREFIX } from './api-keys.ts';
import type { AuthContext } from './auth.ts';
import { findKey } from './find-key.ts';
import { hashToken } from './random-token.ts';
import { supabaseUser } from './supabase-user.ts';
import { originOf, userActor } from './user-record.ts';

export interface Credentials {
  /** From `Authorization: Bearer`: an access token, a Supabase token or an API key. Wins over the cookie. */
  bearer?: string | undefined;
  /** Value of the web's access cookie. */
  cookie?: string | undefined;
}

/** Who asks, once it is sure. `sessionId` null: not through a session of ours. */
export type SignedInActor = Actor & { user: NonNullable<Actor['user']>; sessionId: string | null };

const KEY_USE_NOTED_MS = 60_000;

/**
 * Recognises who asks. Looks at the person, session or key in the database every time, so that what was
 * revoked or switched off is refused at once.
 * @throws AppError `unauthenticated`, `forbidden` for a Supabase user nobody invited, `unavailable` when
 * Supabase's keys cannot be had
 */
export async function authenticate(
  ctx: AuthContext,
  credentials: Credentials,
): Promise<SignedInActor> {
  const { bearer, cookie } = credentials;
  if (bearer?.startsWith(API_KEY_PREFIX)) return await keyActor(ctx, bearer);
  const token = bearer ?? cookie;
  if (!token) throw new AppError('unauthenticated', 'Sign in first, or send an API key');
  if (ctx.auth.supabase) {
    const person = await ctx.auth.supabase.verify(token, ctx.now());
    return { ...userActor(await supabaseUser(ctx, person), ctx.actor), sessionId: null };
  }
  const { userId, sessionId } = await ctx.auth.access.verify(token, ctx.now());
  const session = await ctx.db
    .selectFrom('app_dashboard.sessions as s')
    .innerJoin('app_dashboard.users as u', 'u.id', 's.user_id')
    .select(['u.id', 'u.agency_id', 'u.role', 'u.display_name', 'u.email'])
    .where('s.id', '=', sessionId)
    .where('s.user_id', '=', userId)
    .where('s.revoked_at', 'is', null)
    .where('s.absolute_expires_at', '>', ctx.now())
    .where('u.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!session) throw new AppError('unauthenticated', 'Your session has ended; sign in again');
  const user = {
    id: session.id,
    agencyId: session.agency_id,
    role: session.role,
    displayName: session.display_name,
    email: session.email,
  };
  return { ...userActor(user, ctx.actor), sessionId };
}

async function keyActor(ctx: AuthContext, key: string): Promise<SignedInActor> {
  const now = ctx.now();
  const row = await findKey(ctx.db, hashToken(key));
  if (!row || (row.expires_at !== null && row.expires_at <= now)) {
    throw new AppError('unauthenticated', 'This API key is unknown, revoked or has run out');
  }
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > KEY_USE_NOTED_MS) {
    await ctx.db
      .updateTable('app_dashboard.api_keys')
      .set({ last_used_at: now })
      .where('id', '=', row.id)
      .execute();
  }
  return {
    ...originOf(ctx.actor),
    type: 'api_key',
    id: row.id,
    name: row.name,
    user: {
      id: row.user_id,
      agencyId: row.agency_id,
      role: row.role,
      scopes: row.scopes,
    },
    sessionId: null,
  };
}
