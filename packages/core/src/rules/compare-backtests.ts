import { subtractAmounts } from '../money.ts';
import type { BacktestComparison, BacktestFiring, BacktestReport } from './backtest-report.ts';
import { toUnits } from './units.ts';

/** B beside A over the same history; `better` by net, then by precision. */
export function compareBacktests(a: BacktestReport, b: BacktestReport): BacktestComparison {
  const inA = new Set(a.firings.map(keyOf));
  const inB = new Set(b.firings.map(keyOf));
  const net = subtractAmounts(b.totals.net, a.totals.net);
  const precision =
    a.totals.precision === null || b.totals.precision === null
      ? null
      : subtractAmounts(b.totals.precision, a.totals.precision);
  const sign = Math.sign(toUnits(net)) || Math.sign(toUnits(precision ?? '0'));
  return {
    firings: b.totals.firings - a.totals.firings,
    saved: subtractAmounts(b.totals.saved, a.totals.saved),
    lost: subtractAmounts(b.totals.lost, a.totals.lost),
    net,
    precision,
    both: a.firings.filter((firing) => inB.has(keyOf(firing))).length,
    only_a: a.firings.filter((firing) => !inB.has(keyOf(firing))).map(nameOf),
    only_b: b.firings.filter((firing) => !inA.has(keyOf(firing))).map(nameOf),
    better: sign > 0 ? 'b' : sign < 0 ? 'a' : 'same',
  };
}

const keyOf = ({ day, level, entity_id: id }: BacktestFiring): string => `${day}/${level}/${id}`;

const nameOf = ({ day, level, entity_id, entity_name }: BacktestFiring) => ({
  day,
  level,
  entity_id,
  entity_name,
});
