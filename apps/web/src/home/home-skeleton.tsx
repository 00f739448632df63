import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { PanelSkeleton } from '../dashboard/figures-skeleton.tsx';
import kpi from '../dashboard/kpi.module.css';
import page from '../shell/page.module.css';
import { FOUR } from './numbers.tsx';
import classes from './home.module.css';

/** The cards in their final shape. */
export function DecisionsSkeleton() {
  const t = useTranslations('app');
  return (
    <div className={classes.decisions}>
      <span className="visually-hidden" role="status">
        {t('loading')}
      </span>
      <div className={classes.cards} aria-hidden>
        {Array.from({ length: 3 }, (_, index) => (
          <div key={index} className={classes.card}>
            <Skeleton height={18} width="55%" />
            <Skeleton height={14} width="40%" />
            <Skeleton height={42} />
            <Skeleton height={36} width={110} mt={4} />
          </div>
        ))}
      </div>
    </div>
  );
}

export function NumbersSkeleton() {
  return (
    <div className={page.panel} aria-hidden>
      <div className={page.panelHead}>
        <Skeleton height={16} width={170} />
      </div>
      <p className={classes.basis}>
        <Skeleton component="span" display="block" height={18} width={190} />
      </p>
      <div className={classes.four}>
        {FOUR.map((name) => (
          <div key={name} className={kpi.card}>
            <Skeleton height={14} width="45%" />
            <Skeleton height={26} width="72%" my={4} />
            <Skeleton height={14} width="60%" />
            <Skeleton height={12} width="50%" />
          </div>
        ))}
      </div>
    </div>
  );
}

export const RecentSkeleton = () => <PanelSkeleton height={320} />;
