import type { KpiProfile } from '../api/types.ts';
import { decimalUnits, typedNumber } from '../rules/parameter-input.ts';

export type Metric = KpiProfile['metrics'][number];
export type Objective = KpiProfile['objective'];

export const OBJECTIVES = [
  'purchase',
  'traffic',
  'retargeting',
] as const satisfies readonly Objective[];

/** How a target is written: amounts in the account's currency, shares as percent, the others as they are. */
export const METRIC_UNITS: Readonly<Record<Metric, 'money' | 'ratio' | 'share' | 'count'>> = {
  roas: 'ratio',
  cpa: 'money',
  cpc: 'money',
  ctr: 'share',
  landing_rate: 'share',
  cost_per_landing: 'money',
  frequency: 'count',
  conversions: 'count',
};

/** Metrics a profile of an objective is asked about, the first one most; the API names them for what exists. */
export function metricsOf(
  objective: Objective,
  profiles: readonly KpiProfile[],
): readonly Metric[] {
  return profiles.find((profile) => profile.objective === objective)?.metrics ?? [];
}

/** Moves the point two places: 1.25 percent is the share 0.0125, exactly. */
export const shareOfPercent = (percent: string): string => movePoint(percent, -2);
export const percentOfShare = (share: string): string => movePoint(share, 2);

function movePoint(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = whole.padStart(3, '0') + fraction.padEnd(2, '0');
  const point = Math.max(whole.length, 3) + places;
  const moved = `${digits.slice(0, point)}.${digits.slice(point)}`;
  return moved
    .replace(/^0+(?=\d)/, '')
    .replace(/0+$/, '')
    .replace(/\.$/, '');
}

/** Targets as typed by metric; an empty one is none, `wrong` are those that are no positive number. */
export function readTargets(typed: Readonly<Partial<Record<Metric, string>>>): {
  targets: Partial<Record<Metric, string>>;
  wrong: Metric[];
} {
  const targets: Partial<Record<Metric, string>> = {};
  const wrong: Metric[] = [];
  for (const [name, text] of Object.entries(typed)) {
    const metric = name as Metric;
    const number = typedNumber(text);
    if (number === '') continue;
    const isShare = METRIC_UNITS[metric] === 'share' && decimalUnits(number) !== null;
    const target = isShare ? shareOfPercent(number) : number;
    if ((decimalUnits(target) ?? 0n) > 0n) targets[metric] = target;
    else wrong.push(metric);
  }
  return { targets, wrong };
}

export const typedTargets = ({ targets }: Pick<KpiProfile, 'targets'>) =>
  Object.fromEntries(
    Object.entries(targets).map(([metric, target]) => [
      metric,
      METRIC_UNITS[metric as Metric] === 'share' ? percentOfShare(target) : target,
    ]),
  ) as Partial<Record<Metric, string>>;

/** A key for a new profile: from Latin letters of its name where it has some, else the next free number. */
export function newKey(name: string, taken: readonly string[]): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 34)
    .replace(/_+$/, '');
  const base = slug.length >= 2 ? slug : 'goal';
  if (slug.length >= 2 && !taken.includes(base)) return base;
  let number = 1;
  while (taken.includes(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
