import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { type ReceivedWebhook, receiveWebhook } from '@commerce/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startShopifyAccount, subject } from '../subjects/shopify.ts';
import { setUpSubject, type SubjectBench, textRows } from './subject-bench.ts';

let database: TestDatabase;
let bench: SubjectBench;
let shop: Awaited<ReturnType<typeof startShopifyAccount>>;
let place: { shopId: string; connectorId: string };
let received: (ReceivedWebhook | { refused: string })[];
let endpoint: ReturnType<typeof createServer>;

beforeEach(async () => {
  database = await createTestDatabase();
  bench = await setUpSubject(database.db, {
    ...subject,
    start: async (clock) => (shop = await startShopifyAccount(clock)),
  });
  place = await bench.connect();
  await bench.settle(place.connectorId);
  received = [];
  endpoint = createServer((request, response) => {
    void accept(request).then((status) => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => void endpoint.listen(0, '127.0.0.1', resolve));
  const { port } = endpoint.address() as AddressInfo;
  await subscribe(`http://127.0.0.1:${port}/`, ['ORDERS_DELETE', 'REFUNDS_CREATE']);
});
afterEach(async () => {
  endpoint.close();
  await bench.close();
  await database.close();
});

async function accept(request: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const { connectorId } = place;
  try {
    received.push(
      await receiveWebhook(bench.ctx, { connectorId, headers, body: Buffer.concat(chunks) }),
    );
    return 200;
  } catch (error) {
    received.push({ refused: String(error) });
    return 401;
  }
}

async function subscribe(uri: string, topics: string[]): Promise<void> {
  const { domain, control, origin } = shop;
  for (const topic of topics) {
    const answer = await fetch(`${origin}/${domain}/admin/api/2026-01/graphql.json`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-shopify-access-token': control.credentials(domain).staticToken,
      },
      body: JSON.stringify({
        query:
          'mutation Subscribe($topic: WebhookSubscriptionTopic!, $to: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $to) { userErrors { message } } }',
        variables: { topic, to: { uri, format: 'JSON' } },
      }),
    });
    const text = await answer.text();
    expect(text).toContain('"userErrors":[]');
  }
}

const figures = () => subject.figures({ ...place, rows: textRows(database.db) });

describe('Shopify deliveries', () => {
  it('take a deleted order out of the figures, and no replay or later read brings it back', async () => {
    const [order] = shop.control.orders(shop.domain);
    shop.control.deleteOrder(shop.domain, order?.id ?? '');
    await shop.control.webhooksIdle();
    expect(received).toEqual([{ topic: 'orders/delete', effect: 'delete', duplicate: false }]);
    expect(await figures()).toEqual(shop.truth());

    const [delivery] = shop.control.deliveries(shop.domain);
    shop.control.replayWebhook(shop.domain, delivery?.webhookId ?? '');
    await shop.control.webhooksIdle();
    expect(received.at(-1)).toMatchObject({ duplicate: true });
    bench.clock.advance(6 * 60_000);
    expect(await bench.settle(place.connectorId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await figures()).toEqual(shop.truth());
  });

  it('bring a refund in before the next scheduled read', async () => {
    bench.clock.advance(60_000);
    const order = shop.control.orders(shop.domain).find(({ refunds }) => refunds.length === 0);
    shop.control.refundOrder(shop.domain, order?.id ?? '');
    await shop.control.webhooksIdle();
    expect(received).toMatchObject([{ topic: 'refunds/create', effect: 'sync' }]);
    expect(await bench.settle(place.connectorId)).toMatchObject({
      kind: 'INCREMENTAL',
      status: 'SUCCEEDED',
    });
    expect(await figures()).toEqual(shop.truth());
  });

  it('end the access of the shop they are signed for, not of another shop of the same app', async () => {
    const { clientSecret } = shop.control.credentials(shop.domain);
    const uninstall = (myshopify_domain: string) => {
      const body = Buffer.from(JSON.stringify({ id: 1, myshopify_domain }));
      const headers = {
        'X-Shopify-Topic': 'app/uninstalled',
        'X-Shopify-Shop-Domain': shop.domain,
        'X-Shopify-Hmac-Sha256': createHmac('sha256', clientSecret).update(body).digest('base64'),
      };
      return receiveWebhook(bench.ctx, { connectorId: place.connectorId, headers, body });
    };
    const status = async () =>
      await database.db
        .selectFrom('app_dashboard.connectors')
        .select('status')
        .where('id', '=', place.connectorId)
        .executeTakeFirst();
    await expect(uninstall('another.myshopify.com')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await status()).toEqual({ status: 'connected' });
    expect(await uninstall(shop.domain)).toMatchObject({ effect: 'reauth' });
    expect(await status()).toEqual({ status: 'needs_reauth' });
  });
});
