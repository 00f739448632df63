import type { MemberVerdict } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { refuseReadOnly } from '../accounts/read-only.ts';
import type { EngineContext } from '../context.ts';
import { manageAs, mayDecide } from '../proposals/may-decide.ts';
import { refuse, verdictOf } from '../proposals/verdict.ts';
import { claimExecution } from './claim-execution.ts';
import { loadHeld } from './execution-record.ts';
import { inTurns } from './in-turns.ts';
import { executionVerdict } from './member-verdict.ts';
import { runExecution } from './run-execution.ts';

export interface ExecuteProposalsInput {
  members: readonly { id: string; diffHash?: string | undefined }[];
}

/** How long whoever asked waits for platforms; what is not finished then is finished by the worker. */
export const INLINE_MS = 20_000;
const AT_ONCE = 4;

/**
 * Carries out approved proposals, each exactly once whoever asks for it and how often. One member's refusal
 * does not hold up the others.
 * @throws AppError `forbidden` for an AI connection and for keys that only read
 */
export async function executeProposals(
  ctx: EngineContext,
  input: ExecuteProposalsInput,
): Promise<MemberVerdict[]> {
  refuseMcp(ctx.actor);
  refuseReadOnly(ctx.actor);
  const until = new Date(ctx.now().getTime() + INLINE_MS);
  return await inTurns(input.members, AT_ONCE, (member) =>
    verdictOf(() => executeOne(ctx, member, until)),
  );
}

async function executeOne(
  ctx: EngineContext,
  member: ExecuteProposalsInput['members'][number],
  until: Date,
): Promise<MemberVerdict> {
  const leaseOwner = ctx.now() < until ? ctx.newId() : null;
  const executionId = await withSystem(ctx.db, async (trx) => {
    const proposal = await mayDecide(trx, ctx, member.id);
    const shop = await manageAs(trx, ctx, { id: member.id, shopId: proposal.shop_id });
    if (member.diffHash !== undefined && member.diffHash !== proposal.diff_hash) {
      throw refuse(
        member.id,
        'stale_diff',
        'This proposal is not the one you were shown; look at it again first',
        { status: proposal.status },
      );
    }
    return await claimExecution(trx, ctx, { proposal, shop, mode: 'manual', leaseOwner });
  });
  await carryOut(ctx, executionId, leaseOwner, until);
  return await executionVerdict(ctx.db, member.id, executionId);
}

/** Runs an execution that was just claimed; without a lease it is the worker's. */
export async function carryOut(
  ctx: EngineContext,
  executionId: string,
  leaseOwner: string | null,
  until: Date,
): Promise<void> {
  const held = leaseOwner ? await loadHeld(ctx.db, executionId, leaseOwner) : null;
  if (held) await runExecution(ctx, held, { until });
}
