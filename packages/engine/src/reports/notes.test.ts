import { expect, it } from 'vitest';
import { notesOn } from './notes.ts';

const messages = (count: number) =>
  notesOn(
    { residuals: count, cancelled: count, test: count },
    { fxMissing: false, uncollectedDays: count },
  ).map(({ message }) => message);

it('notes count one and several in words that fit', () => {
  expect(messages(1)).toEqual([
    "1 order: the platform's stated events do not add up to its totals; the difference is booked as an adjustment.",
    '1 cancelled order is not in revenue.',
    '1 test order is not in revenue.',
    '1 day of this range was not collected from every account; what is missing there is missing in the figures too.',
  ]);
  expect(messages(2)).toEqual([
    "2 orders: the platform's stated events do not add up to its totals; the difference is booked as an adjustment.",
    '2 cancelled orders are not in revenue.',
    '2 test orders are not in revenue.',
    '2 days of this range were not collected from every account; what is missing there is missing in the figures too.',
  ]);
  expect(messages(0)).toEqual([]);
});
