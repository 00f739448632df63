import { useLocale, useTranslations } from 'next-intl';
import type { ShopMetrics } from '../api/types.ts';
import { DayChart } from '../charts/day-chart.tsx';
import { Panel } from '../shell/panel.tsx';
import { chartDays, chartLane, chartValues } from './chart-days.ts';

export function RevenuePanel({ metrics }: { metrics: ShopMetrics }) {
  const t = useTranslations();
  const words = {
    locale: useLocale(),
    currency: metrics.shop.currency,
    stateName: (state: string) => t(`states.${state as 'final'}.name`),
  };
  const revenue = {
    key: 'revenue',
    name: t('kpis.revenue.name'),
    kind: 'bar' as const,
    tone: 'accent' as const,
    values: chartValues(metrics, 'revenue', words),
  };
  const lane = chartLane({ key: 'money', height: 232, unit: 'money', steps: 4 }, [revenue], words);
  const title = t('charts.revenue.title');
  return (
    <Panel title={title} note={t('charts.revenue.note')}>
      <DayChart label={title} data={{ days: chartDays(metrics, words), lanes: [lane] }} />
    </Panel>
  );
}
