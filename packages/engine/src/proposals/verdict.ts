import type { MemberCode, MemberVerdict, ProposalStatus } from '@commerce/core';
import { isLapsed, type ProposalRecord } from './proposal-record.ts';

/** Thrown inside a member's transaction to take it back; carries what the member is told. */
export class Refusal extends Error {
  readonly verdict: MemberVerdict;

  constructor(verdict: MemberVerdict) {
    super(verdict.message);
    this.name = 'Refusal';
    this.verdict = verdict;
  }
}

export const refuse = (
  id: string,
  code: MemberCode,
  message: string,
  more: Partial<MemberVerdict> = {},
): Refusal => new Refusal(verdict(id, code, message, more));

export const verdict = (
  id: string,
  code: MemberCode,
  message: string,
  more: Partial<MemberVerdict> = {},
): MemberVerdict => ({
  id,
  ok: code === 'done' || code === 'running',
  status: null,
  code,
  message,
  won_by: null,
  execution_id: null,
  ...more,
});

/** What `act` gives, or the verdict it was refused with. */
export async function verdictOf(act: () => Promise<MemberVerdict>): Promise<MemberVerdict> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refusal) return error.verdict;
    throw error;
  }
}

const PAST: Readonly<Record<Exclude<ProposalStatus, 'proposed'>, string>> = {
  approved: 'was already approved',
  executing: 'is already being carried out',
  executed: 'was already carried out',
  failed: 'was already tried and failed',
  unknown_outcome: 'was sent and its answer was lost; it is being found out what happened',
  undone: 'was carried out and undone',
  rejected: 'was already rejected',
  expired: 'has expired',
  superseded: 'was replaced by a newer proposal',
};

/** Why somebody comes too late, with who was first. Null while it is still open to a decision. */
export function tooLate(
  proposal: ProposalRecord,
  now: Date,
  first: WhoWon | null = decidedBy(proposal),
): Refusal | null {
  const { id, status, entity_name } = proposal;
  if (status === 'proposed' && !isLapsed(proposal, now)) return null;
  if (status === 'proposed' || status === 'expired') {
    return refuse(
      id,
      'expired',
      `The proposal for ${entity_name} has expired; nothing was changed`,
      {
        status: 'expired',
      },
    );
  }
  const code = status === 'superseded' ? 'superseded' : 'already_decided';
  const by = first?.by_name ? ` by ${first.by_name}` : '';
  const via = first ? ` (${first.via}, ${first.at})` : '';
  return refuse(id, code, `The proposal for ${entity_name} ${PAST[status]}${by}${via}`, {
    status,
    won_by: first,
  });
}

export type WhoWon = NonNullable<MemberVerdict['won_by']>;

/** Who decided a proposal, as those who come second are told. */
export const decidedBy = (proposal: ProposalRecord): WhoWon | null =>
  proposal.decided_at && proposal.decided_via
    ? {
        by_name: proposal.decided_by_name,
        via: proposal.decided_via,
        at: proposal.decided_at.toISOString(),
      }
    : null;
