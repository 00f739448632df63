export { shopMetrics, type ShopMetricsInput } from './shop-metrics.ts';
export { metricsVersion } from './metrics-version.ts';
export { shopSummaries } from './shop-summaries.ts';
export { syncStatus } from './sync-status.ts';
export { serverHealth } from './server-health.ts';
