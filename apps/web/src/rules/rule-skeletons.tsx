import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PanelSkeleton } from '../dashboard/figures-skeleton.tsx';
import page from '../shell/page.module.css';
import classes from './rules.module.css';

/** A rule's past and settings before the days were replayed. */
export function WorkbenchSkeleton() {
  const t = useTranslations('backtest');
  return (
    <>
      <p className={classes.viewer} role="status">
        {t('running')}
      </p>
      <div className={classes.workbench} aria-hidden>
        <PanelSkeleton height={620} />
        <PanelSkeleton height={620} />
      </div>
    </>
  );
}

export function RuleSkeleton() {
  return (
    <div className={page.page}>
      <div aria-hidden>
        <Skeleton height={18} width={90} mb={14} />
        <Skeleton height={28} width={280} maw="100%" mb={12} />
        <Skeleton height={18} width={520} maw="100%" />
      </div>
      <WorkbenchSkeleton />
    </div>
  );
}
