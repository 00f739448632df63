import type { CanonicalBatch, EntityRow } from '@commerce/core';
import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTenant, createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, EngineContext } from '../context.ts';
import { createSmallBusiness, write } from '../test/small-business.ts';
import { attachKpiProfile } from './attach-kpi-profile.ts';
import { deleteKpiProfile } from './delete-kpi-profile.ts';
import { listEntities } from './list-entities.ts';
import { listKpiProfiles } from './list-kpi-profiles.ts';
import { saveKpiProfile } from './save-kpi-profile.ts';

const entities = (
  ...rows: (Partial<EntityRow> & Pick<EntityRow, 'level' | 'external_id'>)[]
): CanonicalBatch => ({
  entities: rows.map((row) => ({ name: row.external_id, attributes: {}, ...row })) as EntityRow[],
});

describe.each(testEngines())('KPI profiles on %s', (engine) => {
  let database: TestDatabase;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;
  let as: (actor: Actor) => EngineContext;
  let ctx: EngineContext;
  let shopId: string;
  let connectorId: string;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }, { currency: 'USD' }]);
    const clock = createTestClock('2026-11-20T03:00:00Z');
    as = (actor) => createTestContext({ db: database.db, platforms: [], clock, actor });
    ctx = as(business.tenant.staff.actor);
    shopId = business.shopId;
    connectorId = business.ads[0]!.connectorId;
    await write(
      database.db,
      business.ads[0]!,
      entities(
        { level: 'campaign', external_id: 'c1', name: 'Autumn', campaign_id: 'c1', parent_id: '0' },
        {
          level: 'adset',
          external_id: 's1',
          campaign_id: 'c1',
          parent_id: 'c1',
          daily_budget: '50000.5',
          currency: 'KRW',
          status: 'ACTIVE',
        },
        { level: 'ad', external_id: 'a1', campaign_id: 'c1', parent_id: 's1', name: 'Video 100%' },
        { level: 'ad', external_id: 'a2', campaign_id: 'c1', parent_id: 's1', name: 'Image' },
        { level: 'campaign', external_id: 'c2', name: 'Winter', campaign_id: 'c2', parent_id: '0' },
      ),
    );
  });
  afterAll(() => database.close());

  const own = { key: 'lead_magnet', name: 'Lead magnet', objective: 'traffic', targets: {} };
  const attach = (level: 'account' | 'campaign' | 'adset' | 'ad', id: string, key: string | null) =>
    attachKpiProfile(ctx, { shopId, connectorId, level, entityId: id, profileKey: key });
  const profiles = async () =>
    Object.fromEntries(
      (await listEntities(ctx, { shopId, connectorId })).items.map((one) => [
        one.entity_id,
        one.profile,
      ]),
    );

  it('are changed by managers only, and seen by nobody else', async () => {
    const stranger = await createTenant(database.db);
    const mcp: Actor = { ...business.tenant.owner.actor, type: 'mcp' };
    const reading: Actor = {
      ...business.tenant.owner.actor,
      type: 'api_key',
      user: { ...business.tenant.owner.actor.user!, scopes: ['read'] },
    };
    for (const [actor, code] of [
      [business.tenant.storeUser.actor, 'forbidden'],
      [reading, 'forbidden'],
      [mcp, 'forbidden'],
      [stranger.owner.actor, 'not_found'],
    ] as const) {
      const refused = { code };
      const asked = as(actor);
      await expect(saveKpiProfile(asked, { shopId, ...own })).rejects.toMatchObject(refused);
      await expect(
        deleteKpiProfile(asked, { shopId, key: 'direct_purchase' }),
      ).rejects.toMatchObject(refused);
      await expect(
        attachKpiProfile(asked, {
          shopId,
          connectorId,
          level: 'ad',
          entityId: 'a1',
          profileKey: null,
        }),
      ).rejects.toMatchObject(refused);
    }
    await expect(listKpiProfiles(as(stranger.owner.actor), { shopId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(listEntities(as(stranger.owner.actor), { shopId })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await listKpiProfiles(as(business.tenant.storeUser.actor), { shopId })).toHaveLength(3);
  });

  it('come built in, take the shop’s targets, and go back to theirs', async () => {
    const saved = await saveKpiProfile(ctx, {
      shopId,
      key: 'direct_purchase',
      name: 'Direct purchase',
      objective: 'purchase',
      targets: { cpa: '12000' },
    });
    expect(saved).toMatchObject({ built_in: true, targets: { roas: '2', cpa: '12000' } });
    await deleteKpiProfile(ctx, { shopId, key: 'direct_purchase' });
    const [first] = await listKpiProfiles(ctx, { shopId });
    expect(first).toMatchObject({ key: 'direct_purchase', targets: { roas: '2' } });
    await expect(deleteKpiProfile(ctx, { shopId, key: 'direct_purchase' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(saveKpiProfile(ctx, { shopId, ...own, key: 'direct_purchase' })).rejects.toThrow(
      'built-in',
    );
  });

  it('say everything that is wrong at once, and store nothing', async () => {
    const wrong = {
      shopId,
      key: 'Nope!',
      name: ' ',
      objective: 'fame',
      targets: { roas: '-1', likes: '5', cpa: '1e3' },
    };
    await expect(saveKpiProfile(ctx, wrong)).rejects.toMatchObject({
      code: 'invalid_input',
      details: {
        fields: [
          { field: 'key' },
          { field: 'name' },
          { field: 'objective' },
          { field: 'targets.roas' },
          { field: 'targets.likes' },
          { field: 'targets.cpa' },
        ],
      },
    });
    expect(await listKpiProfiles(ctx, { shopId })).toHaveLength(3);
  });

  it('are inherited downwards', async () => {
    await saveKpiProfile(ctx, { shopId, ...own });
    const standard = 'direct_purchase';
    expect(await profiles()).toEqual({
      0: standard,
      c1: standard,
      s1: standard,
      a1: standard,
      a2: standard,
      c2: standard,
    });
    await attach('campaign', 'c1', 'blog_traffic');
    const a1 = await attach('ad', 'a1', 'lead_magnet');
    expect(a1).toMatchObject({ own_profile: 'lead_magnet', profile: 'lead_magnet' });
    await attach('account', '0', 'retargeting');
    expect(await profiles()).toEqual({
      0: 'retargeting',
      c1: 'blog_traffic',
      s1: 'blog_traffic',
      a1: 'lead_magnet',
      a2: 'blog_traffic',
      c2: 'retargeting',
    });
    await expect(deleteKpiProfile(ctx, { shopId, key: 'lead_magnet' })).rejects.toThrow(
      '1 ad object',
    );
    const back = await attach('ad', 'a1', null);
    expect(back).toMatchObject({ own_profile: null, profile: 'blog_traffic' });
    await deleteKpiProfile(ctx, { shopId, key: 'lead_magnet' });
    await expect(attach('ad', 'a1', 'lead_magnet')).rejects.toMatchObject({ code: 'not_found' });
    await expect(attach('ad', 'nothing', 'retargeting')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('are listed with the objects, page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listEntities>> = await listEntities(ctx, {
        shopId,
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ entity_id }) => entity_id));
      cursor = page.next_cursor;
    } while (cursor);
    // Two accounts, campaigns, the ad set, ads; by name.
    expect(seen).toEqual(['0', '1', 'c1', 'c2', 's1', 'a2', 'a1']);
    const found = await listEntities(ctx, { shopId, search: '100%' });
    expect(found.items).toMatchObject([{ entity_id: 'a1', platform: 'meta', parent_id: 's1' }]);
    const [adset] = (await listEntities(ctx, { shopId, level: 'adset' })).items;
    expect(adset).toMatchObject({ daily_budget: '50000.5', currency: 'KRW', status: 'ACTIVE' });
    await expect(listEntities(ctx, { shopId, cursor: 'x' })).rejects.toThrow('cursor');
  });

  it('leave an audit row for every change', async () => {
    const rows = await database.db
      .selectFrom('app_dashboard.audit_log')
      .select(['action', 'target_id'])
      .where('shop_id', '=', shopId)
      .where('action', 'like', 'kpi_profile.%')
      .orderBy('at')
      .execute();
    const count = (action: string) => rows.filter((row) => row.action === action).length;
    expect([
      count('kpi_profile.save'),
      count('kpi_profile.delete'),
      count('kpi_profile.attach'),
    ]).toEqual([2, 2, 4]);
  });
});
