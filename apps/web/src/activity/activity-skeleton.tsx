import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from './activity.module.css';

/** Rows in their final shape before they are there. */
export function ActivitySkeleton() {
  const t = useTranslations('app');
  return (
    <div className={classes.list}>
      <span className="visually-hidden" role="status">
        {t('loading')}
      </span>
      <ul aria-hidden>
        {Array.from({ length: 6 }, (_, index) => (
          <li key={index} className={classes.row}>
            <div className={classes.main}>
              <Skeleton height={18} width="45%" />
              <Skeleton height={16} width="60%" mt={4} />
              <Skeleton height={14} width="50%" mt={6} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
