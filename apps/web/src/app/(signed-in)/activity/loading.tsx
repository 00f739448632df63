import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { ActivitySkeleton } from '../../../activity/activity-skeleton.tsx';
import page from '../../../shell/page.module.css';

export default function ActivityLoading() {
  const t = useTranslations('activity');
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <Skeleton height={20} width={420} maw="90%" />
      <Skeleton height={38} width={250} maw="100%" radius={10} />
      <ActivitySkeleton />
    </div>
  );
}
