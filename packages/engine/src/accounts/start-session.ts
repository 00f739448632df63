import type { Trx } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth.ts';
import { addRefreshToken, pairWith, sessionEnd, type TokenPair } from './tokens.ts';
import { type UserRecord, userActor } from './user-record.ts';

const LONGEST_AGENT = 300;

/** Opens a session for somebody who has proved who they are. */
export async function startSession(
  trx: Trx,
  ctx: AuthContext,
  user: UserRecord,
  how: { by: 'password' | 'link' | 'password_change'; userAgent?: string | undefined },
): Promise<TokenPair> {
  const now = ctx.now();
  const session = { id: ctx.newId(), userId: user.id, endsAt: sessionEnd(now) };
  await trx
    .insertInto('app_dashboard.sessions')
    .values({
      id: session.id,
      user_id: user.id,
      user_agent: how.userAgent?.slice(0, LONGEST_AGENT) ?? null,
      ip: ctx.actor.ip ?? null,
      created_at: now,
      last_used_at: now,
      absolute_expires_at: session.endsAt,
    })
    .execute();
  const refresh = await addRefreshToken(trx, now, session, null);
  await recordAudit(
    trx,
    { ...ctx, actor: userActor(user, ctx.actor) },
    {
      action: 'session.start',
      shopId: null,
      targetType: 'session',
      targetId: session.id,
      after: { by: how.by },
    },
  );
  return await pairWith(ctx, session, refresh);
}
