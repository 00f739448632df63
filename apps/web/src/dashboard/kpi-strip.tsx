import { useTranslations } from 'next-intl';
import type { KpiName, ShopMetrics } from '../api/types.ts';
import { KpiCard } from './kpi-card.tsx';
import type { AccountKind } from './missing-reason.ts';
import classes from './kpi.module.css';

export const KPI_ORDER = [
  'revenue',
  'orders',
  'aov',
  'ad_spend',
  'mer',
  'roas',
] as const satisfies readonly KpiName[];

/** The six figures of the range. */
export function KpiStrip(props: { metrics: ShopMetrics; kinds: ReadonlySet<AccountKind> }) {
  const { metrics, kinds } = props;
  const t = useTranslations('kpis');
  return (
    <section aria-label={t('title')}>
      <ul className={classes.strip}>
        {KPI_ORDER.map((name) => (
          <KpiCard
            key={name}
            kpi={metrics.kpis[name]}
            currency={metrics.shop.currency}
            kinds={kinds}
          />
        ))}
      </ul>
    </section>
  );
}
