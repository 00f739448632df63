import { useTranslations } from 'next-intl';

/** Words for values of an open list: a platform may send one we have no word for, then it is shown as it is. */
export function useKnown(namespace: 'orders.status' | 'ads.status' | 'platforms' | 'sync.streams') {
  const t = useTranslations(namespace);
  return (value: string): string => (t.has(value as never) ? t(value as never) : value);
}
