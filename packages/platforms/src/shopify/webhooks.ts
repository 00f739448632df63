import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@commerce/core';
import type { WebhookDelivery, WebhookReader, WebhookSignal } from '../platform/webhook.ts';

type Meaning = Pick<WebhookSignal, 'effect' | 'stream'>;

const ORDERS: Meaning = { effect: 'sync', stream: 'orders' };
const PRODUCTS: Meaning = { effect: 'sync', stream: 'products' };
const INVENTORY: Meaning = { effect: 'sync', stream: 'inventory' };
const NOTHING: Meaning = { effect: 'none', stream: null };

/** What single topics ask for; the rest is decided by the topic's first word. */
const BY_TOPIC: Readonly<Record<string, Meaning>> = {
  'orders/delete': { effect: 'delete', stream: 'orders' },
  'products/delete': { effect: 'delete', stream: 'products' },
  'bulk_operations/finish': { effect: 'wake', stream: null },
  'app/uninstalled': { effect: 'reauth', stream: null },
};

const BY_RESOURCE: Readonly<Record<string, Meaning>> = {
  orders: ORDERS,
  refunds: ORDERS,
  order_transactions: ORDERS,
  fulfillments: ORDERS,
  disputes: ORDERS,
  products: PRODUCTS,
  inventory_levels: INVENTORY,
  inventory_items: INVENTORY,
};

const RECORD_TYPES: Readonly<Record<string, string>> = { orders: 'Order', products: 'Product' };

function isSigned(body: Uint8Array, signature: string, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Deliveries are signed with the app's client secret; a separate secret may be stored for older apps. */
const secretsOf = (secrets: JsonObject): string[] =>
  [secrets.webhook_secret, secrets.client_secret].filter(
    (secret): secret is string => typeof secret === 'string' && secret !== '',
  );

function fieldsOf(body: Uint8Array): Record<string, unknown> {
  try {
    return Object(JSON.parse(Buffer.from(body).toString('utf8'))) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const numericId = (value: unknown): string | null =>
  (typeof value === 'number' || typeof value === 'string') && /^\d+$/.test(String(value))
    ? String(value)
    : null;

/** The global id of the record the delivery speaks of, where the topic's stream has such records. */
function recordId(topic: string, stream: string | null, body: Uint8Array): string | null {
  const fields = fieldsOf(body);
  const type = RECORD_TYPES[stream ?? ''];
  if (type !== undefined) {
    const isAbout = topic.startsWith(`${stream}/`);
    const edit = Object(fields.order_edit) as Record<string, unknown>;
    const id = isAbout
      ? (numericId(fields.id) ?? numericId(edit.order_id))
      : numericId(fields.order_id);
    return id === null ? null : `gid://shopify/${type}/${id}`;
  }
  const global = fields.admin_graphql_api_id;
  return typeof global === 'string' ? global : null;
}

/**
 * The signature covers the body only, so a signed change could be sent again under a graver topic. A real
 * deletion says nothing but the id, and a real uninstallation describes the shop.
 */
function meaningOf(topic: string, body: Uint8Array): Meaning {
  const [resource = ''] = topic.split('/');
  const byResource = BY_RESOURCE[resource] ?? NOTHING;
  const meaning = BY_TOPIC[topic] ?? byResource;
  const fields = fieldsOf(body);
  const isReal =
    (meaning.effect !== 'delete' || Object.keys(fields).length <= 1) &&
    (meaning.effect !== 'reauth' || 'myshopify_domain' in fields);
  return isReal ? meaning : byResource;
}

/** The shop's own address. All shops of an app share its secret; the signature covers the body, not the header. */
function shopOf({ headers, body }: WebhookDelivery): string | null {
  const signed = fieldsOf(body).myshopify_domain;
  const shop = typeof signed === 'string' ? signed : headers['x-shopify-shop-domain'];
  return shop?.toLowerCase() ?? null;
}

/** Deliveries of Shopify: base64 HMAC-SHA256 of the raw body under the app's client secret. */
export const webhooks: WebhookReader = {
  read(delivery, secrets) {
    const { headers, body } = delivery;
    const signature = headers['x-shopify-hmac-sha256'];
    const topic = headers['x-shopify-topic'];
    if (signature === undefined || topic === undefined) return null;
    if (!secretsOf(secrets).some((secret) => isSigned(body, signature, secret))) return null;
    const meaning = meaningOf(topic, body);
    return {
      eventId: headers['x-shopify-webhook-id'] ?? createHash('sha256').update(body).digest('hex'),
      account: shopOf(delivery),
      topic,
      ...meaning,
      externalId: recordId(topic, meaning.stream, body),
    };
  },
};
