import type { Proposal } from '@commerce/core';
import {
  type Actor,
  decideProposals,
  type EngineContext,
  executeProposals,
  listProposals,
  type Owner,
} from '@commerce/engine';

/** In the last days the inbox is left to whoever opens the demo. */
const LOOKS_UNTIL = 5;

export const operatorOf = ({ userId, agencyId }: Owner): Actor => ({
  type: 'user',
  id: userId,
  name: 'Owner',
  via: 'web',
  user: { id: userId, agencyId, role: 'AGENCY_OWNER', scopes: null },
});

/**
 * What the demo's operator does with what the rules proposed that day: stops what never sold, and leaves the
 * budget of the retargeting alone because a sale is coming. Everything else is left undecided.
 */
export async function decideLikeTheOperator(
  ctx: EngineContext,
  shopId: string,
  daysLeft: number,
): Promise<void> {
  if (daysLeft < LOOKS_UNTIL) return;
  const { items } = await listProposals(ctx, { shopId, statuses: ['proposed'], limit: 100 });
  for (const proposal of items) {
    const members = [{ id: proposal.id, diffHash: proposal.diff_hash }];
    if (stops(proposal)) {
      await decideProposals(ctx, { decision: 'approve', members });
      await executeProposals(ctx, { members });
    } else if (proposal.rule?.template === 'budget_pacing' && proposal.executable) {
      const reason = '다음 주 행사까지 그대로 둡니다';
      await decideProposals(ctx, { decision: 'reject', members, reason });
    }
  }
}

const stops = ({ kind, executable, rule }: Proposal): boolean =>
  kind === 'pause' && executable && rule?.template === 'kill_switch';
