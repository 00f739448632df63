import type { ShopProfile } from '../world/profiles.ts';
import type { Day } from './days.ts';
import type { JournalEntry } from './journal.ts';

/** One answer of a report run's poll, in the order they are given. */
export interface AsyncStep {
  status: 'Job Not Started' | 'Job Started' | 'Job Running' | 'Job Completed';
  percent: number;
}

/** Calls allowed in a sliding hour, and changes in a sliding second. */
export interface HourlyBudgets {
  appCalls: number;
  insightsPerAccount: number;
  managementPerAccount: number;
  /** In any one second. */
  mutationsPerSecond: number;
}

export interface MetaSimulatorOptions {
  port?: number;
  /** The simulator's base clock; `advance` adds to it. */
  now?: () => Date;
  profiles?: readonly ShopProfile[];
  /** Local days of delivery before today. */
  historyDays?: number;
  /** Pins the first day of delivery instead, for a world that outlives a restart. */
  firstDay?: Day;
  seed?: string;
  appId?: string;
  /** When set, every call must carry a valid appsecret_proof. */
  appSecret?: string;
  accessToken?: string;
  /** Retired ads stopped some weeks before this day. */
  anchorDay?: Day;
  /** Profiles whose first campaign mixes attribution settings. */
  mixedAttributionProfiles?: readonly string[];
  accessTier?: 'development_access' | 'standard_access';
  budgets?: Partial<HourlyBudgets>;
  /** What successive polls of a report run answer; the last step must be a completed 100%. */
  asyncSteps?: readonly AsyncStep[];
  /** Entity-days a synchronous insights call can serve before it times out. */
  syncCellLimit?: number;
  /** Entity-days a report run can serve before it fails as too large. */
  asyncCellLimit?: number;
  /** How long effective_status says IN_PROCESS after a status write. */
  effectiveStatusLagMs?: number;
  /** Changes that somebody makes at stated times, or made before a restart. */
  journal?: readonly JournalEntry[];
  /** Told every change that is made from now on, so that a later simulator can be given it as journal. */
  onChange?: (entry: JournalEntry) => void;
}

export type Settings = Required<
  Omit<MetaSimulatorOptions, 'appSecret' | 'budgets' | 'anchorDay' | 'firstDay' | 'onChange'>
> & {
  onChange: MetaSimulatorOptions['onChange'] | null;
  appSecret: string | null;
  budgets: HourlyBudgets;
  anchorDay: Day | null;
  firstDay: Day | null;
};

export const DEFAULT_ASYNC_STEPS: readonly AsyncStep[] = [
  { status: 'Job Not Started', percent: 0 },
  { status: 'Job Running', percent: 35 },
  { status: 'Job Completed', percent: 100 },
];
