import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, PORTLAND, RUN, startCaller } from '../test-caller.ts';

const CREATE = `mutation ($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) {
    webhookSubscription { id topic uri format } userErrors { field message } } }`;

interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let caller: Caller;
let received: Received[];
let reply: number;
let address: string;
let stop: () => Promise<void>;

beforeEach(async () => {
  caller = await startCaller({ allowLoopbackWebhooks: true });
  received = [];
  reply = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(reply).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  stop = () => new Promise((resolve) => server.close(() => resolve()));
});
afterEach(async () => {
  await caller.sim.close();
  await stop();
});

const subscribe = (topic: string, uri = address) => caller.api(CREATE, { topic, uri });
const bodies = () => received.map(({ body }) => JSON.parse(body));

describe('webhooks', () => {
  it('are signed over the raw body with the client secret', async () => {
    await subscribe('ORDERS_CREATE');
    const order = caller.sim.control.addOrder(PORTLAND, { shipping: '6.50' });
    await caller.sim.control.webhooksIdle();
    const { headers, body } = received[0] as Received;
    const secret = caller.sim.control.credentials(PORTLAND).clientSecret;
    const hmac = createHmac('sha256', secret).update(body).digest('base64');
    expect(headers['x-shopify-hmac-sha256']).toBe(hmac);
    expect(headers).toMatchObject({
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': PORTLAND,
      'x-shopify-api-version': '2026-01',
    });
    expect(headers['x-shopify-webhook-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(body)).toMatchObject({
      admin_graphql_api_id: order.id,
      currency: 'USD',
      financial_status: 'paid',
      fulfillment_status: null,
      created_at: '2026-11-20T04:00:00-08:00',
      total_price: '79.90',
    });
  });

  it('tell of refunds, edits, cancellations and deletions', async () => {
    for (const topic of [
      'REFUNDS_CREATE',
      'ORDERS_UPDATED',
      'ORDERS_EDITED',
      'ORDERS_CANCELLED',
      'ORDERS_DELETE',
    ]) {
      await subscribe(topic);
    }
    const { control } = caller.sim;
    const order = control.addOrder(PORTLAND, { lines: [{ quantity: 3 }] });
    const line = order.lines[0]?.id as string;
    control.refundOrder(PORTLAND, order.id, { lines: [{ lineItemId: line, quantity: 1 }] });
    control.editOrder(PORTLAND, order.id, { remove: [{ lineItemId: line, quantity: 1 }] });
    control.cancelOrder(PORTLAND, order.id);
    control.deleteOrder(PORTLAND, order.id);
    await control.webhooksIdle();
    const topics = received.map(({ headers }) => String(headers['x-shopify-topic']));
    topics.sort((a, b) => a.localeCompare(b));
    expect(topics).toEqual([
      'orders/cancelled',
      'orders/delete',
      'orders/edited',
      'orders/updated',
      'orders/updated',
      'orders/updated',
      'refunds/create',
    ]);
    const refund = bodies().find((body) => body.refund_line_items);
    expect(refund.refund_line_items[0]).toMatchObject({ quantity: 1, subtotal: '68.00' });
    const edit = bodies().find((body) => body.order_edit);
    expect(edit.order_edit.line_items.removals).toEqual([
      { id: Number(line.split('/').at(-1)), delta: 1 },
    ]);
    expect(bodies().filter((body) => Object.keys(body).length === 1 && body.id)).toHaveLength(1);
  });

  it('arrive twice or again on demand under one delivery id', async () => {
    await subscribe('ORDERS_UPDATED');
    const { control } = caller.sim;
    const order = control.addOrder(PORTLAND);
    expect(control.sendWebhook(PORTLAND, 'ORDERS_UPDATED', order.id, { duplicate: true })).toBe(1);
    await control.webhooksIdle();
    const id = received[0]?.headers['x-shopify-webhook-id'] as string;
    expect(control.replayWebhook(PORTLAND, id)).toBe(true);
    await control.webhooksIdle();
    expect(received.map(({ headers }) => headers['x-shopify-webhook-id'])).toEqual([id, id, id]);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });

  it('signal the end of a bulk operation', async () => {
    await subscribe('BULK_OPERATIONS_FINISH');
    const query = '{ products { edges { node { id } } } }';
    const { data } = await caller.api(RUN, { query });
    const { id } = data.bulkOperationRunQuery.bulkOperation;
    caller.sim.control.advance({ minutes: 1 });
    await caller.sim.control.webhooksIdle();
    expect(bodies()).toEqual([
      {
        admin_graphql_api_id: id,
        completed_at: '2026-11-20T12:01:00Z',
        created_at: '2026-11-20T12:00:00Z',
        error_code: null,
        status: 'completed',
        type: 'query',
      },
    ]);
  });

  it('are retried and, after repeated failure, unsubscribed', async () => {
    await subscribe('ORDERS_DELETE');
    const { control } = caller.sim;
    reply = 500;
    const order = control.addOrder(PORTLAND);
    control.deleteOrder(PORTLAND, order.id);
    await control.webhooksIdle();
    for (let hour = 0; hour < 9; hour++) {
      control.advance({ minutes: 80 });
      await control.webhooksIdle();
    }
    expect(received).toHaveLength(9);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    const list = await caller.api('{ webhookSubscriptions(first: 5) { nodes { id } } }');
    expect(list.data.webhookSubscriptions.nodes).toEqual([]);
  });

  it('go to https addresses only, unless loopback was allowed', async () => {
    const refused = {
      webhookSubscription: null,
      userErrors: [
        {
          field: ['webhookSubscription', 'callbackUrl'],
          message: 'Address protocol http:// is not supported',
        },
      ],
    };
    const outside = await subscribe('ORDERS_CREATE', 'http://example.com/hooks');
    expect(outside.data.webhookSubscriptionCreate).toEqual(refused);
    const strict = await startCaller();
    const inside = await strict.api(CREATE, { topic: 'ORDERS_CREATE', uri: address });
    expect(inside.data.webhookSubscriptionCreate).toEqual(refused);
    await strict.sim.close();
  });
});
