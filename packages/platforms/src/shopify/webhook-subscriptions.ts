import { AppError, PlatformError } from '@commerce/core';
import type { Connection } from '../platform/connection.ts';
import { ask } from './client.ts';
import { WEBHOOK_CREATE, WEBHOOK_LIST } from './queries/control.ts';
import { webhookCreateSchema, webhookListSchema } from './schemas.ts';

/** What makes a shop's data fresh between two scheduled reads. */
const TOPICS = [
  'ORDERS_CREATE',
  'ORDERS_UPDATED',
  'ORDERS_CANCELLED',
  'ORDERS_EDITED',
  'ORDERS_DELETE',
  'REFUNDS_CREATE',
  'PRODUCTS_CREATE',
  'PRODUCTS_UPDATE',
  'PRODUCTS_DELETE',
  'INVENTORY_LEVELS_UPDATE',
  'BULK_OPERATIONS_FINISH',
  'APP_UNINSTALLED',
] as const;

/**
 * Subscribes the shop to deliveries at `uri` for every topic that is not subscribed there yet.
 * @returns topics Shopify refused, with its reason (a missing scope, mostly)
 * @throws AppError `invalid_input` when the address is not https
 */
export async function subscribeWebhooks(
  connection: Connection,
  uri: string,
): Promise<{ topic: string; reason: string }[]> {
  if (!URL.canParse(uri) || new URL(uri).protocol !== 'https:') {
    throw new AppError(
      'invalid_input',
      `Shopify delivers webhooks only to https addresses, not to "${uri}"`,
    );
  }
  const { data } = await ask(connection, WEBHOOK_LIST, webhookListSchema);
  const existing = data.webhookSubscriptions.nodes.filter((node) => node.uri === uri);
  const refused: { topic: string; reason: string }[] = [];
  for (const topic of TOPICS) {
    if (existing.some((node) => node.topic === topic)) continue;
    try {
      const variables = { topic, subscription: { uri, format: 'JSON' } };
      const answer = await ask(connection, WEBHOOK_CREATE, webhookCreateSchema, { variables });
      const [error] = answer.data.webhookSubscriptionCreate.userErrors;
      if (error) refused.push({ topic, reason: error.message });
    } catch (error) {
      if (!(error instanceof PlatformError) || error.kind !== 'permission') throw error;
      refused.push({ topic, reason: error.message });
    }
  }
  return refused;
}
