import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import page from '../shell/page.module.css';
import { KPI_ORDER } from './kpi-strip.tsx';
import kpi from './kpi.module.css';

/** The dashboard in its final shape before the figures are there. */
export function FiguresSkeleton() {
  const t = useTranslations('app');
  return (
    <>
      <span className="visually-hidden" role="status">
        {t('loading')}
      </span>
      <Skeleton height={20} width={360} maw="100%" />
      <div className={kpi.strip} aria-hidden>
        {KPI_ORDER.map((name) => (
          <div key={name} className={kpi.card}>
            <Skeleton height={14} width="45%" />
            <Skeleton height={26} width="72%" my={4} />
            <Skeleton height={14} width="60%" />
            <Skeleton height={12} width="50%" />
          </div>
        ))}
      </div>
      <div className={page.two} aria-hidden>
        <PanelSkeleton height={344} />
        <PanelSkeleton height={344} />
      </div>
      <PanelSkeleton height={220} />
      <div className={`${page.two} ${page.twoWide}`} aria-hidden>
        <PanelSkeleton height={440} />
        <PanelSkeleton height={440} />
      </div>
    </>
  );
}

export function PanelSkeleton({ height }: { height: number }) {
  return (
    <div className={page.panel} style={{ height, padding: 18 }} aria-hidden>
      <Skeleton height={16} width={160} mb={18} />
      <Skeleton height={height - 88} />
    </div>
  );
}
