import type { Proposal, ProposalStatus } from '../api/types.ts';

/** What a person can do with a proposal, by the key that does it. */
export const ACT_KEYS = {
  approve: 'a',
  execute: 'e',
  undo: 'u',
  reject: 'r',
  snooze: 's',
} as const;
export type Act = keyof typeof ACT_KEYS;
export const ACTS = Object.keys(ACT_KEYS) as Act[];

type Standing = Pick<
  Proposal,
  'status' | 'executable' | 'reversible' | 'undoes' | 'execution' | 'snoozed_until' | 'risk'
>;

/** What can be done with a proposal as it stands, the likeliest first. */
export function actsOn(proposal: Standing): Act[] {
  switch (proposal.status) {
    case 'proposed':
      return ['approve', 'reject', 'snooze'];
    case 'approved':
      return proposal.executable ? ['execute', 'reject'] : [];
    case 'executed':
      return canUndo(proposal) ? ['undo'] : [];
    default:
      return [];
  }
}

const canUndo = ({ reversible, undoes, execution }: Standing): boolean =>
  reversible && undoes === null && execution?.status === 'executed';

/** Whether it waits for a person: a decision, or the start of what was approved. */
export const needsPerson = (proposal: Standing): boolean =>
  proposal.status === 'proposed' || (proposal.status === 'approved' && proposal.executable);

/** Whether it will move by itself, so that looking again soon is worth it. */
export const isMoving = ({ status }: Pick<Proposal, 'status'>): boolean =>
  status === 'executing' || status === 'unknown_outcome';

/** Approving or carrying out a high risk is asked twice; so is taking a change back. */
export const asksTwice = (act: Act, proposals: readonly Pick<Proposal, 'risk'>[]): boolean =>
  act === 'undo' ||
  ((act === 'approve' || act === 'execute') && proposals.some(({ risk }) => risk === 'high'));

/** What is put before a person first: what the product can do itself before advice, then the newest. */
export const byUrgency = (a: Proposal, b: Proposal): number =>
  Number(b.executable) - Number(a.executable) || byAge(a, b);

export const byAge = (a: Proposal, b: Proposal): number =>
  b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id);

export const TONES: Readonly<Record<ProposalStatus, 'plain' | 'good' | 'warn' | 'bad' | 'accent'>> =
  {
    proposed: 'accent',
    approved: 'accent',
    executing: 'warn',
    unknown_outcome: 'warn',
    executed: 'good',
    failed: 'bad',
    undone: 'plain',
    rejected: 'plain',
    expired: 'plain',
    superseded: 'plain',
  };

export const RISK_TONES = { low: 'plain', medium: 'warn', high: 'bad' } as const;
