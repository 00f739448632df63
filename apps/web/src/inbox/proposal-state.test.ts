import { describe, expect, it } from 'vitest';
import type { Proposal, ProposalStatus } from '../api/types.ts';
import { actsOn, asksTwice, byUrgency, needsPerson, TONES } from './proposal-state.ts';

const standing = (status: ProposalStatus, more: Partial<Proposal> = {}) =>
  ({
    id: status,
    status,
    executable: true,
    reversible: true,
    undoes: null,
    execution: null,
    snoozed_until: null,
    risk: 'low',
    created_at: '2026-11-20T00:00:00Z',
    ...more,
  }) as Proposal;

const execution = { id: 'e', status: 'executed', error: null, finished_at: null, verdict: null };

describe('what can be done with a proposal', () => {
  it('follows its state', () => {
    expect(actsOn(standing('proposed'))).toEqual(['approve', 'reject', 'snooze']);
    expect(actsOn(standing('approved'))).toEqual(['execute', 'reject']);
    expect(actsOn(standing('executed', { execution } as Partial<Proposal>))).toEqual(['undo']);
    const over = Object.keys(TONES).filter(
      (status) => !['proposed', 'approved', 'executed'].includes(status),
    );
    for (const status of over) expect(actsOn(standing(status as ProposalStatus))).toEqual([]);
  });

  it('leaves advice to people, and an undo and what has no way back as they are', () => {
    expect(actsOn(standing('approved', { executable: false }))).toEqual([]);
    expect(needsPerson(standing('approved', { executable: false }))).toBe(false);
    const executed = { execution } as Partial<Proposal>;
    expect(actsOn(standing('executed', { ...executed, undoes: 'x' }))).toEqual([]);
    expect(actsOn(standing('executed', { ...executed, reversible: false }))).toEqual([]);
  });

  it('asks twice for high risk and for undoing', () => {
    expect(asksTwice('approve', [{ risk: 'low' }, { risk: 'high' }])).toBe(true);
    expect(asksTwice('approve', [{ risk: 'medium' }])).toBe(false);
    expect(asksTwice('reject', [{ risk: 'high' }])).toBe(false);
    expect(asksTwice('undo', [{ risk: 'low' }])).toBe(true);
  });

  it('puts what can be carried out before advice, then the newest', () => {
    const advice = standing('proposed', { id: 'advice', executable: false });
    const old = standing('proposed', { id: 'old', created_at: '2026-11-01T00:00:00Z' });
    const fresh = standing('proposed', { id: 'fresh', created_at: '2026-11-19T00:00:00Z' });
    expect([advice, old, fresh].sort(byUrgency).map(({ id }) => id)).toEqual([
      'fresh',
      'old',
      'advice',
    ]);
  });
});
