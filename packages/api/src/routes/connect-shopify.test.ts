import { createHttpTransport } from '@commerce/platforms';
import { shopify } from '@commerce/platforms/shopify';
import {
  reachShopify,
  SHOP_PROFILES,
  type ShopifySimulator,
  startShopifySimulator,
} from '@commerce/simulators';
import { createTenant, type TestTenant } from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';

const [seoul, second] = SHOP_PROFILES;
const NOW = '2026-11-20T03:00:00Z';

let fixture: ApiFixture;
let simulator: ShopifySimulator;
let transport: ReturnType<typeof createHttpTransport>;
let tenant: TestTenant;
let token: string;
let shopId: string;

beforeAll(async () => {
  simulator = await startShopifySimulator({ now: () => new Date(NOW), historyDays: 3 });
  transport = createHttpTransport({ rewrite: reachShopify(simulator.origin) });
  fixture = await createApiFixture({ platforms: [shopify], transport });
});
afterAll(async () => {
  await fixture.close();
  await transport.close();
  await simulator.close();
});
beforeEach(async () => {
  tenant = await createTenant(fixture.db);
  token = await fixture.accessOf(tenant.owner);
  shopId = tenant.shops[0]!.id;
});

const clientOf = (domain: string) => {
  const { clientId, clientSecret } = simulator.control.credentials(domain);
  return { shop_domain: domain, client_id: clientId, client_secret: clientSecret };
};
const tokenOf = (domain: string) => ({
  shop_domain: domain,
  access_token: simulator.control.credentials(domain).staticToken,
});
const connect = (body: object, options: { shop?: string; headers?: Record<string, string> } = {}) =>
  fixture.ask('POST', `/api/shops/${options.shop ?? shopId}/platforms/SHOPIFY/connect`, {
    token,
    body,
    ...(options.headers ? { headers: options.headers } : {}),
  });

/** Everything a connection leaves behind. */
async function stored(shop = shopId) {
  const rows = (table: 'connectors' | 'shop_credentials' | 'sync_jobs' | 'audit_log') =>
    fixture.db
      .selectFrom(`app_dashboard.${table}`)
      .selectAll()
      .where('shop_id', '=', shop)
      .execute();
  return {
    connectors: await rows('connectors'),
    secrets: await rows('shop_credentials'),
    jobs: await rows('sync_jobs'),
    audit: await rows('audit_log'),
  };
}

/** As a connector stands after the platform refused its credentials in the middle of its work. */
async function demandReauth(): Promise<void> {
  await fixture.db
    .updateTable('app_dashboard.sync_jobs')
    .set({ status: 'FAILED', finished_at: NOW })
    .where('shop_id', '=', shopId)
    .execute();
  await fixture.db
    .updateTable('app_dashboard.connectors')
    .set({
      status: 'needs_reauth',
      status_code: 'credentials',
      consecutive_failures: 3,
      last_synced_at: '2026-11-19T00:00:00Z',
    })
    .where('shop_id', '=', shopId)
    .execute();
}

describe('POST …/platforms/SHOPIFY/connect', () => {
  it('connects a shop that was made without Shopify', async () => {
    const asked = await connect(clientOf(seoul!.domain));
    expect(asked.status).toBe(200);
    expect(asked.body.data).toMatchObject({
      connectors: [
        { platform: 'shopify', external_account_id: seoul!.domain, status: 'connected' },
      ],
      available_accounts: [],
    });
    const { jobs, audit } = await stored();
    expect(jobs).toMatchObject([{ kind: 'HISTORICAL_INIT', status: 'QUEUED' }]);
    expect(audit).toMatchObject([{ action: 'connector.connect', actor_id: tenant.owner.id }]);
  });

  it('gives a connector that needs them new credentials, and it is read again', async () => {
    await connect(clientOf(seoul!.domain));
    await demandReauth();
    const asked = await connect(tokenOf(seoul!.domain));
    expect(asked.body.data.connectors).toMatchObject([{ status: 'connected', syncing: true }]);
    const { connectors, secrets, jobs, audit } = await stored();
    expect(connectors).toMatchObject([
      { status: 'connected', status_code: null, consecutive_failures: 0 },
    ]);
    expect(connectors[0]!.next_sync_at).toEqual(new Date(NOW));
    expect(secrets.map(({ name }) => name)).toEqual(['access_token']);
    expect(jobs.map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual([
      'HISTORICAL_INIT FAILED',
      'INCREMENTAL QUEUED',
    ]);
    expect(audit.map(({ action }) => action).toSorted()).toEqual([
      'connector.connect',
      'connector.reconnect',
    ]);
    const { access_token } = tokenOf(seoul!.domain);
    expect(JSON.stringify([asked.body, audit, secrets])).not.toContain(access_token);
  });

  it('says what the app may not read, by code', async () => {
    simulator.control.setScopes(second!.domain, [
      'read_orders',
      'read_all_orders',
      'read_products',
    ]);
    const { data } = (await connect(clientOf(second!.domain))).body;
    const codes = data.coded_warnings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(['no_costs_or_stock', 'no_customers', 'no_locations']);
    expect(data.warnings).toEqual(data.coded_warnings.map(({ text }: { text: string }) => text));
  });

  it.each([
    ['secret', () => ({ ...clientOf(seoul!.domain), client_secret: 'shpss_wrong' })],
    ['token', () => ({ shop_domain: seoul!.domain, access_token: 'shpat_wrong' })],
    ['shop', () => ({ ...tokenOf(seoul!.domain), shop_domain: 'no-such-shop.myshopify.com' })],
  ])('changes nothing when Shopify refuses the %s', async (_, body) => {
    await connect(clientOf(seoul!.domain));
    await demandReauth();
    const before = await stored();
    const asked = await connect(body());
    expect(asked).toMatchObject({ status: 422, body: { error: { code: 'platform_refused' } } });
    expect(JSON.stringify(asked.body)).not.toMatch(/sh(pss|pat)_wrong/);
    expect(await stored()).toEqual(before);
  });

  it('keeps the orders of another Shopify shop out', async () => {
    await connect(clientOf(seoul!.domain));
    const before = await stored();
    const asked = await connect(clientOf(second!.domain));
    expect(asked).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: expect.stringContaining(seoul!.domain) } },
    });
    expect(asked.body.error.details).toMatchObject({
      reason: 'another_shop',
      values: { connected: seoul!.domain, asked: second!.domain },
      fields: [{ field: 'shop_domain' }],
    });
    expect(await stored()).toEqual(before);
  });

  it('takes one of two Shopify shops that come at once', async () => {
    const both = await Promise.all(
      [seoul!, second!].map(({ domain }) => connect(clientOf(domain))),
    );
    expect(both.map(({ status }) => status).sort((x, y) => x - y)).toEqual([200, 409]);
    const { connectors, jobs } = await stored();
    expect([connectors.length, jobs.length]).toEqual([1, 1]);
  });

  it('refuses a Shopify shop that another shop of the agency has', async () => {
    const made = await fixture.ask('POST', '/api/shops', {
      token,
      body: { shopify: clientOf(seoul!.domain) },
    });
    expect(made.status).toBe(201);
    const asked = await connect(clientOf(seoul!.domain));
    expect(asked).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect((await stored()).connectors).toEqual([]);
    const again = await connect(clientOf(seoul!.domain), { shop: made.body.data.id });
    expect(again.status).toBe(200);
  });

  it('takes over the orders of imported files, unless they are in another currency', async () => {
    const files = (currency: string) => ({
      shop_id: shopId,
      id: crypto.randomUUID(),
      platform: 'shopify',
      kind: 'sales' as const,
      mode: 'import' as const,
      external_account_id: 'file:shopify',
      name: 'Shopify files',
      currency,
    });
    const odd = seoul!.currency === 'EUR' ? 'USD' : 'EUR';
    await fixture.db.insertInto('app_dashboard.connectors').values(files(odd)).execute();
    const before = await stored();
    expect((await connect(clientOf(seoul!.domain))).status).toBe(409);
    expect(await stored()).toEqual(before);
    await fixture.db
      .updateTable('app_dashboard.connectors')
      .set({ currency: seoul!.currency })
      .where('shop_id', '=', shopId)
      .execute();
    expect((await connect(clientOf(seoul!.domain))).status).toBe(200);
    expect((await stored()).connectors).toMatchObject([
      { id: before.connectors[0]!.id, mode: 'api', external_account_id: seoul!.domain },
    ]);
  });

  it('leaves a simulated account with its simulator', async () => {
    await connect(clientOf(seoul!.domain));
    await fixture.db
      .updateTable('app_dashboard.connectors')
      .set({ simulated: true })
      .where('shop_id', '=', shopId)
      .execute();
    const asked = await connect(tokenOf(seoul!.domain));
    expect(asked.body.data.connectors).toMatchObject([{ simulated: true }]);
  });

  it('happens once for one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'reconnect-1' };
    const send = () => connect(clientOf(seoul!.domain), { headers });
    const all = await Promise.all([send(), send()]);
    expect(all.map(({ status }) => status)).toEqual([200, 200]);
    expect((await stored()).audit).toHaveLength(1);
  });

  it('names the field of an address that is none', async () => {
    const asked = await connect({ ...clientOf(seoul!.domain), shop_domain: 'evil.example' });
    expect(asked.status).toBe(400);
    expect(asked.body.error.details.fields[0].field).toBe('shop_domain');
  });
});
