import type { Action, FieldChange } from '@commerce/core';
import type { AppDashboardExecutions, Db, Trx } from '@commerce/db';
import type { Selectable, Updateable } from 'kysely';
import type { EngineContext } from '../context.ts';
import { findProposal, type ProposalRecord } from '../proposals/proposal-record.ts';
import { LeaseLostError } from '../sync/sync-failure.ts';

export type ExecutionRecord = Selectable<AppDashboardExecutions>;

/** An execution this process carries out, as long as it holds the lease. */
export interface HeldExecution {
  execution: ExecutionRecord;
  proposal: ProposalRecord;
  action: Action;
  change: FieldChange;
  leaseOwner: string;
}

/** The execution with its proposal, if the lease is that of `leaseOwner`. */
export async function loadHeld(
  db: Db,
  executionId: string,
  leaseOwner: string,
): Promise<HeldExecution | null> {
  const execution = await db
    .selectFrom('app_dashboard.executions')
    .selectAll()
    .where('id', '=', executionId)
    .where('lease_owner', '=', leaseOwner)
    .executeTakeFirst();
  const proposal = execution ? await findProposal(db, execution.proposal_id) : null;
  const change = proposal?.diff[0];
  if (!execution || !proposal || !change) return null;
  return { execution, proposal, action: execution.action as Action, change, leaseOwner };
}

/**
 * Writes to an execution as its holder and renews the lease; a worker that was given up changes nothing.
 * @throws LeaseLostError
 */
export async function updateHeld(
  trx: Trx | Db,
  ctx: Pick<EngineContext, 'now' | 'settings'>,
  held: HeldExecution,
  set: Updateable<AppDashboardExecutions> = {},
): Promise<void> {
  const { shop_id, id } = held.execution;
  const row = await trx
    .updateTable('app_dashboard.executions')
    .set({ lease_expires_at: new Date(ctx.now().getTime() + ctx.settings.leaseMs), ...set })
    .where('shop_id', '=', shop_id)
    .where('id', '=', id)
    .where('lease_owner', '=', held.leaseOwner)
    .where('status', 'in', ['executing', 'unknown_outcome'])
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new LeaseLostError();
  held.execution = row;
}

/** Columns that let go of an execution; it goes on at `nextAttemptAt` in whichever worker comes first. */
export const letGo = (nextAttemptAt: Date | null) => ({
  lease_owner: null,
  lease_expires_at: null,
  next_attempt_at: nextAttemptAt,
});
