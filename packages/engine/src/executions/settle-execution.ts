import {
  actionOf,
  AppError,
  type AppErrorCode,
  type AuditAction,
  type ExecutionErrorCode,
  type FieldChange,
  type JsonObject,
  type LiveState,
  liveValue,
  observeUntil,
  type Redraft,
  type Risk,
  riskOf,
} from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { insertProposal } from '../proposals/insert-proposal.ts';
import { type Move, moveProposal, type ProposalRecord } from '../proposals/proposal-record.ts';
import { demandReauth } from '../sync/settle-connector.ts';
import { type HeldExecution, letGo, updateHeld } from './execution-record.ts';
import { storeLive } from './store-live.ts';

export interface ExecutionFailure {
  /** Our own reason, or the kind of the platform's refusal. */
  code: ExecutionErrorCode | AppErrorCode;
  message: string;
  /** The account must be connected again. */
  reauth?: boolean;
}

/** The platform shows the new value: done. What it shows becomes what the warehouse knows, named as ours. */
export async function settleExecuted(
  ctx: EngineContext,
  held: HeldExecution,
  live: LiveState,
): Promise<void> {
  const { proposal, execution } = held;
  await withSystem(ctx.db, async (trx) => {
    await updateHeld(trx, ctx, held, {
      status: 'executed',
      step: 'done',
      after: JSON.stringify(live),
      error_code: null,
      error_message: null,
      finished_at: ctx.now(),
      observe_until: observeUntil(execution.account_day),
      ...letGo(null),
    });
    await mustMove(trx, ctx, proposal, {
      from: ['executing', 'unknown_outcome'],
      to: 'executed',
      verb: 'executed',
    });
    if (proposal.undoes !== null) await markUndone(trx, ctx, held, proposal.undoes);
    await storeLive(trx, ctx, held, live);
    await audit(trx, ctx, held, 'execution.executed', {
      before: execution.before as JsonObject | null,
      after: { ...live },
    });
  });
}

/** It came to nothing, and it is known why. */
export async function settleFailed(
  ctx: EngineContext,
  held: HeldExecution,
  failure: ExecutionFailure,
): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    await failExecution(trx, ctx, held, failure);
    await mustMove(trx, ctx, held.proposal, {
      from: ['executing', 'unknown_outcome'],
      to: 'failed',
      verb: 'fail',
      detail: { code: failure.code },
    });
  });
}

/**
 * The live value is not what was judged. Nothing was sent: the proposal is void, and where the change still
 * makes sense the same is proposed anew from the value as it is, for a person to decide.
 */
export async function settleDrifted(
  ctx: EngineContext,
  held: HeldExecution,
  live: LiveState,
  found: Exclude<Redraft, { outcome: 'unchanged' }>,
): Promise<void> {
  const { proposal, change } = held;
  const now = liveValue(live, change.field);
  const code = found.outcome === 'already_so' ? 'already_so' : 'drifted';
  const message =
    code === 'already_so'
      ? `${live.name} already is ${change.after}; somebody else did it, nothing was sent`
      : `${live.name} was changed elsewhere: ${change.field} is ${now ?? 'not set'}, not ${change.before ?? 'unset'} as when this was decided; nothing was sent`;
  await withSystem(ctx.db, async (trx) => {
    await failExecution(trx, ctx, held, { code, message });
    // An undo goes back to what we changed; where somebody else went on from there it is not ours to undo.
    const again = found.outcome === 'changed' && proposal.undoes === null ? ctx.newId() : null;
    await mustMove(trx, ctx, proposal, {
      from: ['executing'],
      to: 'superseded',
      set: { superseded_by: again },
      verb: 'supersede',
      detail: { code, superseded_by: again },
    });
    if (again === null || found.outcome !== 'changed') return;
    await insertProposal(trx, ctx, {
      id: again,
      shopId: proposal.shop_id,
      connectorId: proposal.connector_id,
      kind: proposal.kind,
      level: proposal.level,
      entityId: proposal.entity_id,
      entityName: live.name,
      diff: [found.change],
      risk: riskAnew(proposal, found.change),
      requiresApproval: true,
      executable: true,
      source: 'drift',
      rule:
        proposal.rule_id !== null && proposal.rule_version !== null
          ? { id: proposal.rule_id, version: proposal.rule_version }
          : null,
      reason: proposal.reason,
      evidence: proposal.evidence,
      expiresAt: proposal.expires_at,
      batchId: proposal.batch_id,
    });
  });
}

/** Whether a person, a key or an AI named the value; a rule says by how much it wants to change it. */
export const isNamed = ({ reason }: Pick<ProposalRecord, 'reason'>): boolean =>
  reason.code === 'asked';

/** What was to lower a budget may raise it by now. */
function riskAnew(proposal: ProposalRecord, change: FieldChange): Risk {
  const target = { level: proposal.level, entity_id: proposal.entity_id };
  const action = isNamed(proposal) ? actionOf(proposal.kind, target, [change]) : null;
  return action ? riskOf(action, change) : proposal.risk;
}

/** The answer to the write was lost: from here on the object is only read. */
export async function settleUnknown(
  ctx: EngineContext,
  held: HeldExecution,
  message: string,
): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    await updateHeld(trx, ctx, held, {
      status: 'unknown_outcome',
      rereads: 0,
      error_code: 'unknown_outcome',
      error_message: message,
    });
    await mustMove(trx, ctx, held.proposal, {
      from: ['executing'],
      to: 'unknown_outcome',
      verb: 'lose_sight',
    });
    await audit(trx, ctx, held, 'execution.unknown_outcome', { after: { message } });
  });
}

async function failExecution(
  trx: Trx,
  ctx: EngineContext,
  held: HeldExecution,
  { code, message, reauth }: ExecutionFailure,
): Promise<void> {
  const now = ctx.now();
  const { execution } = held;
  await updateHeld(trx, ctx, held, {
    status: 'failed',
    step: 'done',
    error_code: code,
    error_message: message,
    finished_at: now,
    ...letGo(null),
  });
  if (reauth) {
    const connector = { shopId: execution.shop_id, id: execution.connector_id };
    await demandReauth(trx, ctx, connector, { code, message, since: execution.started_at });
  }
  await audit(trx, ctx, held, 'execution.failed', { after: { code, message } });
}

async function markUndone(
  trx: Trx,
  ctx: EngineContext,
  held: HeldExecution,
  original: string,
): Promise<void> {
  const row = await trx
    .updateTable('app_dashboard.executions')
    .set({ status: 'undone', undone_by: held.execution.id })
    .where('shop_id', '=', held.execution.shop_id)
    .where('id', '=', original)
    .where('status', '=', 'executed')
    .returning(['shop_id', 'proposal_id'])
    .executeTakeFirst();
  if (!row) return;
  const key = { shop_id: row.shop_id, id: row.proposal_id };
  await moveProposal(trx, ctx, key, { from: ['executed'], to: 'undone', verb: 'undone' });
}

/** Execution and proposal move together or not at all. */
async function mustMove(
  trx: Trx,
  ctx: EngineContext,
  proposal: ProposalRecord,
  move: Move,
): Promise<void> {
  if (await moveProposal(trx, ctx, proposal, move)) return;
  throw new AppError('internal', `Proposal ${proposal.id} left its execution behind`);
}

const audit = (
  trx: Trx,
  ctx: EngineContext,
  { execution }: HeldExecution,
  action: AuditAction,
  what: { before?: JsonObject | null; after?: JsonObject | null },
) =>
  recordAudit(trx, ctx, {
    action,
    shopId: execution.shop_id,
    targetType: 'execution',
    targetId: execution.id,
    ...what,
  });
