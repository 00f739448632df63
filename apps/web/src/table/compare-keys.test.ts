import { expect, it } from 'vitest';
import { amountKey, compareKeys, type SortKey } from './compare-keys.ts';

const sort = (keys: SortKey[], descending: boolean) =>
  [...keys].sort((a, b) => compareKeys(a, b, descending));

it('orders by value and keeps what has none at the end either way', () => {
  const keys: SortKey[] = [2, null, 10, 1];
  expect(sort(keys, true)).toEqual([10, 2, 1, null]);
  expect(sort(keys, false)).toEqual([1, 2, 10, null]);
});

it('orders names as people count', () => {
  expect(sort(['Shop 10', 'Shop 9'], false)).toEqual(['Shop 9', 'Shop 10']);
});

it('never sets an amount against one of another currency', () => {
  const [won, moreWon, dollars, moreDollars] = [
    amountKey('3000000', 'KRW'),
    amountKey('4000000', 'KRW'),
    amountKey('500', 'USD'),
    amountKey('6000', 'USD'),
  ];
  const keys = [dollars, won, null, moreDollars, moreWon];
  expect(sort(keys, true)).toEqual([moreWon, won, moreDollars, dollars, null]);
  expect(sort(keys, false)).toEqual([won, moreWon, dollars, moreDollars, null]);
});
