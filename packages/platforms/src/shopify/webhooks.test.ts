import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { webhooks } from './webhooks.ts';

const SECRET = 'shpss_test';

function delivery(topic: string, payload: unknown, headers: Record<string, string> = {}) {
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const signature = createHmac('sha256', SECRET).update(body).digest('base64');
  return {
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': signature,
      'x-shopify-webhook-id': 'w-1',
      ...headers,
    },
    body,
  };
}

const read = (topic: string, payload: unknown) =>
  webhooks.read(delivery(topic, payload), { client_secret: SECRET });

describe('a delivery', () => {
  it.each([
    ['orders/updated', { id: 7001 }, 'sync', 'orders', 'gid://shopify/Order/7001'],
    ['orders/delete', { id: 7001 }, 'delete', 'orders', 'gid://shopify/Order/7001'],
    ['orders/delete', { id: 7001, name: '#1' }, 'sync', 'orders', 'gid://shopify/Order/7001'],
    [
      'orders/edited',
      { order_edit: { order_id: 7001 } },
      'sync',
      'orders',
      'gid://shopify/Order/7001',
    ],
    ['refunds/create', { id: 9, order_id: 7001 }, 'sync', 'orders', 'gid://shopify/Order/7001'],
    ['products/update', { id: 31 }, 'sync', 'products', 'gid://shopify/Product/31'],
    ['inventory_levels/update', { inventory_item_id: 1 }, 'sync', 'inventory', null],
    [
      'bulk_operations/finish',
      { admin_graphql_api_id: 'gid://shopify/BulkOperation/1' },
      'wake',
      null,
      'gid://shopify/BulkOperation/1',
    ],
    ['app/uninstalled', { id: 1, myshopify_domain: 'a.myshopify.com' }, 'reauth', null, null],
    ['app/uninstalled', { id: 7001, order_number: 1 }, 'none', null, null],
    ['themes/publish', { id: 1 }, 'none', null, null],
  ])('of %s is read', (topic, payload, effect, stream, externalId) => {
    expect(read(topic, payload)).toMatchObject({
      eventId: 'w-1',
      topic,
      effect,
      stream,
      externalId,
    });
  });

  it('names its shop by the signed body, else by the header', () => {
    const named = { id: 1, myshopify_domain: 'A.myshopify.com' };
    const from = (payload: unknown, shop: string) =>
      webhooks.read(delivery('app/uninstalled', payload, { 'x-shopify-shop-domain': shop }), {
        client_secret: SECRET,
      })?.account;
    expect(from(named, 'b.myshopify.com')).toBe('a.myshopify.com');
    expect(from({ id: 1 }, 'B.myshopify.com')).toBe('b.myshopify.com');
    expect(from({ id: 1, myshopify_domain: 7 }, 'b.myshopify.com')).toBe('b.myshopify.com');
    expect(read('orders/updated', { id: 1 })?.account).toBeNull();
  });

  it('is known by the hash of its body when it has no id', () => {
    const { headers, body } = delivery('orders/updated', { id: 1 });
    const { 'x-shopify-webhook-id': _, ...rest } = headers;
    const signal = webhooks.read({ headers: rest, body }, { client_secret: SECRET });
    expect(signal?.eventId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is refused when a byte, the secret or the signature is another', () => {
    const good = delivery('orders/updated', { id: 7001 });
    const changed = Buffer.concat([good.body, Buffer.from(' ')]);
    expect(webhooks.read({ ...good, body: changed }, { client_secret: SECRET })).toBeNull();
    expect(webhooks.read(good, { client_secret: 'other' })).toBeNull();
    expect(webhooks.read(good, {})).toBeNull();
    for (const signature of ['', 'x', 'AAAA', 'not base64 at all']) {
      const headers = { ...good.headers, 'x-shopify-hmac-sha256': signature };
      expect(webhooks.read({ ...good, headers }, { client_secret: SECRET })).toBeNull();
    }
  });

  it('is taken with either of two secrets, and when its body is no JSON', () => {
    const good = delivery('orders/updated', 'nonsense');
    expect(webhooks.read(good, { client_secret: 'other', webhook_secret: SECRET })).toMatchObject({
      effect: 'sync',
      externalId: null,
    });
  });
});
