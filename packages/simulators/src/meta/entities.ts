import type { ShopProfile } from '../world/profiles.ts';
import type { Day } from './days.ts';

export type Level = 'account' | 'campaign' | 'adset' | 'ad';
export type ConfiguredStatus = 'ACTIVE' | 'PAUSED' | 'ARCHIVED' | 'DELETED';
export type AttributionSetting = '7d_click_1d_view' | '7d_click' | '1d_click';

/** A value and the instant from which it holds; lists are ascending. */
export interface Timed<T> {
  at: number;
  value: T;
}

export interface EntityBase {
  id: string;
  accountId: string;
  name: string;
  createdAt: number;
  updatedAt: number;
  status: Timed<ConfiguredStatus>[];
  /** Last local day (exclusive) on which the opening plan lets it deliver. */
  plannedUntil: Day | null;
  /** First local day on which somebody switched it on again after the plan had ended it. */
  resumedOn: Day | null;
  /** Share of its parent's spend among the siblings that are planned for the day. */
  weight: number;
}

export interface Budgeted {
  /** Minor units; empty when the budget lives on the other level. */
  dailyBudget: Timed<bigint>[];
  lifetimeBudget: bigint | null;
  bidStrategy: string;
  endAt: number | null;
}

export interface Campaign extends EntityBase, Budgeted {
  kind: 'campaign';
  objective: string;
  budgetLevel: 'campaign' | 'adset';
  finalRoas: number;
  spendCap: bigint | null;
}

export interface AdSet extends EntityBase, Budgeted {
  kind: 'adset';
  campaignId: string;
  attribution: AttributionSetting;
  optimizationGoal: string;
  bidAmount: bigint | null;
  lastSignificantEdit: number;
  /** Instants of accepted budget changes, for the hourly limit. */
  budgetChanges: number[];
}

export interface Ad extends EntityBase {
  kind: 'ad';
  campaignId: string;
  adsetId: string;
  creativeId: string;
  video: boolean;
  traits: AdTraits;
}

/** How an ad differs from the others of its campaign; null and false: it does not. */
export interface AdTraits {
  finalRoas: number | null;
  ctr: number | null;
  tiresFrom: Day | null;
  silent: boolean;
}

export interface Creative {
  id: string;
  accountId: string;
  name: string;
  title: string;
  body: string;
  linkUrl: string;
  urlTags: string;
}

export interface Activity {
  at: number;
  eventType: string;
  actorId: string;
  actorName: string;
  application: string;
  objectId: string;
  objectName: string;
  objectType: string;
  oldValue: string;
  newValue: string;
}

export interface Account {
  id: string;
  name: string;
  currency: string;
  timezone: string;
  status: number;
  createdAt: number;
  businessId: string;
  profile: ShopProfile;
  campaigns: Map<string, Campaign>;
  adsets: Map<string, AdSet>;
  ads: Map<string, Ad>;
  creatives: Map<string, Creative>;
  activities: Activity[];
}

export type Entity = Campaign | AdSet | Ad;

/** The value that holds at an instant; the earliest one before anything was set. */
export function valueAt<T>(timeline: readonly Timed<T>[], at: number): T | undefined {
  let found = timeline[0]?.value;
  for (const entry of timeline) {
    if (entry.at > at) break;
    found = entry.value;
  }
  return found;
}
