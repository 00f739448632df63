export type { ShopMetricsInput } from './metrics-input.ts';
export { shopMetrics } from './shop-metrics.ts';
export { metricsVersion } from './metrics-version.ts';
export { shopSummaries } from './shop-summaries.ts';
export { syncStatus } from './sync-status.ts';
export { serverHealth } from './server-health.ts';
