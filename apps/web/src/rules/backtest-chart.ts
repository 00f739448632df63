import type { BacktestReport } from '../api/types.ts';
import type { ChartData, ChartLane, ChartSeries, ChartValue } from '../charts/chart-data.ts';
import { niceScale } from '../charts/scale.ts';
import { formatDay } from '../format/day.ts';
import { formatCount, formatMoney, formatMoneyShort } from '../format/number.ts';
import { NO_VALUE } from '../dashboard/format-figure.ts';

export type BacktestAccount = BacktestReport['accounts'][number];
export type Firing = BacktestAccount['firings'][number];
export type DayBasis = Firing['basis'] | 'nothing';

export interface BacktestChartWords {
  locale: string;
  spend: string;
  /** One name a run: what it would have avoided, and how often it would have spoken. */
  avoidable: readonly string[];
  firings: readonly string[];
  basis: (basis: DayBasis) => string;
}

const TONES = ['accent', 'mer'] as const;

/** Spend with what of it each run would have avoided, and how many proposals it would have made. */
export function backtestChart(
  runs: readonly BacktestAccount[],
  { locale, ...words }: BacktestChartWords,
): ChartData {
  const [first] = runs;
  if (!first) return { days: [], lanes: [] };
  const money = (amount: string | null): ChartValue =>
    amount === null
      ? { value: null, text: NO_VALUE }
      : { value: Number(amount), text: formatMoney(amount, first.currency, locale) };
  const avoidable = runs.map(
    ({ daily }, index): ChartSeries => ({
      key: `avoidable-${index}`,
      name: words.avoidable[index] ?? '',
      kind: 'bar',
      tone: TONES[index] ?? 'accent',
      values: daily.map(({ avoidable }) => money(avoidable)),
    }),
  );
  const firings = runs.map(
    ({ daily }, index): ChartSeries => ({
      key: `firings-${index}`,
      name: words.firings[index] ?? '',
      kind: 'bar',
      // Alone it needs a tone of its own; beside another run it has that of its run.
      tone: runs.length === 1 ? 'mer' : (TONES[index] ?? 'accent'),
      values: daily.map(({ firings }) => ({ value: firings, text: formatCount(firings, locale) })),
    }),
  );
  const spend: ChartSeries = {
    key: 'spend',
    name: words.spend,
    kind: 'line',
    tone: 'spend',
    values: first.daily.map((day) => money(day.spend)),
  };
  const basis = basisByDay(runs);
  return {
    days: first.daily.map(({ day }) => ({
      day,
      state: 'final',
      axis: formatDay(day, locale, 'axis'),
      title: formatDay(day, locale),
      stateName: words.basis(basis.get(day) ?? 'nothing'),
    })),
    lanes: [
      lane('money', 150, [spend, ...avoidable], 3, (tick) =>
        formatMoneyShort(tick, first.currency, locale),
      ),
      lane('count', 56, firings, 2, (tick) => (Number.isInteger(tick) ? String(tick) : '')),
    ],
  };
}

function lane(
  key: string,
  height: number,
  series: ChartSeries[],
  steps: number,
  text: (tick: number) => string,
): ChartLane {
  const values = series.flatMap((one) => one.values.map(({ value }) => value));
  const scale = niceScale(values, steps);
  return { key, height, scale, tickTexts: scale.ticks.map(text), series };
}

/** A day on which anything was worked back counts as worked back. */
function basisByDay(runs: readonly BacktestAccount[]): ReadonlyMap<string, DayBasis> {
  const basis = new Map<string, DayBasis>();
  for (const firing of runs.flatMap(({ firings }) => firings)) {
    if (basis.get(firing.day) !== 'reconstructed') basis.set(firing.day, firing.basis);
  }
  return basis;
}
