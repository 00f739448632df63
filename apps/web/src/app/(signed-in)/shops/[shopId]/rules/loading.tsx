import { BarSkeleton } from '../../../../../dashboard/bar-skeleton.tsx';
import { PanelSkeleton } from '../../../../../dashboard/figures-skeleton.tsx';
import page from '../../../../../shell/page.module.css';

export default function RulesLoading() {
  return (
    <div className={page.page}>
      <BarSkeleton />
      <PanelSkeleton height={240} />
      <PanelSkeleton height={560} />
    </div>
  );
}
