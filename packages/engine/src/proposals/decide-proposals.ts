import { AppError, type MemberVerdict, type ProposalStatus } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { refuseReadOnly } from '../accounts/read-only.ts';
import type { EngineContext } from '../context.ts';
import { decision, openUntil } from './insert-proposal.ts';
import { mayDecide } from './may-decide.ts';
import { findProposal, type Move, moveProposal, type ProposalRecord } from './proposal-record.ts';
import { refuse, tooLate, verdict, verdictOf } from './verdict.ts';
import { whoActs } from './who-acts.ts';

export interface DecideProposalsInput {
  decision: 'approve' | 'reject' | 'snooze';
  /** `diffHash` as it was shown; without one the decision is for whatever the proposal says now. */
  members: readonly { id: string; diffHash?: string | undefined }[];
  /** Kept with an approval or a rejection. */
  reason?: string | undefined;
  /** For `snooze`: not asked again before; the proposal stays open at least a day longer. ISO 8601, at most 30 days ahead. */
  until?: string | undefined;
}

const DAY_MS = 86_400_000;
const LONGEST_SNOOZE_MS = 30 * DAY_MS;

/**
 * Decides each proposal once: the first decision stands, and whoever comes later learns who made it. One
 * member's refusal does not hold up the others.
 * @throws AppError `forbidden` for an AI connection and for keys that only read, `invalid_input`
 */
export async function decideProposals(
  ctx: EngineContext,
  input: DecideProposalsInput,
): Promise<MemberVerdict[]> {
  refuseMcp(ctx.actor);
  refuseReadOnly(ctx.actor);
  const move = moveOf(ctx, input);
  const verdicts: MemberVerdict[] = [];
  for (const member of input.members) {
    verdicts.push(
      await verdictOf(() => withSystem(ctx.db, (trx) => decideOne(trx, ctx, member, move))),
    );
  }
  return verdicts;
}

async function decideOne(
  trx: Trx,
  ctx: EngineContext,
  member: DecideProposalsInput['members'][number],
  moveFor: (proposal: ProposalRecord) => Move,
): Promise<MemberVerdict> {
  const proposal = await mayDecide(trx, ctx, member.id);
  if (member.diffHash !== undefined && member.diffHash !== proposal.diff_hash) {
    throw refuse(
      member.id,
      'stale_diff',
      'This proposal is not the one you were shown; look at it again and decide anew',
      { status: proposal.status },
    );
  }
  const move = moveFor(proposal);
  const now = ctx.now();
  const late = move.from.includes(proposal.status) ? null : tooLate(proposal, now);
  if (late) throw late;
  if (proposal.expires_at <= now) throw tooLate({ ...proposal, status: 'expired' }, now);
  const moved = await moveProposal(trx, ctx, proposal, move);
  if (moved) return verdict(member.id, 'done', DONE[move.verb] ?? '', { status: moved.status });
  const winner = await findProposal(trx, member.id);
  throw (winner && tooLate(winner, now)) ?? refuse(member.id, 'not_found', 'This proposal is gone');
}

const DONE: Readonly<Record<string, string>> = {
  approve: 'Approved',
  reject: 'Rejected',
  snooze: 'Put off',
};

const FROM: Readonly<Record<DecideProposalsInput['decision'], readonly ProposalStatus[]>> = {
  approve: ['proposed'],
  // What was approved can still be called off as long as nobody carries it out.
  reject: ['proposed', 'approved'],
  snooze: ['proposed'],
};

function moveOf(
  ctx: EngineContext,
  input: DecideProposalsInput,
): (proposal: ProposalRecord) => Move {
  const { decision: verb, until } = input;
  const from = FROM[verb];
  const reason = input.reason ?? null;
  if (verb === 'snooze') {
    const end = snoozeEnd(ctx.now(), until);
    return ({ expires_at }) => ({
      from,
      to: 'proposed',
      verb,
      set: {
        snoozed_until: end,
        expires_at: openUntil(expires_at, end),
      },
      detail: { until: end.toISOString() },
    });
  }
  const decided = decision(whoActs(ctx.actor), ctx.now(), reason);
  return () => ({
    from,
    to: verb === 'approve' ? 'approved' : 'rejected',
    verb,
    set: { ...decided, snoozed_until: null },
    detail: { reason },
  });
}

function snoozeEnd(now: Date, until: string | undefined): Date {
  const end = new Date(until ?? '');
  const ahead = end.getTime() - now.getTime();
  if (ahead > 0 && ahead <= LONGEST_SNOOZE_MS) return end;
  throw new AppError('invalid_input', 'Say until when, a time within the next 30 days', {
    details: { fields: [{ field: 'until', problem: 'must lie within the next 30 days' }] },
  });
}
