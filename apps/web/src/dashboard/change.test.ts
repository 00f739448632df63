import { expect, it } from 'vitest';
import { directionOf, toneOf } from './change.tsx';

it.each([
  ['0.12', 'up'],
  ['-0.0001', 'down'],
  ['0', 'same'],
  ['-0.0000', 'same'],
  ['0.000', 'same'],
])('a change of %s goes %s', (change, direction) => {
  expect(directionOf(change)).toBe(direction);
});

it('is good or bad only where the days are over and more is better', () => {
  expect(toneOf({ name: 'revenue', state: 'final' }, 'down')).toBe('bad');
  expect(toneOf({ name: 'mer', state: 'settling' }, 'up')).toBe('good');
  expect(toneOf({ name: 'revenue', state: 'provisional' }, 'down')).toBe('plain');
  expect(toneOf({ name: 'ad_spend', state: 'final' }, 'up')).toBe('plain');
});
