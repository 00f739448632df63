import { formatCount, formatMoney, formatRatio, formatShare } from '../format/number.ts';
import { type Metric, METRIC_UNITS } from './profile-form.ts';

/** A target in its own unit. */
export function formatTarget(
  metric: Metric,
  target: string,
  currency: string,
  locale: string,
): string {
  switch (METRIC_UNITS[metric]) {
    case 'money':
      return formatMoney(target, currency, locale);
    case 'share':
      return formatShare(target, locale);
    case 'ratio':
      return formatRatio(target, locale);
    case 'count':
      return formatCount(target, locale);
  }
}
