import type { Proposal } from '@commerce/core';
import { type EngineContext, getProposal, getProposalByShortId } from '@commerce/engine';
import { wrongUsage } from '../command-error.ts';

const SHORT_ID = /^[0-9A-HJKMNP-TV-Z]{10}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Proposals by their ids, short or long. @throws AppError `not_found`, CommandError for what is no id */
export async function findProposals(
  ctx: EngineContext,
  ids: readonly string[],
): Promise<Proposal[]> {
  const found: Proposal[] = [];
  for (const id of new Set(ids)) found.push(await findProposal(ctx, id));
  return found;
}

async function findProposal(ctx: EngineContext, id: string): Promise<Proposal> {
  const short = id.toUpperCase();
  if (SHORT_ID.test(short)) return await getProposalByShortId(ctx, { shortId: short });
  const long = id.toLowerCase();
  if (UUID.test(long)) return await getProposal(ctx, { proposalId: long });
  throw wrongUsage(`"${id}" is no id of a proposal; commerce inbox lists them`);
}

/** What somebody decides on is what they were shown. */
export const membersOf = (proposals: readonly Proposal[]) =>
  proposals.map(({ id, diff_hash }) => ({ id, diffHash: diff_hash }));
