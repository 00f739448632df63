/** What an ad object is for, and what is asked of it. */
export interface KpiProfile {
  key: string;
  name: string;
  objective: 'purchase' | 'traffic' | 'retargeting';
  /** Metrics that count for it, the first one most. */
  metrics: readonly ProfileMetric[];
  /** Decimal strings; amounts in the account's currency. A metric without a target is only shown. */
  targets: Readonly<Partial<Record<ProfileMetric, string>>>;
}

export const PROFILE_METRICS = [
  'roas',
  'cpa',
  'cpc',
  'ctr',
  'landing_rate',
  'cost_per_landing',
  'frequency',
  'conversions',
] as const;
export type ProfileMetric = (typeof PROFILE_METRICS)[number];

export const DEFAULT_PROFILE = 'direct_purchase';
