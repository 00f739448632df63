import type { Platform } from '../platform/platform.ts';
import { connect } from './account.ts';
import { API_DOCS_URL } from './api-version.ts';
import { imports } from './imports.ts';
import { configSchema, credentialsSchema } from './schemas.ts';
import { streams } from './streams.ts';
import { subscribeWebhooks } from './webhook-subscriptions.ts';
import { webhooks } from './webhooks.ts';

export { ordersBulkQuery } from './queries/orders.ts';

/** Shopify over the Admin GraphQL API of the version pinned in api-version.ts, and over its exported files. */
export const shopify: Platform = {
  id: 'shopify',
  name: 'Shopify',
  kind: 'sales',
  modes: ['api', 'import', 'fixture'],
  capabilities: ['sync', 'import', 'webhooks'],
  credentials: credentialsSchema,
  config: configSchema,
  docsUrl: API_DOCS_URL,
  connect,
  // A refund is a new event on its own day; what was reported for a past day stays as it was.
  restatementDays: 0,
  primaryStream: 'orders',
  streams,
  files: imports,
  webhooks,
  subscribeWebhooks,
};
