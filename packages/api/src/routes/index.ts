import type { Endpoint } from '../endpoint/endpoint.ts';
import { apiKeyEndpoints } from './api-keys.ts';
import { authEndpoints } from './auth.ts';
import { capEndpoints } from './caps.ts';
import { connectEndpoints } from './connect.ts';
import { executionEndpoints } from './executions.ts';
import { healthEndpoints } from './health.ts';
import { killSwitchEndpoints } from './kill-switch.ts';
import { kpiProfileEndpoints } from './kpi-profiles.ts';
import { metricsEndpoints } from './metrics.ts';
import { notificationEndpoints } from './notifications.ts';
import { proposalEndpoints } from './proposals.ts';
import { ruleEndpoints } from './rules.ts';
import { shopEndpoints } from './shops.ts';
import { syncEndpoints } from './sync.ts';
import { timelineEndpoints } from './timeline.ts';
import { webhookEndpoints } from './webhooks.ts';

/** Every endpoint there is, in the order the reference shows them. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...authEndpoints,
  ...apiKeyEndpoints,
  ...shopEndpoints,
  ...metricsEndpoints,
  ...proposalEndpoints,
  ...executionEndpoints,
  ...capEndpoints,
  ...killSwitchEndpoints,
  ...ruleEndpoints,
  ...kpiProfileEndpoints,
  ...timelineEndpoints,
  ...notificationEndpoints,
  ...syncEndpoints,
  ...connectEndpoints,
  ...webhookEndpoints,
  ...healthEndpoints,
];
