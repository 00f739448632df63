import type { Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';

export type RevokeReason = 'signed_out' | 'refresh_reuse' | 'password_change';

/** Ends one session, or all of a person; their access tokens are refused from now on. */
export async function revokeSessions(
  trx: Trx,
  ctx: Pick<EngineContext, 'now'>,
  which: { sessionId: string } | { userId: string },
  reason: RevokeReason,
): Promise<number> {
  const result = await trx
    .updateTable('app_dashboard.sessions')
    .set({ revoked_at: ctx.now(), revoke_reason: reason })
    .where('revoked_at', 'is', null)
    .$if('sessionId' in which, (query) =>
      query.where('id', '=', (which as { sessionId: string }).sessionId),
    )
    .$if('userId' in which, (query) =>
      query.where('user_id', '=', (which as { userId: string }).userId),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
