import { expect, it } from 'vitest';
import { compareKeys, type SortKey } from './compare-keys.ts';

it('orders by value and keeps what has none at the end either way', () => {
  const keys: SortKey[] = [2, null, 10, 1];
  const sorted = (descending: boolean) => [...keys].sort((a, b) => compareKeys(a, b, descending));
  expect(sorted(true)).toEqual([10, 2, 1, null]);
  expect(sorted(false)).toEqual([1, 2, 10, null]);
});
