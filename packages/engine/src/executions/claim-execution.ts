import {
  type Action,
  actionOf,
  budgetIncrease,
  dayOf,
  type ExecutionMode,
  type FieldChange,
  formatAmount,
} from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { ShopFacts } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { checkCaps } from '../caps/check-caps.ts';
import { loadConnector } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { diffHash } from '../proposals/diff-hash.ts';
import { findProposal, moveProposal, type ProposalRecord } from '../proposals/proposal-record.ts';
import { refuse, type Refusal, tooLate, type WhoWon } from '../proposals/verdict.ts';
import { whoActs } from '../proposals/who-acts.ts';
import { findStop, stopWords } from '../stops/find-stop.ts';
import { connectorRefusal } from './connector-refusal.ts';
import { underWay } from './same-object.ts';

export interface ClaimInput {
  /** Approved, as it was just read. */
  proposal: ProposalRecord;
  shop: ShopFacts;
  mode: ExecutionMode;
  /** Who carries it out now; null leaves it to the worker. */
  leaseOwner: string | null;
}

/**
 * Makes an approved proposal this caller's to carry out, once and for all: everything that forbids a live write
 * is asked in the transaction that claims it. Returns the execution's id.
 * @throws Refusal
 */
export async function claimExecution(
  trx: Trx,
  ctx: EngineContext,
  input: ClaimInput,
): Promise<string> {
  const { proposal, shop } = input;
  const late = await tooLateToExecute(trx, ctx, proposal);
  if (late) throw late;
  const { action, change } = writeOf(proposal);
  const { status } = proposal;
  const connector = await loadConnector(trx, { connectorId: proposal.connector_id });
  const closed = connectorRefusal(ctx, connector, action);
  if (closed) throw refuse(proposal.id, closed.code, closed.message, { status });
  const stop = await findStop(trx, shop);
  if (stop) throw refuse(proposal.id, 'stopped', stopWords(stop), { status });
  const accountDay = dayOf(ctx.now(), connector.timezone ?? connector.shopTimezone);
  const undo = proposal.undoes !== null;
  const capped = await checkCaps(trx, ctx, { connector, action, change, undo, accountDay });
  if (capped) throw refuse(proposal.id, capped.code, capped.message, { status });
  const moved = await moveProposal(trx, ctx, proposal, {
    from: ['approved'],
    to: 'executing',
    verb: 'execute',
  });
  if (!moved) {
    const winner = (await findProposal(trx, proposal.id)) ?? proposal;
    throw (
      (await tooLateToExecute(trx, ctx, winner)) ??
      refuse(proposal.id, 'not_approved', 'This proposal is not approved any more')
    );
  }
  // The caps hold the account's other claims back, so nobody slips in between.
  const other = await underWay(trx, proposal);
  if (other) throw refuse(proposal.id, 'busy', other, { status });
  return await insertExecution(trx, ctx, input, { action, change, accountDay });
}

/** Why a proposal cannot be carried out (any more); null while it can. */
async function tooLateToExecute(
  trx: Trx,
  ctx: EngineContext,
  proposal: ProposalRecord,
): Promise<Refusal | null> {
  const now = ctx.now();
  if (proposal.status === 'approved' && proposal.expires_at > now) return null;
  if (proposal.status === 'approved') return tooLate({ ...proposal, status: 'expired' }, now);
  if (proposal.status === 'proposed') {
    return (
      tooLate(proposal, now) ??
      refuse(
        proposal.id,
        'not_approved',
        `Approve the proposal for ${proposal.entity_name} first; nothing was sent`,
        { status: 'proposed' },
      )
    );
  }
  return tooLate(proposal, now, (await executedBy(trx, proposal)) ?? undefined);
}

async function executedBy(trx: Trx, proposal: ProposalRecord): Promise<WhoWon | null> {
  const row = await trx
    .selectFrom('app_dashboard.executions')
    .select(['executed_by_name', 'executed_via', 'started_at'])
    .where('shop_id', '=', proposal.shop_id)
    .where('proposal_id', '=', proposal.id)
    .executeTakeFirst();
  return row
    ? {
        by_name: row.executed_by_name,
        via: row.executed_via,
        at: row.started_at.toISOString(),
      }
    : null;
}

/** The write that was approved, to the letter. */
function writeOf(proposal: ProposalRecord): { action: Action; change: FieldChange } {
  const { connector_id: connectorId, entity_id: entityId, level, kind, diff } = proposal;
  if (diffHash({ connectorId, entityId, level, kind, diff }) !== proposal.diff_hash) {
    throw refuse(
      proposal.id,
      'stale_diff',
      `The change kept for ${proposal.entity_name} is not the one that was approved; nothing was sent. Reject it and propose it anew`,
      { status: proposal.status },
    );
  }
  const target = { level: proposal.level, entity_id: proposal.entity_id };
  const action = actionOf(proposal.kind, target, proposal.diff);
  const [change] = proposal.diff;
  if (action && change && proposal.executable) return { action, change };
  throw refuse(
    proposal.id,
    'not_executable',
    `This is advice about ${proposal.entity_name} that only a person can follow`,
    { status: proposal.status },
  );
}

async function insertExecution(
  trx: Trx,
  ctx: EngineContext,
  { proposal, mode, leaseOwner }: ClaimInput,
  write: { action: Action; change: FieldChange; accountDay: string },
): Promise<string> {
  const now = ctx.now();
  const who = whoActs(ctx.actor);
  const increase = budgetIncrease(write.change);
  const { id } = await trx
    .insertInto('app_dashboard.executions')
    .values({
      shop_id: proposal.shop_id,
      id: ctx.newId(),
      proposal_id: proposal.id,
      connector_id: proposal.connector_id,
      kind: proposal.kind,
      level: proposal.level,
      entity_id: proposal.entity_id,
      entity_name: proposal.entity_name,
      mode,
      executed_by: who.by,
      executed_by_name: who.byName,
      executed_via: who.via,
      action: JSON.stringify(write.action),
      account_day: write.accountDay,
      budget_increase: increase === 0n ? null : formatAmount(increase),
      currency: write.change.currency,
      undo_of: proposal.undoes,
      started_at: now,
      lease_owner: leaseOwner,
      lease_expires_at: leaseOwner ? new Date(now.getTime() + ctx.settings.leaseMs) : null,
      next_attempt_at: leaseOwner ? null : now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordAudit(trx, ctx, {
    action: 'execution.start',
    shopId: proposal.shop_id,
    targetType: 'execution',
    targetId: id,
    after: { proposal: proposal.id, mode, diff_hash: proposal.diff_hash },
  });
  return id;
}
