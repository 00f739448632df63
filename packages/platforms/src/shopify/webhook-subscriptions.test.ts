import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SimulatedShops, startShops } from './test/simulated-shop.ts';
import { subscribeWebhooks } from './webhook-subscriptions.ts';
import { webhooks } from './webhooks.ts';

let shops: SimulatedShops;
beforeAll(async () => {
  shops = await startShops({ historyDays: 1 });
});
afterAll(() => shops.close());

it('subscribes once to every topic, and names what Shopify refuses', async () => {
  const [domain = ''] = shops.simulator.control.domains();
  const connection = shops.connection(domain);
  const uri = 'https://commerce.example/hooks/shopify/1';
  expect(await subscribeWebhooks(connection, uri)).toEqual([]);
  shops.simulator.control.clearRequests();
  expect(await subscribeWebhooks(connection, uri)).toEqual([]);
  expect(shops.simulator.control.requests()).toHaveLength(1);
});

it('asks for an https address', async () => {
  const [domain = ''] = shops.simulator.control.domains();
  await expect(
    subscribeWebhooks(shops.connection(domain), 'http://x.example'),
  ).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(webhooks.read({ headers: {}, body: new Uint8Array() }, {})).toBeNull();
});
