import { addDays, type DayRange } from '../days.ts';

/** The days of all ranges as few ranges, oldest first; ranges that touch become one. */
export function mergeRanges(ranges: readonly DayRange[]): DayRange[] {
  const merged: DayRange[] = [];
  for (const range of [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged.at(-1);
    if (!last || range.from > addDays(last.to, 1)) merged.push({ ...range });
    else if (range.to > last.to) last.to = range.to;
  }
  return merged;
}
