import type { DailyPoint, ShopMetrics } from '../api/types.ts';
import type { ChartDay, ChartLane, ChartSeries, ChartValue } from '../charts/chart-data.ts';
import { niceScale } from '../charts/scale.ts';
import { formatDay } from '../format/day.ts';
import { formatMoney, formatMoneyShort, formatRatio } from '../format/number.ts';
import { NO_VALUE } from './format-figure.ts';

/** Writes a chart's days and values on the server, so that every browser shows the same text. */
export interface ChartWords {
  locale: string;
  currency: string;
  stateName: (state: DailyPoint['state']) => string;
}

export const chartDays = (metrics: ShopMetrics, words: ChartWords): ChartDay[] =>
  metrics.daily.map(({ day, state }) => ({
    day,
    state,
    axis: formatDay(day, words.locale, 'axis'),
    title: formatDay(day, words.locale),
    stateName: words.stateName(state),
  }));

type Field = 'revenue' | 'ad_spend' | 'mer';

export function chartValues(
  metrics: ShopMetrics,
  field: Field,
  { locale, currency }: ChartWords,
): ChartValue[] {
  const write = (amount: string) =>
    field === 'mer' ? formatRatio(amount, locale) : formatMoney(amount, currency, locale);
  return metrics.daily.map((point) => {
    const amount = point[field];
    return amount === null
      ? { value: null, text: NO_VALUE }
      : { value: Number(amount), text: write(amount) };
  });
}

/** A lane whose scale holds all of its series. */
export function chartLane(
  lane: { key: string; height: number; unit: 'money' | 'ratio'; steps: number },
  series: ChartSeries[],
  { locale, currency }: ChartWords,
): ChartLane {
  const { key, height, unit, steps } = lane;
  const values = series.flatMap((one) => one.values.map(({ value }) => value));
  const scale = niceScale(values, steps);
  const tickTexts = scale.ticks.map((tick) =>
    unit === 'money' ? formatMoneyShort(tick, currency, locale) : `${tick}x`,
  );
  return { key, height, scale, tickTexts, series };
}
