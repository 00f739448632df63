import { AppError } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth.ts';
import { hashToken } from './random-token.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { addRefreshToken, pairWith, type TokenPair } from './tokens.ts';
import { findUser, userActor, type UserRecord } from './user-record.ts';

const GRACE_MS = 10_000;

type Outcome =
  | { kind: 'rotated'; pair: TokenPair }
  | { kind: 'refused' }
  | { kind: 'superseded' }
  | { kind: 'reused' };

/**
 * Exchanges a refresh token for a new pair. Each works once; using one again means somebody copied it and
 * ends the whole session. A repeat within ten seconds, when the answer was lost, gets one more pair.
 * @throws AppError `unauthenticated`; `conflict` for a third try at once, which should use the newest token
 */
export async function refreshSession(
  ctx: AuthContext,
  input: { refreshToken: string },
): Promise<TokenPair> {
  const outcome = await withSystem(ctx.db, (trx) =>
    rotate(trx, ctx, hashToken(input.refreshToken)),
  );
  switch (outcome.kind) {
    case 'rotated':
      return outcome.pair;
    case 'superseded':
      throw new AppError('conflict', 'This session was renewed a moment ago; use its newest token');
    case 'reused':
      throw new AppError(
        'unauthenticated',
        'This session was ended because an old token of it was used again; sign in again',
      );
    case 'refused':
      throw new AppError('unauthenticated', 'Your session has ended; sign in again');
  }
}

/** The row lock makes two refreshes with one token take turns. */
async function rotate(trx: Trx, ctx: AuthContext, hash: string): Promise<Outcome> {
  const now = ctx.now();
  const token = await trx
    .selectFrom('app_dashboard.refresh_tokens')
    .selectAll()
    .where('token_hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
  if (!token) return { kind: 'refused' };
  const session = await trx
    .selectFrom('app_dashboard.sessions')
    .selectAll()
    .where('id', '=', token.session_id)
    .executeTakeFirstOrThrow();
  const user = await findUser(trx, { id: session.user_id });
  const ended =
    session.revoked_at !== null || session.absolute_expires_at <= now || token.expires_at <= now;
  if (ended || !user) return { kind: 'refused' };

  if (token.used_at !== null) {
    const verdict = await judgeReuse(trx, token, now);
    if (verdict === 'superseded') return { kind: 'superseded' };
    if (verdict === 'reused') return await endFamily(trx, ctx, session.id, user);
  }
  const facts = { id: session.id, userId: user.id, endsAt: session.absolute_expires_at };
  const child = await addRefreshToken(trx, now, facts, hash);
  await trx
    .updateTable('app_dashboard.refresh_tokens')
    .set({ used_at: token.used_at ?? now, replaced_by: child.hash })
    .where('token_hash', '=', hash)
    .execute();
  await trx
    .updateTable('app_dashboard.sessions')
    .set({ last_used_at: now })
    .where('id', '=', session.id)
    .execute();
  return { kind: 'rotated', pair: await pairWith(ctx, facts, child) };
}

type UsedToken = { token_hash: string; used_at: Date | null; replaced_by: string | null };

/** `repeat`: the first answer was lost, and the child it carried is dead from now on. */
async function judgeReuse(
  trx: Trx,
  token: UsedToken,
  now: Date,
): Promise<'repeat' | 'superseded' | 'reused'> {
  const age = now.getTime() - (token.used_at?.getTime() ?? 0);
  const children = await trx
    .selectFrom('app_dashboard.refresh_tokens')
    .select(['token_hash', 'used_at'])
    .where('parent_hash', '=', token.token_hash)
    .forUpdate()
    .execute();
  const current = children.find((child) => child.token_hash === token.replaced_by);
  if (age > GRACE_MS || !current || current.used_at !== null) return 'reused';
  if (children.length > 1) return 'superseded';
  await trx
    .updateTable('app_dashboard.refresh_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', current.token_hash)
    .execute();
  return 'repeat';
}

async function endFamily(
  trx: Trx,
  ctx: AuthContext,
  sessionId: string,
  user: UserRecord,
): Promise<Outcome> {
  await revokeSessions(trx, ctx, { sessionId }, 'refresh_reuse');
  await recordAudit(
    trx,
    { ...ctx, actor: userActor(user, ctx.actor) },
    {
      action: 'session.reuse_detected',
      shopId: null,
      targetType: 'session',
      targetId: sessionId,
    },
  );
  return { kind: 'reused' };
}
