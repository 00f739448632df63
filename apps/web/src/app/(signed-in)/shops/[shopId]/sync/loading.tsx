import page from '../../../../../shell/page.module.css';
import { BarSkeleton } from '../../../../../dashboard/bar-skeleton.tsx';
import { PanelSkeleton } from '../../../../../dashboard/figures-skeleton.tsx';
import classes from '../../../../../sync/sync.module.css';

export default function SyncLoading() {
  return (
    <div className={page.page}>
      <BarSkeleton />
      <div className={classes.connectors}>
        <PanelSkeleton height={240} />
        <PanelSkeleton height={240} />
      </div>
      <PanelSkeleton height={420} />
    </div>
  );
}
