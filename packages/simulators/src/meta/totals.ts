import type { AttributionSetting } from './entities.ts';

/** Counts or values per way an event is attributed; the parts do not overlap. */
export interface Windows<T> {
  /** Within one day of a click. */
  c1: T;
  /** Two to seven days after a click. */
  c7: T;
  /** Eight to twenty-eight days after a click. */
  c28: T;
  /** Within one day of a view. */
  v1: T;
}

export interface Events {
  count: Windows<number>;
  /** Minor units of the account currency. */
  value: Windows<bigint>;
}

/** Everything additive that is known of some ads over some days, plus what reach needs. */
export interface Totals {
  /** Minor units of the account currency. */
  spend: bigint;
  impressions: number;
  clicks: number;
  linkClicks: number;
  outboundClicks: number;
  landingPageViews: number;
  postEngagement: number;
  reactions: number;
  videoViews: number;
  viewContent: Events;
  addToCart: Events;
  initiateCheckout: Events;
  purchase: Events;
  reachSum: number;
  reachMax: number;
  /** Ad-days summed here. */
  cells: number;
  attributions: Set<AttributionSetting>;
}

export const ADDITIVE = [
  'impressions',
  'clicks',
  'linkClicks',
  'outboundClicks',
  'landingPageViews',
  'postEngagement',
  'reactions',
  'videoViews',
  'reachSum',
  'cells',
] as const;
export const EVENT_KINDS = ['viewContent', 'addToCart', 'initiateCheckout', 'purchase'] as const;
const PARTS = ['c1', 'c7', 'c28', 'v1'] as const;

function emptyEvents(): Events {
  return { count: { c1: 0, c7: 0, c28: 0, v1: 0 }, value: { c1: 0n, c7: 0n, c28: 0n, v1: 0n } };
}

export function emptyTotals(): Totals {
  return {
    spend: 0n,
    impressions: 0,
    clicks: 0,
    linkClicks: 0,
    outboundClicks: 0,
    landingPageViews: 0,
    postEngagement: 0,
    reactions: 0,
    videoViews: 0,
    viewContent: emptyEvents(),
    addToCart: emptyEvents(),
    initiateCheckout: emptyEvents(),
    purchase: emptyEvents(),
    reachSum: 0,
    reachMax: 0,
    cells: 0,
    attributions: new Set(),
  };
}

export function addEvents(
  into: Events,
  count: Partial<Windows<number>>,
  value: Partial<Windows<bigint>>,
): void {
  for (const part of PARTS) {
    into.count[part] += count[part] ?? 0;
    into.value[part] += value[part] ?? 0n;
  }
}

export function addTotals(into: Totals, other: Totals): void {
  into.spend += other.spend;
  for (const key of ADDITIVE) into[key] += other[key];
  for (const kind of EVENT_KINDS) addEvents(into[kind], other[kind].count, other[kind].value);
  into.reachMax = Math.max(into.reachMax, other.reachMax);
  for (const setting of other.attributions) into.attributions.add(setting);
}

/** People reached: the same person is met again by other ads and on other days. */
export function reach(totals: Totals): number {
  if (totals.cells <= 1) return totals.reachSum;
  return Math.max(totals.reachMax, Math.round(totals.reachSum * totals.cells ** -0.18));
}

/** What an ad set's setting counts. */
export function attributed(windows: Windows<bigint>, setting: AttributionSetting): bigint {
  const { c1, c7, v1 } = windows;
  if (setting === '1d_click') return c1;
  return setting === '7d_click' ? c1 + c7 : c1 + c7 + v1;
}

export function asBigints({ c1, c7, c28, v1 }: Windows<number>): Windows<bigint> {
  return { c1: BigInt(c1), c7: BigInt(c7), c28: BigInt(c28), v1: BigInt(v1) };
}
