import { changeText } from '@commerce/api/cards';
import { useTranslations } from 'next-intl';
import type { TimelineEntry } from '../api/types.ts';
import { formatMoney } from '../format/number.ts';
import { useKnown } from '../i18n/use-known.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import { diffOf } from './entry-change.ts';

type Changed = Pick<TimelineEntry, 'field' | 'before' | 'after' | 'currency'>;

/** What changed, from what to what, in the reader's language; null where an entry tells of no value. */
export function useChangeWords(): (entry: Changed) => string | null {
  const t = useTranslations('activity');
  const status = useKnown('ads.status');
  const locale = useCardLocale();
  return (entry) => {
    const diff = diffOf(entry);
    if (diff) return changeText([diff], locale);
    const { field, before, after, currency } = entry;
    if (field === null) return null;
    const show = (value: string | null): string => {
      if (value === null) return t('noValue');
      if (currency !== null) return formatMoney(value, currency, locale);
      return field.endsWith('status') ? status(value) : value;
    };
    const label = t.has(`fields.${field}` as never) ? t(`fields.${field}` as never) : field;
    return `${label} ${show(before)} → ${show(after)}`;
  };
}
