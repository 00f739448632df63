import Link from 'next/link';
import { useTranslations } from 'next-intl';
import inbox from '../inbox/inbox.module.css';
import { type ActivityQuery, activityPath } from './activity-query.ts';

/** On to what is older, and back to the newest. */
export function Pager(props: { query: ActivityQuery; nextCursor: string | null }) {
  const t = useTranslations('activity');
  const { query, nextCursor } = props;
  if (!query.cursor && !nextCursor) return null;
  return (
    <nav className={inbox.pages} aria-label={t('pages')}>
      {query.cursor && (
        <Link href={activityPath({ ...query, cursor: undefined })}>{t('newest')}</Link>
      )}
      {nextCursor && (
        <Link href={activityPath({ ...query, cursor: nextCursor })}>{t('older')}</Link>
      )}
    </nav>
  );
}
