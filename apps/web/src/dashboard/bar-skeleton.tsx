import { Skeleton } from '@mantine/core';
import page from '../shell/page.module.css';

/** The shop bar before it is known which shops there are. */
export function BarSkeleton() {
  return (
    <div className={page.head} aria-hidden>
      <Skeleton height={30} width={220} />
      <span className={page.spacer} />
      <Skeleton height={34} width={130} />
    </div>
  );
}
