import { expect, it } from 'vitest';
import { toFailure } from './sync-failure.ts';

it('takes a full disk for no fault of the product, and goes on when there is space', () => {
  const full = Object.assign(new Error('could not extend file'), { code: '53100' });
  expect(toFailure(full)).toMatchObject({ consequence: 'try_again', code: 'disk_full' });
  expect(toFailure(null)).toMatchObject({ consequence: 'stop', code: 'internal' });
});
