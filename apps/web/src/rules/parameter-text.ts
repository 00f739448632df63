import { useLocale, useTranslations } from 'next-intl';
import type { ParameterSpec } from '../api/types.ts';
import { NO_VALUE } from '../dashboard/format-figure.ts';
import { formatCount, formatMoney, formatRatio } from '../format/number.ts';

/** A saved setting as it is read, in its own unit; amounts in the rule's currency. */
export function useParameterText(): (
  spec: Pick<ParameterSpec, 'type'> | undefined,
  value: string | undefined,
  currency: string,
) => string {
  const t = useTranslations('rules');
  const locale = useLocale();
  return (spec, value, currency) => {
    if (value === undefined) return NO_VALUE;
    switch (spec?.type) {
      case 'money':
        return formatMoney(value, currency, locale);
      case 'percent':
        return `${formatCount(value, locale)}%`;
      case 'ratio':
        return formatRatio(value, locale);
      case 'days':
        return t('days', { days: Number(value) });
      case 'count':
        return formatCount(value, locale);
      default:
        return value;
    }
  };
}
