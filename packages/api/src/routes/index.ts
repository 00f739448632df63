import type { Endpoint } from '../endpoint/endpoint.ts';
import { apiKeyEndpoints } from './api-keys.ts';
import { authEndpoints } from './auth.ts';
import { connectEndpoints } from './connect.ts';
import { healthEndpoints } from './health.ts';
import { metricsEndpoints } from './metrics.ts';
import { shopEndpoints } from './shops.ts';
import { syncEndpoints } from './sync.ts';
import { webhookEndpoints } from './webhooks.ts';

/** Every endpoint there is, in the order the reference shows them. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...authEndpoints,
  ...apiKeyEndpoints,
  ...shopEndpoints,
  ...metricsEndpoints,
  ...syncEndpoints,
  ...connectEndpoints,
  ...webhookEndpoints,
  ...healthEndpoints,
];
