import { describe, expect, it } from 'vitest';
import { JOB_TRANSITIONS, SLICE_TRANSITIONS } from './sync/states.ts';
import { assertTransition, reachable, type TransitionTable } from './transitions.ts';

describe.each([
  ['jobs', JOB_TRANSITIONS, 'QUEUED'],
  ['slices', SLICE_TRANSITIONS, 'PENDING'],
] as const)('%s', (_, table, start) => {
  it('can reach every state from the first', () => {
    expect([...reachable(table as TransitionTable<string>, start)].sort()).toEqual(
      Object.keys(table).sort(),
    );
  });
});

describe('assertTransition', () => {
  it('lets nothing follow a finished job', () => {
    expect(() => assertTransition(JOB_TRANSITIONS, 'SUCCEEDED', 'IN_PROGRESS')).toThrow(
      /SUCCEEDED cannot become IN_PROGRESS/,
    );
    expect(() => assertTransition(JOB_TRANSITIONS, 'QUEUED', 'SUCCEEDED')).toThrow(
      expect.objectContaining({ code: 'illegal_transition' }),
    );
    assertTransition(JOB_TRANSITIONS, 'IN_PROGRESS', 'QUEUED');
  });
});
