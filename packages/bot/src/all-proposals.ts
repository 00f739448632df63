import type { Proposal, ProposalStatus } from '@commerce/core';
import { type EngineContext, listProposals } from '@commerce/engine';

const MOST_PAGES = 20;

/** Whatever stands so in the shops of the actor, newest first; beyond two thousand nobody counts. */
export async function allProposals(
  ctx: EngineContext,
  statuses: readonly ProposalStatus[],
): Promise<Proposal[]> {
  const all: Proposal[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await listProposals(ctx, { statuses, limit: 100, cursor });
    all.push(...found.items);
    cursor = found.next_cursor;
    if (cursor === null) break;
  }
  return all;
}
