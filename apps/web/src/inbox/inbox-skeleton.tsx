import { Skeleton } from '@mantine/core';
import classes from './inbox.module.css';
import detail from './proposal.module.css';

/** List and pane in their final shape before the proposals are there. */
export function InboxSkeleton() {
  return (
    <div className={classes.split} aria-hidden>
      <div className={classes.list}>
        <div className={classes.listHead}>
          <Skeleton height={14} width={110} />
        </div>
        <ul>
          {Array.from({ length: 5 }, (_, index) => (
            <li key={index} className={classes.row}>
              <div className={classes.link}>
                <Skeleton height={16} width="70%" />
                <Skeleton height={14} width="52%" mt={4} />
                <Skeleton height={20} width={170} mt={6} />
              </div>
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.pane}>
        <DetailSkeleton />
      </div>
    </div>
  );
}

export function DetailSkeleton() {
  return (
    <div className={detail.detail} aria-hidden>
      <Skeleton height={20} width={130} />
      <Skeleton height={24} width="60%" />
      <Skeleton height={14} width="45%" />
      <Skeleton height={48} />
      <Skeleton height={40} />
      <Skeleton height={36} width={260} />
      <Skeleton height={260} mt={12} />
      <Skeleton height={90} />
    </div>
  );
}
