import type { Words } from '../rules/template.ts';
import type { KpiProfile, ProfileMetric } from './profile.ts';

type Objective = KpiProfile['objective'];

/** Metrics that count for an objective, the first one most. */
export const METRICS_BY_OBJECTIVE: Readonly<Record<Objective, readonly ProfileMetric[]>> = {
  purchase: ['roas', 'cpa', 'conversions', 'ctr', 'frequency'],
  traffic: ['cost_per_landing', 'cpc', 'ctr', 'landing_rate', 'frequency'],
  retargeting: ['roas', 'cpa', 'frequency', 'conversions', 'ctr'],
};

/**
 * Profiles every shop has. Targets that are amounts depend on currency and margin, so only ratios have a
 * default; a shop sets its own under the same key.
 */
export const BUILT_IN_PROFILES: readonly KpiProfile[] = [
  {
    key: 'direct_purchase',
    name: 'Direct purchase',
    objective: 'purchase',
    metrics: METRICS_BY_OBJECTIVE.purchase,
    targets: { roas: '2' },
  },
  {
    key: 'blog_traffic',
    name: 'Blog traffic',
    objective: 'traffic',
    metrics: METRICS_BY_OBJECTIVE.traffic,
    targets: { ctr: '0.01', landing_rate: '0.6' },
  },
  {
    key: 'retargeting',
    name: 'Retargeting',
    objective: 'retargeting',
    metrics: METRICS_BY_OBJECTIVE.retargeting,
    targets: { roas: '4', frequency: '6' },
  },
];

/** Names of the built-in profiles in both languages, by key. */
export const PROFILE_NAMES: Readonly<Record<string, Words>> = {
  direct_purchase: { ko: '직접 구매', en: 'Direct purchase' },
  blog_traffic: { ko: '블로그 유입', en: 'Blog traffic' },
  retargeting: { ko: '리타겟팅', en: 'Retargeting' },
};

export const OBJECTIVE_NAMES: Readonly<Record<Objective, Words>> = {
  purchase: { ko: '구매', en: 'Purchases' },
  traffic: { ko: '유입', en: 'Traffic' },
  retargeting: { ko: '리타겟팅', en: 'Retargeting' },
};
