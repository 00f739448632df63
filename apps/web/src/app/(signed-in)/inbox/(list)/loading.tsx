import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { InboxSkeleton } from '../../../../inbox/inbox-skeleton.tsx';
import page from '../../../../shell/page.module.css';

export default function InboxLoading() {
  const t = useTranslations();
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('inbox.title')}</h1>
      <span className="visually-hidden" role="status">
        {t('app.loading')}
      </span>
      <Skeleton height={38} width={390} maw="100%" radius={10} />
      <InboxSkeleton />
    </div>
  );
}
