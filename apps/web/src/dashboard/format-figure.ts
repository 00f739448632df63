import type { Kpi } from '../api/types.ts';
import { formatCount, formatMoney, formatRatio } from '../format/number.ts';

/** What stands where there is no value; the reason is always written beside it. */
export const NO_VALUE = '—';

/** A figure in its own unit. */
export function formatFigure(
  kpi: Pick<Kpi, 'unit'>,
  value: string | null,
  currency: string,
  locale: string,
): string {
  if (value === null) return NO_VALUE;
  switch (kpi.unit) {
    case 'money':
      return formatMoney(value, currency, locale);
    case 'count':
      return formatCount(value, locale);
    case 'ratio':
      return formatRatio(value, locale);
  }
}
