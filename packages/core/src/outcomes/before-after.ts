import type { HistoryEntity } from '../rules/history.ts';
import { type Span, sumReported } from '../rules/window.ts';

/** Sums of a window, ten-thousandths; NaN where a day's figure was not reported. */
export interface Sums {
  spend: number;
  value: number;
  conversions: number;
  landings: number;
}

export interface BeforeAfter {
  before: Sums;
  after: Sums;
}

export function sumsOf(entity: HistoryEntity, before: Span, after: Span): BeforeAfter {
  const sums = (span: Span): Sums => ({
    spend: sumReported(entity, 'spend', span),
    value: sumReported(entity, 'conversion_value', span),
    conversions: sumReported(entity, 'conversions', span),
    landings: sumReported(entity, 'landing_page_views', span),
  });
  return { before: sums(before), after: sums(after) };
}

export const NO_SUMS: Sums = { spend: 0, value: 0, conversions: 0, landings: 0 };

/** Adds objects up; those that leave a figure of `gain` unreported are left out. */
export function pool(
  parts: readonly BeforeAfter[],
  gain: 'value' | 'landings',
): BeforeAfter & { count: number } {
  const known = parts.filter(
    ({ before, after }) =>
      !Number.isNaN(before.spend + after.spend + before[gain] + after[gain]) &&
      before.spend > 0 &&
      after.spend > 0,
  );
  const add = (side: 'before' | 'after'): Sums =>
    known.reduce(
      (sum, part) => ({
        spend: sum.spend + part[side].spend,
        value: sum.value + orZero(part[side].value),
        conversions: sum.conversions + orZero(part[side].conversions),
        landings: sum.landings + orZero(part[side].landings),
      }),
      NO_SUMS,
    );
  return { count: known.length, before: add('before'), after: add('after') };
}

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);
