import { createHttpTransport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import { shopify } from '@commerce/platforms/shopify';
import {
  type MetaSimulator,
  reachMeta,
  reachShopify,
  SHOP_PROFILES,
  type ShopifySimulator,
  startMetaSimulator,
  startShopifySimulator,
} from '@commerce/simulators';
import { createTenant } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';
import { Shop } from '../contract/shops.ts';

const [seoul, second] = SHOP_PROFILES;
const NOW = '2026-11-20T03:00:00Z';

let fixture: ApiFixture;
let shops: ShopifySimulator;
let ads: MetaSimulator;
let transport: ReturnType<typeof createHttpTransport>;

beforeAll(async () => {
  const options = { now: () => new Date(NOW), historyDays: 3 };
  shops = await startShopifySimulator(options);
  ads = await startMetaSimulator({ ...options, accessToken: 'token-of-the-agency' });
  transport = createHttpTransport({
    rewrite: (url) =>
      (url.host === 'graph.facebook.com' ? reachMeta(ads.origin) : reachShopify(shops.origin))(url),
  });
  fixture = await createApiFixture({ platforms: [shopify, meta], transport });
});
afterAll(async () => {
  await fixture.close();
  await transport.close();
  await ads.close();
  await shops.close();
});

const credentials = (domain = seoul!.domain) => {
  const { clientId, clientSecret } = shops.control.credentials(domain);
  return { shop_domain: domain, client_id: clientId, client_secret: clientSecret };
};

/** Everything a shop could leave behind. */
async function stored(agencyId: string) {
  const shopIds = fixture.db
    .selectFrom('app_dashboard.shops')
    .select('id')
    .where('agency_id', '=', agencyId);
  const count = async (table: 'user_shops' | 'connectors' | 'shop_credentials' | 'sync_jobs') =>
    (
      await fixture.db
        .selectFrom(`app_dashboard.${table}`)
        .select('shop_id')
        .where('shop_id', 'in', shopIds)
        .execute()
    ).length;
  return {
    shops: (await shopIds.execute()).length,
    memberships: await count('user_shops'),
    connectors: await count('connectors'),
    secrets: await count('shop_credentials'),
    jobs: await count('sync_jobs'),
  };
}

describe('POST /api/shops with Shopify', () => {
  it('stores nothing when the credentials are wrong', async () => {
    const tenant = await createTenant(fixture.db, { shops: [] });
    const token = await fixture.accessOf(tenant.owner);
    const before = await stored(tenant.agencyId);
    for (const shopify of [
      { ...credentials(), client_secret: 'shpss_wrong' },
      { shop_domain: seoul!.domain, access_token: 'shpat_wrong' },
      { ...credentials(), shop_domain: 'no-such-shop.myshopify.com' },
    ]) {
      const asked = await fixture.ask('POST', '/api/shops', { token, body: { shopify } });
      expect(asked.status).toBe(422);
      expect(asked.body.error.code).toBe('platform_refused');
      expect(JSON.stringify(asked.body)).not.toContain('shpss_wrong');
    }
    expect(await stored(tenant.agencyId)).toEqual(before);
  });

  it('names the field of an address that is none, in the words of the form', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const body = { shopify: { ...credentials(), shop_domain: 'evil.example' } };
    const asked = await fixture.ask('POST', '/api/shops', { token, body });
    expect(asked.status).toBe(400);
    expect(asked.body.error.details.fields[0].field).toBe('shopify.shop_domain');
  });

  it('takes name, currency and timezone from Shopify and queues the history, in one go', async () => {
    const tenant = await createTenant(fixture.db, { shops: [] });
    const token = await fixture.accessOf(tenant.owner);
    const body = { shopify: credentials() };
    const asked = await fixture.ask('POST', '/api/shops', { token, body });
    expect(asked.status).toBe(201);
    const shop = Shop.parse(asked.body.data);
    expect(shop).toMatchObject({
      name: seoul!.name,
      currency: seoul!.currency,
      timezone: seoul!.timezone,
      is_default: true,
      is_demo: false,
      connectors: [
        { platform: 'shopify', kind: 'sales', mode: 'api', syncing: true, simulated: false },
      ],
      freshness: { state: 'never_synced' },
    });
    expect(JSON.stringify(asked.body)).not.toContain(body.shopify.client_secret);
    expect(await stored(tenant.agencyId)).toMatchObject({
      shops: 1,
      memberships: 1,
      connectors: 1,
      jobs: 1,
    });
    const status = await fixture.ask('GET', `/api/shops/${shop.id}/sync-status`, { token });
    expect(status.body.data.jobs).toMatchObject([{ kind: 'HISTORICAL_INIT', status: 'QUEUED' }]);
    const secrets = await fixture.db
      .selectFrom('app_dashboard.shop_credentials')
      .select('ciphertext')
      .where('shop_id', '=', shop.id)
      .execute();
    expect(JSON.stringify(secrets)).not.toContain(body.shopify.client_secret);
    const audit = await fixture.db
      .selectFrom('app_dashboard.audit_log')
      .select(['action', 'actor_id'])
      .where('shop_id', '=', shop.id)
      .execute();
    expect(audit.map(({ action }) => action).sort()).toEqual(['connector.connect', 'shop.create']);
    expect(audit.every(({ actor_id }) => actor_id === tenant.owner.id)).toBe(true);
  });

  it('refuses the same Shopify shop a second time, also when both come at once', async () => {
    const tenant = await createTenant(fixture.db, { shops: [] });
    const token = await fixture.accessOf(tenant.owner);
    const create = () =>
      fixture.ask('POST', '/api/shops', { token, body: { shopify: credentials() } });
    const both = await Promise.all([create(), create()]);
    expect(both.map(({ status }) => status).sort((x, y) => x - y)).toEqual([201, 409]);
    expect(await stored(tenant.agencyId)).toMatchObject({ shops: 1, connectors: 1, jobs: 1 });
  });

  it('happens once for one Idempotency-Key, also when repeated at once', async () => {
    const tenant = await createTenant(fixture.db, { shops: [] });
    const token = await fixture.accessOf(tenant.owner);
    const headers = { 'idempotency-key': 'create-1' };
    const create = (body: unknown, key = headers) =>
      fixture.ask('POST', '/api/shops', { token, body, headers: key });
    const body = { shopify: credentials() };
    const all = await Promise.all([create(body), create(body), create(body)]);
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(all.map((asked) => asked.body.data.id)).size).toBe(1);
    const replayed = all.filter(({ headers: h }) => h.get('idempotency-replayed') === 'true');
    expect(replayed).toHaveLength(2);
    const other = await create({ name: 'Other', currency: 'KRW', timezone: 'Asia/Seoul' });
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'idempotency_mismatch' } } });
    expect(await stored(tenant.agencyId)).toMatchObject({ shops: 1 });
  });

  it('frees the key of a request that failed', async () => {
    const tenant = await createTenant(fixture.db, { shops: [] });
    const token = await fixture.accessOf(tenant.owner);
    const headers = { 'idempotency-key': 'create-2' };
    const bad = { shopify: { ...credentials(second!.domain), client_secret: 'shpss_wrong' } };
    const good = { shopify: credentials(second!.domain) };
    expect((await fixture.ask('POST', '/api/shops', { token, headers, body: bad })).status).toBe(
      422,
    );
    expect((await fixture.ask('POST', '/api/shops', { token, headers, body: good })).status).toBe(
      201,
    );
  });
});

describe('POST /api/shops without Shopify', () => {
  it.each([
    [{ name: 'X', currency: 'XXQ', timezone: 'Asia/Seoul' }, 'currency'],
    [{ name: 'X', currency: 'KRW', timezone: 'Asia/Nowhere' }, 'timezone'],
    [{ name: 'X', currency: 'krw', timezone: 'Asia/Seoul' }, 'currency'],
    [{ name: 'X' }, ''],
  ])('refuses %j at the field', async (body, field) => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    const asked = await fixture.ask('POST', '/api/shops', { token, body });
    expect(asked.status).toBe(400);
    expect(asked.body.error.details.fields[0].field).toBe(field);
  });

  it('moves the default, of which there is one, even when many are made at once', async () => {
    const tenant = await createTenant(fixture.db, { shops: [] });
    const token = await fixture.accessOf(tenant.owner);
    const create = (name: string, is_default: boolean) =>
      fixture.ask('POST', '/api/v1/stores', {
        token,
        body: { name, currency: 'USD', timezone: 'America/New_York', is_default },
      });
    const made = await Promise.all(['A', 'B', 'C'].map((name) => create(name, true)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    const defaults = async () => {
      const { body } = await fixture.ask('GET', '/api/shops', { token });
      return body.data.items.filter((shop: { is_default: boolean }) => shop.is_default);
    };
    expect(await defaults()).toHaveLength(1);
    const wanted = made[0]!.body.data.id;
    await fixture.ask('PUT', `/api/shops/${wanted}/default`, { token });
    expect(await defaults()).toMatchObject([{ id: wanted }]);
  });

  it('pages through the list', async () => {
    const tenant = await createTenant(fixture.db, {
      shops: ['A', 'B', 'C'].map((name) => ({ name })),
    });
    const token = await fixture.accessOf(tenant.owner);
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `?limit=2&cursor=${cursor}` : '?limit=2';
      const { body } = await fixture.ask('GET', `/api/shops${query}`, { token });
      names.push(...body.data.items.map(({ name }: { name: string }) => name));
      cursor = body.data.next_cursor;
    } while (cursor);
    expect(names).toEqual(['A', 'B', 'C']);
  });
});

describe('POST …/platforms/META/connect', () => {
  const connect = async (body: object) => {
    const { owner, shops: own } = fixture.tenants.a;
    return await fixture.ask('POST', `/api/shops/${own[0]!.id}/platforms/META/connect`, {
      token: await fixture.accessOf(owner),
      body,
    });
  };
  const access_token = 'token-of-the-agency';
  const connectors = () =>
    fixture.db
      .selectFrom('app_dashboard.connectors')
      .select('external_account_id')
      .where('shop_id', '=', fixture.tenants.a.shops[0]!.id)
      .execute();

  it('lists the accounts a token sees and stores nothing', async () => {
    const asked = await connect({ access_token });
    expect(asked.status).toBe(200);
    const ids = asked.body.data.available_accounts.map(
      (account: { external_account_id: string }) => account.external_account_id,
    );
    expect(ids).toEqual(
      expect.arrayContaining(SHOP_PROFILES.map(({ adAccountId }) => adAccountId)),
    );
    expect(await connectors()).toEqual([]);
  });

  it('refuses a token Meta does not know, and never repeats it', async () => {
    for (const body of [
      { access_token: 'EAAB-wrong' },
      { access_token: 'EAAB-wrong', ad_account_ids: [seoul!.adAccountId] },
    ]) {
      const asked = await connect(body);
      expect(asked).toMatchObject({ status: 422, body: { error: { code: 'platform_refused' } } });
      expect(JSON.stringify(asked.body)).not.toContain('EAAB-wrong');
    }
    expect(await connectors()).toEqual([]);
  });

  it('keeps the good accounts when one is refused', async () => {
    const ad_account_ids = [seoul!.adAccountId, 'act_999999'];
    const asked = await connect({ access_token, ad_account_ids });
    expect(asked.status).toBe(200);
    expect(asked.body.data.connectors).toMatchObject([
      { platform: 'meta', kind: 'ads', syncing: true },
    ]);
    expect(asked.body.data.warnings.join()).toContain('act_999999');
    expect(asked.body.data.coded_warnings).toMatchObject([
      { code: 'account_refused', values: { account: 'act_999999' } },
    ]);
    expect(await connectors()).toEqual([
      { external_account_id: seoul!.adAccountId.replace('act_', '') },
    ]);
    const again = await connect({ access_token, ad_account_ids: [seoul!.adAccountId] });
    expect(again.status).toBe(200);
    expect(await connectors()).toHaveLength(1);
  });

  it('then lets a manager ask for a sync, which a running job answers', async () => {
    const { staff, shops: own } = fixture.tenants.a;
    const token = await fixture.accessOf(staff);
    const sync = () => fixture.ask('POST', `/api/shops/${own[0]!.id}/sync`, { token, body: {} });
    const [first, again] = [await sync(), await sync()];
    expect(first.status).toBe(202);
    expect(again.body.data.jobs).toMatchObject([
      { id: first.body.data.jobs[0].id, kind: 'HISTORICAL_INIT', already_running: true },
    ]);
    const bad = { kind: 'HISTORICAL_REBUILD', from: '2026-11-02', to: '2026-11-01' };
    const asked = await fixture.ask('POST', `/api/shops/${own[0]!.id}/sync`, { token, body: bad });
    expect(asked.status).toBe(400);
  });
});
