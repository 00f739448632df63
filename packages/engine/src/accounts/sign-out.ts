import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth.ts';
import { hashToken } from './random-token.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { findUser, userActor } from './user-record.ts';

/** Ends the session a refresh token or an access token belongs to. Ending an ended one changes nothing. */
export async function signOut(
  ctx: AuthContext,
  input: { refreshToken?: string | undefined; sessionId?: string | undefined },
): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    const session = await trx
      .selectFrom('app_dashboard.sessions as s')
      .select(['s.id', 's.user_id'])
      .where((eb) =>
        input.sessionId !== undefined
          ? eb('s.id', '=', input.sessionId)
          : eb(
              's.id',
              'in',
              eb
                .selectFrom('app_dashboard.refresh_tokens as t')
                .select('t.session_id')
                .where('t.token_hash', '=', hashToken(input.refreshToken ?? '')),
            ),
      )
      .executeTakeFirst();
    if (!session) return;
    const ended = await revokeSessions(trx, ctx, { sessionId: session.id }, 'signed_out');
    const user = await findUser(trx, { id: session.user_id });
    if (ended === 0 || !user) return;
    await recordAudit(
      trx,
      { ...ctx, actor: userActor(user, ctx.actor) },
      {
        action: 'session.end',
        shopId: null,
        targetType: 'session',
        targetId: session.id,
      },
    );
  });
}
