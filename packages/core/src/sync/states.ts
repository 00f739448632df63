import type { TransitionTable } from '../transitions.ts';

export type JobStatus = 'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
export type SliceStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/** A job whose worker died goes back to QUEUED; one that is put off by the platform does too. */
export const JOB_TRANSITIONS: TransitionTable<JobStatus> = {
  QUEUED: ['IN_PROGRESS', 'FAILED'],
  IN_PROGRESS: ['QUEUED', 'SUCCEEDED', 'FAILED'],
  SUCCEEDED: [],
  FAILED: [],
};

export const SLICE_TRANSITIONS: TransitionTable<SliceStatus> = {
  PENDING: ['RUNNING'],
  RUNNING: ['PENDING', 'SUCCEEDED', 'FAILED'],
  SUCCEEDED: [],
  FAILED: ['PENDING'],
};
