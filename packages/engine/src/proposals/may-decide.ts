import { AppError } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { requireShop, type ShopFacts } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { findProposal, type ProposalRecord } from './proposal-record.ts';
import { refuse } from './verdict.ts';

/**
 * The shop, if the actor may change it, as a member's own refusal otherwise.
 * @throws Refusal `not_found`, also for what belongs to others, or `forbidden`
 */
export async function manageAs(
  trx: Trx,
  ctx: EngineContext,
  member: { id: string; shopId: string },
): Promise<ShopFacts> {
  try {
    return await requireShop(trx, ctx.actor, member.shopId, 'manage');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'forbidden') throw refuse(member.id, 'forbidden', error.message);
    if (error.code === 'not_found') throw notThere(member.id);
    throw error;
  }
}

export const notThere = (id: string) =>
  refuse(id, 'not_found', 'There is no such proposal or execution among yours');

/** The proposal, if the actor may decide it. @throws Refusal */
export async function mayDecide(
  trx: Trx,
  ctx: EngineContext,
  proposalId: string,
): Promise<ProposalRecord> {
  const proposal = await findProposal(trx, proposalId);
  if (!proposal) throw notThere(proposalId);
  await manageAs(trx, ctx, { id: proposalId, shopId: proposal.shop_id });
  return proposal;
}
