import { invalidParameter } from './errors.ts';
import { ADDITIVE, emptyTotals, EVENT_KINDS, type Totals } from './totals.ts';

/** Values that a breakdown yields here, with their share in thousandths. */
const SPLITS: Record<string, readonly (readonly [string, number])[]> = {
  age: [
    ['18-24', 180],
    ['25-34', 420],
    ['35-44', 270],
    ['45-54', 130],
  ],
  gender: [
    ['female', 690],
    ['male', 290],
    ['unknown', 20],
  ],
  publisher_platform: [
    ['facebook', 380],
    ['instagram', 610],
    ['audience_network', 10],
  ],
  country: [],
};

/** Since August 2026 these answer nothing until somebody opts in inside Ads Manager. */
const OPT_IN = new Set([
  'impression_device',
  'hourly_stats_aggregated_by_audience_time_zone',
  'frequency_value',
]);

const ALLOWED_TOGETHER = [new Set(['age', 'gender'])];

export interface BreakdownPlan {
  names: string[];
  needsOptIn: boolean;
}

export function parseBreakdowns(names: readonly string[]): BreakdownPlan {
  for (const name of names) {
    if (!(name in SPLITS) && !OPT_IN.has(name)) {
      throw invalidParameter(`breakdowns: ${name} is not available here.`, ['breakdowns']);
    }
  }
  const needsOptIn = names.some((name) => OPT_IN.has(name));
  const legal =
    names.length < 2 ||
    needsOptIn ||
    ALLOWED_TOGETHER.some((set) => names.every((name) => set.has(name)));
  if (!legal) {
    throw invalidParameter(
      `Current combination of data breakdown columns (${names.join(', ')}) is invalid.`,
      ['breakdowns'],
    );
  }
  return { names: [...names], needsOptIn };
}

export interface BreakdownCell {
  keys: Record<string, string>;
  totals: Totals;
}

/** Splits totals so that the parts add up to the whole, unit by unit. */
export function splitByBreakdowns(
  totals: Totals,
  names: readonly string[],
  country: string,
): BreakdownCell[] {
  let cells: BreakdownCell[] = [{ keys: {}, totals }];
  for (const name of names) {
    const shares = name === 'country' ? ([[country, 1000]] as const) : (SPLITS[name] ?? []);
    cells = cells.flatMap((cell) => splitOne(cell, name, shares));
  }
  return cells;
}

function splitOne(
  cell: BreakdownCell,
  name: string,
  shares: readonly (readonly [string, number])[],
): BreakdownCell[] {
  let before = 0;
  return shares.map(([value, share]) => {
    const totals = slice(cell.totals, before, before + share);
    before += share;
    return { keys: { ...cell.keys, [name]: value }, totals };
  });
}

function slice(whole: Totals, from: number, to: number): Totals {
  const count = (n: number) => Math.floor((n * to) / 1000) - Math.floor((n * from) / 1000);
  const money = (n: bigint) => (n * BigInt(to)) / 1000n - (n * BigInt(from)) / 1000n;
  const part = emptyTotals();
  part.spend = money(whole.spend);
  for (const key of ADDITIVE) part[key] = count(whole[key]);
  part.cells = whole.cells;
  part.reachMax = count(whole.reachMax);
  part.attributions = whole.attributions;
  for (const kind of EVENT_KINDS) {
    for (const window of ['c1', 'c7', 'c28', 'v1'] as const) {
      part[kind].count[window] = count(whole[kind].count[window]);
      part[kind].value[window] = money(whole[kind].value[window]);
    }
  }
  return part;
}
