import type { backtestRule } from '@commerce/engine';
import { table } from '../output/table.ts';

type Report = Awaited<ReturnType<typeof backtestRule>>;
type Account = Report['accounts'][number];

const SHOWN_FIRINGS = 10;

/** A report for people: the sums of each account, its newest firings, and how the second rule does against it. */
export function backtestLines(report: Report): string[] {
  return [
    `${report.rule.name}, ${report.from} to ${report.to}`,
    ...report.accounts.flatMap((account) => accountLines(account)),
    ...report.comparisons.map(
      (one) =>
        `Against it the second ${one.better === 'same' ? 'does as well' : one.better === 'b' ? 'does better' : 'does worse'}: ` +
        `${signed(one.firings)} firings, net ${signed(one.net)}, ${one.both} in common`,
    ),
  ];
}

function accountLines({ name, currency, totals, firings }: Account): string[] {
  const share = totals.reconstructed_share;
  return [
    '',
    `${name} (${currency})`,
    ...table([
      ['firings', String(totals.firings)],
      ['held back', String(totals.suppressed)],
      ['saved', totals.saved],
      ['lost', totals.lost],
      ['net', totals.net],
      [
        'right',
        totals.precision === null
          ? 'cannot be told yet'
          : `${totals.correct} of ${totals.judged} (${percent(totals.precision)})`,
      ],
      ...(share === null || Number(share) === 0 ? [] : [['on reconstructed data', percent(share)]]),
    ]),
    ...table(
      firings
        .slice(-SHOWN_FIRINGS)
        .map((firing) => [
          firing.day,
          firing.kind,
          firing.entity_name,
          firing.diff.map(({ before, after }) => `${before ?? '-'} → ${after}`).join(', '),
          firing.outcome.net === null ? '' : `net ${firing.outcome.net}`,
        ]),
    ),
    ...(firings.length > SHOWN_FIRINGS
      ? [`… and ${firings.length - SHOWN_FIRINGS} earlier; --json has all`]
      : []),
  ];
}

const percent = (share: string): string => `${Math.round(Number(share) * 100)} %`;
const signed = (value: string | number): string =>
  /^-|^0/.test(String(value)) ? String(value) : `+${value}`;
