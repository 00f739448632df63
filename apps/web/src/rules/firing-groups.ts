import type { Firing } from './backtest-chart.ts';

/** What a rule would have said about one object, however many days in a row. */
export interface FiringGroup {
  key: string;
  /** In the order of the days. */
  firings: readonly [Firing, ...Firing[]];
  /** Sums over the firings, exact; null where none has money in it. */
  saved: string | null;
  lost: string | null;
  net: string | null;
  judged: number;
  correct: number;
  reconstructed: boolean;
}

/** Firings by object and kind, the one with the most at stake first. */
export function firingGroups(firings: readonly Firing[]): FiringGroup[] {
  const byObject = new Map<string, [Firing, ...Firing[]]>();
  for (const firing of firings) {
    const key = `${firing.level}/${firing.entity_id}/${firing.kind}`;
    const group = byObject.get(key);
    if (group) group.push(firing);
    else byObject.set(key, [firing]);
  }
  return [...byObject].map(([key, group]) => groupOf(key, group)).sort(byStake);
}

function groupOf(key: string, firings: [Firing, ...Firing[]]): FiringGroup {
  const outcomes = firings.map(({ outcome }) => outcome);
  return {
    key,
    firings,
    saved: sum(outcomes.map(({ saved }) => saved)),
    lost: sum(outcomes.map(({ lost }) => lost)),
    net: sum(outcomes.map(({ net }) => net)),
    judged: outcomes.filter(({ correct }) => correct !== null).length,
    correct: outcomes.filter(({ correct }) => correct === true).length,
    reconstructed: firings.some(({ basis }) => basis === 'reconstructed'),
  };
}

const byStake = (a: FiringGroup, b: FiringGroup): number =>
  Math.abs(Number(b.net ?? 0)) - Math.abs(Number(a.net ?? 0)) ||
  b.firings.length - a.firings.length;

const PLACES = 4;
const ONE = 10n ** BigInt(PLACES);

/** The sum of decimal strings with at most four decimals; what is null is left out. */
export function sum(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return null;
  const units = known.reduce((total, amount) => total + unitsOf(amount), 0n);
  const digits = units < 0n ? -units : units;
  const fraction = String(digits % ONE)
    .padStart(PLACES, '0')
    .replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits / ONE}${fraction && `.${fraction}`}`;
}

function unitsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const units = BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, '0'));
  return amount.startsWith('-') ? -units : units;
}
