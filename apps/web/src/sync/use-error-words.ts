import { useTranslations } from 'next-intl';

/** What a stored error code means and what to do about it. */
export function useErrorWords(): (code: string) => string {
  const t = useTranslations('sync.errors');
  return (code) => (t.has(code as 'other') ? t(code as 'other') : t('other'));
}
