import { useLocale, useTranslations } from 'next-intl';
import type { ShopMetrics } from '../api/types.ts';
import { DayChart } from '../charts/day-chart.tsx';
import { Panel } from '../shell/panel.tsx';
import { chartDays, chartLane, chartValues } from './chart-days.ts';

/** Spend beside revenue on one money scale, and their ratio below on its own: no double axis to misread. */
export function SpendPanel({ metrics }: { metrics: ShopMetrics }) {
  const t = useTranslations();
  const words = {
    locale: useLocale(),
    currency: metrics.shop.currency,
    stateName: (state: string) => t(`states.${state as 'final'}.name`),
  };
  const spend = {
    key: 'ad_spend',
    name: t('kpis.ad_spend.name'),
    kind: 'bar' as const,
    tone: 'spend' as const,
    values: chartValues(metrics, 'ad_spend', words),
  };
  const revenue = {
    key: 'revenue',
    name: t('kpis.revenue.name'),
    kind: 'line' as const,
    tone: 'accent' as const,
    values: chartValues(metrics, 'revenue', words),
  };
  const mer = {
    key: 'mer',
    name: t('kpis.mer.name'),
    kind: 'line' as const,
    tone: 'mer' as const,
    values: chartValues(metrics, 'mer', words),
  };
  const lanes = [
    chartLane({ key: 'money', height: 148, unit: 'money', steps: 3 }, [spend, revenue], words),
    chartLane({ key: 'ratio', height: 70, unit: 'ratio', steps: 2 }, [mer], words),
  ];
  const title = t('charts.spend.title');
  return (
    <Panel title={title} note={t('charts.spend.note')}>
      <DayChart label={title} data={{ days: chartDays(metrics, words), lanes }} />
    </Panel>
  );
}
