import {
  assertTransition,
  type AuditAction,
  type Evidence,
  type FieldChange,
  type JsonObject,
  PROPOSAL_TRANSITIONS,
  type ProposalStatus,
  type Reason,
} from '@commerce/core';
import type { AppDashboardActionProposals, Db, Trx } from '@commerce/db';
import { type Selectable, sql, type Updateable } from 'kysely';
import { isRowId } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';

type Row = Selectable<AppDashboardActionProposals>;

/** A proposal as the engine works with it. */
export type ProposalRecord = Omit<Row, 'diff' | 'reason' | 'evidence'> & {
  diff: FieldChange[];
  reason: Reason;
  evidence: Evidence;
};

export const toProposal = (row: Row): ProposalRecord => ({
  ...row,
  diff: row.diff as FieldChange[],
  reason: row.reason as Reason,
  evidence: row.evidence as Evidence,
});

/** Asks for nothing any more, although nobody has swept it yet. */
export const isLapsed = ({ status, expires_at }: ProposalRecord, now: Date): boolean =>
  (status === 'proposed' || status === 'approved') && expires_at <= now;

/** Of any shop: the caller asks whether the actor may know of it. */
export async function findProposal(db: Db, proposalId: string): Promise<ProposalRecord | null> {
  if (!isRowId(proposalId)) return null;
  const row = await db
    .selectFrom('app_dashboard.action_proposals')
    .selectAll()
    .where('id', '=', proposalId)
    .executeTakeFirst();
  return row ? toProposal(row) : null;
}

type ProposalVerb = {
  [Action in AuditAction]: Action extends `proposal.${infer Verb}` ? Verb : never;
}[AuditAction];

export interface Move {
  from: readonly ProposalStatus[];
  to: ProposalStatus;
  set?: Updateable<AppDashboardActionProposals>;
  /** What was done, for the audit log. */
  verb: ProposalVerb;
  detail?: JsonObject;
}

/**
 * Moves a proposal to another state if it is still in one of `from`: the first mover wins, everybody else
 * gets null and has changed nothing. Writes the audit row in the same transaction.
 */
export async function moveProposal(
  trx: Trx,
  ctx: Pick<EngineContext, 'actor' | 'now'>,
  key: { shop_id: string; id: string },
  { from, to, set, verb, detail }: Move,
): Promise<ProposalRecord | null> {
  for (const status of from) if (status !== to) assertTransition(PROPOSAL_TRANSITIONS, status, to);
  const row = await trx
    .updateTable('app_dashboard.action_proposals')
    .set({
      ...set,
      status: to,
      revision: sql<number>`revision + 1`,
      updated_at: ctx.now(),
    })
    .where('shop_id', '=', key.shop_id)
    .where('id', '=', key.id)
    .where('status', 'in', from)
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  await recordAudit(trx, ctx, {
    action: `proposal.${verb}`,
    shopId: row.shop_id,
    targetType: 'proposal',
    targetId: row.id,
    after: { status: to, diff_hash: row.diff_hash, ...detail },
  });
  return toProposal(row);
}
