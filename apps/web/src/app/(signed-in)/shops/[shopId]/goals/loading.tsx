import { BarSkeleton } from '../../../../../dashboard/bar-skeleton.tsx';
import { PanelSkeleton } from '../../../../../dashboard/figures-skeleton.tsx';
import page from '../../../../../shell/page.module.css';

export default function GoalsLoading() {
  return (
    <div className={page.page}>
      <BarSkeleton />
      <PanelSkeleton height={300} />
      <PanelSkeleton height={520} />
    </div>
  );
}
