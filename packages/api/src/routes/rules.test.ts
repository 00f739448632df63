import { createTenant } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BacktestReport } from '../contract/backtests.ts';
import { AdEntity, KpiProfile } from '../contract/kpi-profiles.ts';
import { Rule, RuleDetail, RuleTemplate } from '../contract/rules.ts';
import { type ApiFixture, createApiFixture } from '../test/api-fixture.ts';

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await createApiFixture();
});
afterAll(() => fixture.close());

/** A shop of its own with an ad account and one campaign. */
async function shopWithAds() {
  const tenant = await createTenant(fixture.db);
  const shopId = tenant.shops[0]!.id;
  const connectorId = fixture.engine.newId();
  await fixture.db
    .insertInto('app_dashboard.connectors')
    .values({
      id: connectorId,
      shop_id: shopId,
      platform: 'meta',
      kind: 'ads',
      mode: 'import',
      external_account_id: '1',
      name: 'Ads',
      currency: 'KRW',
      timezone: 'Asia/Seoul',
    })
    .execute();
  await fixture.db
    .insertInto('core_warehouse.entities')
    .values({
      shop_id: shopId,
      connector_id: connectorId,
      level: 'campaign',
      external_id: 'c1',
      name: 'Autumn',
      status: 'ACTIVE',
      currency: 'KRW',
      daily_budget: '50000',
      first_observed_at: null,
    } as never)
    .execute();
  const token = await fixture.accessOf(tenant.owner);
  const at = `/api/v1/shops/${shopId}`;
  const ask = (method: string, rest: string, body?: unknown) =>
    fixture.ask(method, `${at}${rest}`, { token, ...(body === undefined ? {} : { body }) });
  return { tenant, shopId, connectorId, token, ask };
}

describe('rules', () => {
  it('are made from a template, in the shadow at first, and say which fit', async () => {
    const { ask, shopId, token } = await shopWithAds();
    const listed = await fixture.ask('GET', `/api/v1/rule-templates?shop_id=${shopId}`, { token });
    const templates = listed.body.data.items.map((one: unknown) => RuleTemplate.parse(one));
    expect(templates.find(({ key }: { key: string }) => key === 'kill_switch').fits).toBe(true);
    const none = `/api/v1/rule-templates?shop_id=${fixture.tenants.a.shops[0]!.id}`;
    const owner = await fixture.accessOf(fixture.tenants.a.owner);
    const without = await fixture.ask('GET', none, { token: owner });
    expect(without.body.data.items.map(({ fits }: { fits: boolean }) => fits)).not.toContain(true);
    expect((await fixture.ask('GET', none, { token })).status).toBe(404);
    const made = await ask('POST', '/rules', {
      template: 'kill_switch',
      parameters: { days: '3' },
      quiet_hours: { from: '22:00', to: '08:00' },
    });
    expect(made.status).toBe(201);
    const rule = Rule.parse(made.body.data);
    expect(rule).toMatchObject({
      state: 'shadow',
      version: 1,
      quiet_hours: { from: '22:00', to: '08:00' },
      last_evaluation: null,
    });
    expect(rule.parameters.days).toBe('3');
    const all = await ask('GET', '/rules');
    expect(all.body.data.items.map((one: unknown) => Rule.parse(one).id)).toEqual([rule.id]);
  });

  it('change with a new version, refuse a stale one, and go', async () => {
    const { ask } = await shopWithAds();
    const { id } = (await ask('POST', '/rules', { template: 'kill_switch' })).body.data;
    const on = await ask('PATCH', `/rules/${id}`, { state: 'enabled', name: 'Stop waste' });
    expect(on.body.data).toMatchObject({ state: 'enabled', name: 'Stop waste', version: 1 });
    const stricter = await ask('PATCH', `/rules/${id}`, { parameters: { days: '5' } });
    expect(stricter.body.data).toMatchObject({ version: 2 });
    const stale = await ask('PATCH', `/rules/${id}`, { expect_version: 1, daily_limit: 3 });
    expect(stale.body.error.code).toBe('conflict');
    const detail = RuleDetail.parse((await ask('GET', `/rules/${id}`)).body.data);
    expect(detail.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect((await ask('DELETE', `/rules/${id}`)).body.data).toEqual({ done: true });
    expect((await ask('GET', '/rules')).body.data.items).toEqual([]);
  });

  it('name every setting that is wrong, and are nobody else’s', async () => {
    const { ask, tenant, shopId } = await shopWithAds();
    const wrong = await ask('POST', '/rules', {
      template: 'kill_switch',
      parameters: { days: '1000', moon: 'full' },
    });
    expect(wrong.body.error).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/days[\s\S]*moon|moon[\s\S]*days/),
    });
    const { id } = (await ask('POST', '/rules', { template: 'kill_switch' })).body.data;
    const other = await shopWithAds();
    expect((await other.ask('GET', `/rules/${id}`)).status).toBe(404);
    const viewer = await fixture.accessOf(tenant.storeUser);
    const path = `/api/v1/stores/${shopId}/rules`;
    expect((await fixture.ask('GET', path, { token: viewer })).body.data.items).toHaveLength(1);
    for (const [method, rest] of [
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
    ] as const) {
      const tried = await fixture.ask(method, path + rest, { token: viewer, body: {} });
      expect(tried.status).toBe(403);
    }
  });

  it('are tried on past days without storing anything', async () => {
    const { ask, shopId, connectorId, tenant } = await shopWithAds();
    await fixture.db
      .insertInto('core_warehouse.metrics_daily')
      .values(
        ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'].map((day) => ({
          shop_id: shopId,
          connector_id: connectorId,
          level: 'campaign',
          entity_id: 'c1',
          day,
          currency: 'KRW',
          spend: '90000',
          impressions: 1000,
          clicks: 100,
          conversions: '0',
          conversion_value: '0',
          vat_basis: 'unknown',
          source: 'api',
          first_observed_at: new Date(`${day}T23:00:00Z`),
          observed_at: new Date(`${day}T23:00:00Z`),
        })) as never,
      )
      .execute();
    const body = {
      rule: { template: 'kill_switch', parameters: { days: '2', spend: '1000' } },
      compare: { template: 'kill_switch', parameters: { days: '2', spend: '900000' } },
      from: '2026-11-10',
      to: '2026-11-14',
    };
    const viewer = await fixture.keyOf(tenant.owner, ['read']);
    const path = `/api/v1/shops/${shopId}/backtests`;
    const asked = await fixture.ask('POST', path, { token: viewer, body });
    expect([asked.status, asked.body.error]).toEqual([200, undefined]);
    const report = BacktestReport.parse(asked.body.data);
    expect(report.accounts[0]).toMatchObject({ connector_id: connectorId, currency: 'KRW' });
    expect(report.accounts[0]!.firings.map(({ entity_name }) => entity_name)).toContain('Autumn');
    expect(report.compare?.accounts[0]?.firings).toEqual([]);
    expect((await ask('GET', '/rules')).body.data.items).toEqual([]);
    const backwards = await ask('POST', '/backtests', { ...body, from: '2026-11-15' });
    expect(backwards.body.error.code).toBe('invalid_input');
  });
});

describe('KPI profiles', () => {
  it('come with the product, take a shop’s targets, and are handed down', async () => {
    const { ask, connectorId } = await shopWithAds();
    const keys = async () =>
      (await ask('GET', '/kpi-profiles')).body.data.items.map((one: unknown) =>
        [KpiProfile.parse(one)].map(({ key, built_in }) => `${key}${built_in ? '' : '*'}`).join(),
      );
    expect(await keys()).toContain('direct_purchase');
    const saved = await ask('PUT', '/kpi-profiles/brand', {
      name: 'Brand',
      objective: 'traffic',
      targets: { ctr: '0.02' },
    });
    expect(KpiProfile.parse(saved.body.data)).toMatchObject({ built_in: false });
    expect(await keys()).toContain('brand*');
    const to = `/entities/${connectorId}/campaign/c1/kpi-profile`;
    const attached = await ask('PUT', to, { profile_key: 'brand' });
    expect(AdEntity.parse(attached.body.data)).toMatchObject({ own_profile: 'brand' });
    const entities = await ask('GET', '/entities?level=campaign&search=autu');
    expect(entities.body.data.items.map((one: unknown) => AdEntity.parse(one))).toMatchObject([
      { entity_id: 'c1', profile: 'brand', daily_budget: '50000' },
    ]);
    expect((await ask('DELETE', '/kpi-profiles/brand')).body.error.code).toBe('conflict');
    await ask('PUT', to, { profile_key: null });
    expect((await ask('DELETE', '/kpi-profiles/brand')).status).toBe(200);
  });
});
