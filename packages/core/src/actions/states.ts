import type { TransitionTable } from '../transitions.ts';

export const PROPOSAL_STATUSES = [
  'proposed',
  'approved',
  'executing',
  'executed',
  'failed',
  'unknown_outcome',
  'undone',
  'rejected',
  'expired',
  'superseded',
] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** An executing proposal is superseded when the live value had moved since it was made: nothing was written. */
export const PROPOSAL_TRANSITIONS: TransitionTable<ProposalStatus> = {
  proposed: ['approved', 'rejected', 'expired', 'superseded'],
  approved: ['executing', 'rejected', 'expired', 'superseded'],
  executing: ['executed', 'failed', 'unknown_outcome', 'superseded'],
  unknown_outcome: ['executed', 'failed'],
  executed: ['undone'],
  failed: [],
  undone: [],
  rejected: [],
  expired: [],
  superseded: [],
};

/** Proposals that still ask for something; at most one per object and subject. */
export const OPEN_STATUSES = ['proposed', 'approved', 'executing', 'unknown_outcome'] as const;

export const EXECUTION_STATUSES = [
  'executing',
  'executed',
  'failed',
  'unknown_outcome',
  'undone',
] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export const EXECUTION_TRANSITIONS: TransitionTable<ExecutionStatus> = {
  executing: ['executed', 'failed', 'unknown_outcome'],
  unknown_outcome: ['executed', 'failed'],
  executed: ['undone'],
  failed: [],
  undone: [],
};

/**
 * How far an execution came. Before `writing` nothing was sent and it may start again; from `writing` on
 * the platform may have it, and only reading tells.
 */
export type ExecutionStep = 'claimed' | 'writing' | 'written' | 'done';

export type Risk = 'low' | 'medium' | 'high';
export type ExecutionMode = 'manual' | 'auto_low_risk';
/** Where a person acted. */
export type Surface = 'web' | 'api' | 'telegram' | 'cli' | 'system';
export type ProposalSource = 'rule' | 'person' | 'api' | 'mcp' | 'undo' | 'drift';
export type Verdict = 'improved' | 'worse' | 'inconclusive';
