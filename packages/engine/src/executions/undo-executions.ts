import { type MemberVerdict, type Risk, targetOf } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { refuseReadOnly } from '../accounts/read-only.ts';
import type { EngineContext } from '../context.ts';
import { insertProposal } from '../proposals/insert-proposal.ts';
import { manageAs, notThere } from '../proposals/may-decide.ts';
import { refuse, Refusal, verdictOf } from '../proposals/verdict.ts';
import { claimExecution } from './claim-execution.ts';
import { carryOut, INLINE_MS } from './execute-proposals.ts';
import { executionVerdict } from './member-verdict.ts';
import { wentOn } from './same-object.ts';
import {
  findUndoTargets,
  notUndoable,
  type UndoInput,
  type UndoTarget,
} from './undo-candidates.ts';

const LIFETIME_MS = 24 * 3_600_000;
const RISK: Risk = 'medium';

/**
 * Takes changes back, newest first, each through the same checks, single send and reading back as any other
 * change. What moved since is left as it is. Members are called by the id of the execution taken back.
 * @throws AppError `forbidden` for an AI connection and for keys that only read, `invalid_input`, `not_found`
 */
export async function undoExecutions(
  ctx: EngineContext,
  input: UndoInput,
): Promise<MemberVerdict[]> {
  refuseMcp(ctx.actor);
  refuseReadOnly(ctx.actor);
  const until = new Date(ctx.now().getTime() + INLINE_MS);
  const batchId = ctx.newId();
  const targets = await findUndoTargets(ctx, input);
  const found = new Set(targets.map(({ execution }) => execution.id));
  const missing = (input.executionIds ?? []).filter((id) => !found.has(id));
  const verdicts: MemberVerdict[] = [];
  for (const target of targets) {
    const verdict = await verdictOf(() => undoOne(ctx, target, { until, batchId }));
    // Everything since an instant means everything one may change.
    if (input.since === undefined || verdict.code !== 'not_found') verdicts.push(verdict);
  }
  return [...verdicts, ...missing.map((id) => notThere(id).verdict)];
}

async function undoOne(
  ctx: EngineContext,
  target: UndoTarget,
  { until, batchId }: { until: Date; batchId: string },
): Promise<MemberVerdict> {
  const { id } = target.execution;
  const leaseOwner = ctx.now() < until ? ctx.newId() : null;
  const executionId = await withSystem(ctx.db, async (trx) => {
    const shop = await manageAs(trx, ctx, { id, shopId: target.execution.shop_id });
    const proposal = await storeUndo(trx, ctx, target, batchId);
    try {
      return await claimExecution(trx, ctx, { proposal, shop, mode: 'manual', leaseOwner });
    } catch (error) {
      // The member is the execution; the proposal goes away with the transaction.
      if (error instanceof Refusal) throw refuse(id, error.verdict.code, error.message);
      throw error;
    }
  });
  await carryOut(ctx, executionId, leaseOwner, until);
  return await executionVerdict(ctx.db, id, executionId);
}

async function storeUndo(trx: Trx, ctx: EngineContext, target: UndoTarget, batchId: string) {
  const { execution, change, inverse } = target;
  const current = await trx
    .selectFrom('app_dashboard.executions')
    .select(['status', 'undo_of'])
    .where('shop_id', '=', execution.shop_id)
    .where('id', '=', execution.id)
    .executeTakeFirstOrThrow();
  const not = notUndoable({ ...current, reversible: inverse !== null });
  if (not || !inverse) throw refuse(execution.id, 'not_undoable', not?.message ?? '');
  const later = await wentOn(trx, execution);
  if (later) throw refuse(execution.id, 'drifted', later);
  const back = targetOf(inverse);
  const proposal = await insertProposal(trx, ctx, {
    shopId: execution.shop_id,
    connectorId: execution.connector_id,
    kind: inverse.kind,
    level: inverse.level,
    entityId: inverse.entity_id,
    entityName: execution.entity_name,
    diff: [{ ...change, before: change.after, after: back.after }],
    risk: RISK,
    requiresApproval: true,
    executable: true,
    source: 'undo',
    rule: null,
    reason: { code: 'undo', values: { execution: execution.id }, currency: change.currency },
    evidence: {
      window: null,
      state: 'not_collected',
      figures: [],
      series: [],
      maturity: null,
      notes: [],
    },
    expiresAt: new Date(ctx.now().getTime() + LIFETIME_MS),
    undoes: execution.id,
    batchId,
  });
  if (proposal) return proposal;
  throw refuse(execution.id, 'busy', 'Somebody else is undoing it right now; nothing was sent');
}
