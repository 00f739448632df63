import { useLocale, useTranslations } from 'next-intl';
import type { Evidence } from '../api/types.ts';
import type { ChartData, ChartSeries, ChartValue } from '../charts/chart-data.ts';
import { DayChart } from '../charts/day-chart.tsx';
import { niceScale } from '../charts/scale.ts';
import { NO_VALUE } from '../dashboard/format-figure.ts';
import { formatDay } from '../format/day.ts';
import { formatCount, formatMoney, formatMoneyShort } from '../format/number.ts';

/** Spend and conversions of the days before a decision; the line below marks the days that were judged. */
export function EvidenceChart(props: { evidence: Evidence; currency: string | null }) {
  const t = useTranslations();
  const locale = useLocale();
  const { evidence, currency } = props;
  const { series, window } = evidence;
  const money = (amount: string) =>
    currency ? formatMoney(amount, currency, locale) : formatCount(amount, locale);
  const moneyTick = (tick: number) =>
    currency ? formatMoneyShort(tick, currency, locale) : formatCount(tick, locale);
  const isJudged = (day: string) => window !== null && day >= window.from && day <= window.to;
  const spend: ChartSeries = {
    key: 'spend',
    name: t('proposal.spend'),
    kind: 'bar',
    tone: 'spend',
    values: valuesOf(series, 'spend', money),
  };
  const conversions: ChartSeries = {
    key: 'conversions',
    name: t('proposal.conversions'),
    kind: 'bar',
    tone: 'mer',
    values: valuesOf(series, 'conversions', (count) => formatCount(count, locale)),
  };
  const judged: ChartSeries = {
    key: 'judged',
    name: t('proposal.judged'),
    kind: 'line',
    tone: 'accent',
    values: series.map(({ day }) =>
      isJudged(day)
        ? { value: 1, text: t('proposal.isJudged') }
        : { value: null, text: t('proposal.isNotJudged') },
    ),
  };
  const spendScale = niceScale(numbers(spend), 3);
  const conversionScale = niceScale(numbers(conversions), 2);
  const data: ChartData = {
    days: series.map(({ day }) => ({
      day,
      axis: formatDay(day, locale, 'axis'),
      title: formatDay(day, locale),
      state: evidence.state,
      stateName: t(`states.${evidence.state}.name`),
    })),
    lanes: [
      {
        key: 'spend',
        height: 116,
        scale: spendScale,
        tickTexts: spendScale.ticks.map(moneyTick),
        series: [spend],
      },
      {
        key: 'conversions',
        height: 64,
        scale: conversionScale,
        tickTexts: conversionScale.ticks.map((tick) => formatCount(tick, locale)),
        series: [conversions],
      },
      {
        key: 'judged',
        height: 4,
        scale: { min: 0, max: 1, ticks: [] },
        tickTexts: [],
        series: [judged],
      },
    ],
  };
  return <DayChart label={t('proposal.chart')} data={data} />;
}

function valuesOf(
  series: Evidence['series'],
  metric: 'spend' | 'conversions',
  write: (amount: string) => string,
): ChartValue[] {
  return series.map((point) => {
    const amount = point[metric];
    return amount === null
      ? { value: null, text: NO_VALUE }
      : { value: Number(amount), text: write(amount) };
  });
}

const numbers = (series: ChartSeries) => series.values.map(({ value }) => value);
