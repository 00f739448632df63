import { Skeleton } from '@mantine/core';
import { BarSkeleton } from '../../../../dashboard/bar-skeleton.tsx';
import { FiguresSkeleton } from '../../../../dashboard/figures-skeleton.tsx';
import page from '../../../../shell/page.module.css';

export default function DashboardLoading() {
  return (
    <div className={page.page}>
      <BarSkeleton />
      <div className={page.head}>
        <Skeleton height={38} width={390} maw="100%" radius={10} />
      </div>
      <FiguresSkeleton />
    </div>
  );
}
