import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Firing } from './backtest-chart.ts';
import { firingGroups, sum } from './firing-groups.ts';

const firing = (entity: string, day: string, net: string | null, correct: boolean | null = true) =>
  ({
    day,
    level: 'ad',
    entity_id: entity,
    kind: 'pause',
    basis: day < '2026-11-02' ? 'reconstructed' : 'recorded',
    outcome: { saved: net, lost: net === null ? null : '0', net, correct },
  }) as Firing;

describe('firings of one object', () => {
  it('are one story: its days, its sums, how often it was right', () => {
    const groups = firingGroups([
      firing('small', '2026-11-01', '10'),
      firing('big', '2026-11-01', '-500.5', false),
      firing('big', '2026-11-02', '0.25'),
      firing('advice', '2026-11-03', null, null),
    ]);
    expect(
      groups.map(({ firings, net, judged, correct, reconstructed }) => ({
        of: firings[0].entity_id,
        days: firings.length,
        net,
        judged,
        correct,
        reconstructed,
      })),
    ).toEqual([
      { of: 'big', days: 2, net: '-500.25', judged: 2, correct: 1, reconstructed: true },
      { of: 'small', days: 1, net: '10', judged: 1, correct: 1, reconstructed: true },
      { of: 'advice', days: 1, net: null, judged: 0, correct: 0, reconstructed: false },
    ]);
  });
});

it('adds amounts exactly', () => {
  expect(sum(['0.1', '0.2', null])).toBe('0.3');
  expect(sum([null])).toBeNull();
  expect(sum(['-0.5', '0.5'])).toBe('0');
  const units = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 });
  fc.assert(
    fc.property(units, (cents) => {
      const text = (value: number) =>
        `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`;
      const total = cents.reduce((one, other) => one + other, 0);
      expect(Number(sum(cents.map(text)))).toBeCloseTo(total / 100, 6);
    }),
  );
});
