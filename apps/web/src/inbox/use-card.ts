import { type Card, renderCard } from '@commerce/api/cards';
import { useLocale } from 'next-intl';
import type { Proposal } from '../api/types.ts';
import { DEFAULT_LOCALE, isLocale, type Locale } from '../i18n/locales.ts';

export function useCardLocale(): Locale {
  const locale = useLocale();
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

/** Makes the words of a decision, the same as on every other surface. */
export function useCard(): (proposal: Proposal, timezone: string) => Card {
  const locale = useCardLocale();
  return (proposal, timezone) => renderCard(proposal, { locale, timezone });
}
