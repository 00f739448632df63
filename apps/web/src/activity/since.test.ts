import { expect, it } from 'vitest';
import { instantOf, localField } from './since.ts';

const now = Date.parse('2026-11-20T03:04:00Z');

it('writes and reads an instant on the same clock', () => {
  expect(instantOf(localField(now), now)).toBe('2026-11-20T03:04:00.000Z');
});

it('knows nothing of the future and of half an instant', () => {
  expect(instantOf(localField(now + 60_000), now)).toBeNull();
  for (const field of ['', '2026-11-20', 'yesterday', '2026-13-40T25:00']) {
    expect(instantOf(field, now), field).toBeNull();
  }
});
