import { expect, it } from 'vitest';
import { directionOf } from './change.tsx';

it.each([
  ['0.12', 'up'],
  ['-0.0001', 'down'],
  ['0', 'same'],
  ['-0.0000', 'same'],
  ['0.000', 'same'],
])('a change of %s goes %s', (change, direction) => {
  expect(directionOf(change)).toBe(direction);
});
