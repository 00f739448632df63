import { withSystem } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { moveProposal } from './proposal-record.ts';

const AT_ONCE = 500;

/** Closes what nobody decided, or approved and never carried out, in time. Safe on many workers at once. */
export async function expireProposals(ctx: EngineContext): Promise<{ expired: number }> {
  return await withSystem(ctx.db, async (trx) => {
    const due = await trx
      .selectFrom('app_dashboard.action_proposals')
      .select(['shop_id', 'id'])
      .where('status', 'in', ['proposed', 'approved'])
      .where('expires_at', '<=', ctx.now())
      .orderBy('expires_at')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const key of due) {
      const from = ['proposed', 'approved'] as const;
      await moveProposal(trx, ctx, key, { from, to: 'expired', verb: 'expire' });
    }
    return { expired: due.length };
  });
}
