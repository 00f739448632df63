import { AppError, type Proposal } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { getProposal } from '../proposals/list-proposals.ts';

/** The proposal of a message, or null when it was removed or is no longer the actor's to see. */
export async function proposalOf(
  ctx: EngineContext,
  { proposalId }: { proposalId: string | null },
): Promise<Proposal | null> {
  if (proposalId === null) return null;
  try {
    return await getProposal(ctx, { proposalId });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/**
 * The proposal that a waiting message is about, as it is now; null when there is nothing to tell any more: it was
 * decided meanwhile, has run out or was put off. What the system decided by itself is told afterwards.
 */
export async function proposalToTell(
  ctx: EngineContext,
  notification: { proposalId: string | null },
): Promise<Proposal | null> {
  const proposal = await proposalOf(ctx, notification);
  if (proposal === null) return null;
  const now = ctx.now().toISOString();
  if (proposal.status !== 'proposed') return proposal.decision?.via === 'system' ? proposal : null;
  const putOff = proposal.snoozed_until !== null && proposal.snoozed_until > now;
  return proposal.expires_at > now && !putOff ? proposal : null;
}
