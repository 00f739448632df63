import { describe, expect, it } from 'vitest';
import { type BacktestAccount, backtestChart, type Firing } from './backtest-chart.ts';

const words = {
  locale: 'en',
  spend: 'Spend',
  avoidable: ['Avoidable', 'Avoidable then'],
  firings: ['Proposals', 'Proposals then'],
  basis: (basis: string) => basis,
};
const firing = (day: string, basis: Firing['basis']) => ({ day, basis }) as Firing;
const account = (firings: Firing[]) =>
  ({
    currency: 'KRW',
    firings,
    daily: [
      { day: '2026-11-18', firings: 2, spend: '1200000', avoidable: '300000' },
      { day: '2026-11-19', firings: 0, spend: null, avoidable: '0' },
    ],
  }) as unknown as BacktestAccount;

describe('the chart of a backtest', () => {
  it('shows what was spent, what of it was avoidable, and how often the rule spoke', () => {
    const { days, lanes } = backtestChart([account([])], words);
    expect(days.map(({ axis, stateName }) => [axis, stateName])).toEqual([
      ['Nov 18', 'nothing'],
      ['Nov 19', 'nothing'],
    ]);
    const [money, count] = lanes;
    expect(
      money?.series.map(({ key, values }) => [key, ...values.map(({ text }) => text)]),
    ).toEqual([
      ['spend', '₩1,200,000', '—'],
      ['avoidable-0', '₩300,000', '₩0'],
    ]);
    expect(money?.series[0]?.values[1]?.value).toBeNull();
    expect(count?.series[0]?.values.map(({ value }) => value)).toEqual([2, 0]);
  });

  it('sets two runs side by side and says when a day was worked back', () => {
    const one = account([firing('2026-11-18', 'reconstructed')]);
    const other = account([firing('2026-11-18', 'recorded'), firing('2026-11-19', 'recorded')]);
    const { days, lanes } = backtestChart([one, other], words);
    expect(days.map(({ stateName }) => stateName)).toEqual(['reconstructed', 'recorded']);
    expect(lanes.map(({ series }) => series.length)).toEqual([3, 2]);
  });

  it('is empty without a run', () => {
    expect(backtestChart([], words)).toEqual({ days: [], lanes: [] });
  });
});
