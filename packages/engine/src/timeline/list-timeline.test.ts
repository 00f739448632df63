import { randomUUID } from 'node:crypto';
import type { ActivityRow, EntityRow } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../audit/record-audit.ts';
import { recordToolCall } from '../audit/record-tool-call.ts';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness, write } from '../test/small-business.ts';
import { listAudit } from './list-audit.ts';
import { listTimeline } from './list-timeline.ts';

let database: TestDatabase;
let ctx: EngineContext;
let business: Awaited<ReturnType<typeof createSmallBusiness>>;
let account: { shopId: string; connectorId: string };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
  account = business.ads[0]!;
  const clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = createTestContext({ db: database.db, platforms: [], clock });
  ctx = { ...ctx, actor: business.tenant.owner.actor };
});

const campaign = (part: Partial<EntityRow> = {}) =>
  ({
    level: 'campaign',
    external_id: 'c1',
    name: '핸드크림',
    status: 'ACTIVE',
    effective_status: 'ACTIVE',
    currency: 'KRW',
    daily_budget: '30000',
    ...part,
  }) as EntityRow;
const adset = (part: Partial<EntityRow> = {}) =>
  campaign({ level: 'adset', external_id: 's1', parent_id: 'c1', name: '관심사', ...part });
const seen = (at: string, ...entities: EntityRow[]) =>
  write(database.db, account, { entities }, `2026-11-${at}:00Z`);
const logged = (at: string, part: Partial<ActivityRow>) =>
  write(database.db, account, {
    activities: [
      {
        external_id: randomUUID(),
        occurred_at: `2026-11-${at}:00Z`,
        event_type: 'update',
        entity_id: 'c1',
        actor_name: 'Kim',
        application: 'Ads Manager',
        ...part,
      } as ActivityRow,
    ],
  });
const timeline = async (input: Partial<Parameters<typeof listTimeline>[1]> = {}) =>
  (await listTimeline(ctx, { shopId: account.shopId, limit: 50, ...input })).items;

async function proposal(part: Record<string, unknown> = {}) {
  const { id } = await database.db
    .insertInto('app_dashboard.action_proposals')
    .values({
      shop_id: account.shopId,
      short_id: [...randomUUID().replaceAll('-', '')].slice(0, 10).join('').toUpperCase(),
      connector_id: account.connectorId,
      kind: 'pause',
      subject: 'status',
      level: 'campaign',
      entity_id: 'c1',
      entity_name: '핸드크림',
      risk: 'low',
      requires_approval: true,
      executable: true,
      source: 'rule',
      proposed_by: 'rule',
      reason: '{}',
      diff: JSON.stringify([
        { field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null },
      ]),
      diff_hash: 'a'.repeat(64),
      evidence: '{}',
      expires_at: '2026-11-22T00:00:00Z',
      created_at: '2026-11-19T00:00:00Z',
      updated_at: '2026-11-19T00:00:00Z',
      ...part,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function execution(proposalId: string, part: Record<string, unknown> = {}) {
  await database.db
    .insertInto('app_dashboard.executions')
    .values({
      shop_id: account.shopId,
      proposal_id: proposalId,
      connector_id: account.connectorId,
      kind: 'pause',
      level: 'campaign',
      entity_id: 'c1',
      entity_name: '핸드크림',
      status: 'executed',
      step: 'done',
      mode: 'manual',
      executed_by: 'someone',
      executed_by_name: 'Owner',
      executed_via: 'telegram',
      action: JSON.stringify({ kind: 'pause', level: 'campaign', entity_id: 'c1' }),
      account_day: '2026-11-19',
      started_at: '2026-11-19T10:00:00Z',
      written_at: '2026-11-19T10:00:02Z',
      finished_at: '2026-11-19T10:00:05Z',
      ...part,
    })
    .execute();
}

describe('a change made elsewhere', () => {
  it('is shown with who made it, with what and when', async () => {
    await seen('18T01:00', campaign());
    await seen('18T03:00', campaign({ daily_budget: '50000' }));
    await logged('17T02:00', { field: 'budget', after: '50000', actor_name: 'Too early' });
    await logged('18T02:00', { field: 'status', after: '50000', actor_name: 'Another field' });
    await logged('18T02:40', { field: 'budget', after: '40000', actor_name: 'Another value' });
    await logged('18T02:30', { field: 'budget', before: '30000', after: '50000' });
    expect(await timeline()).toMatchObject([
      {
        kind: 'change',
        at: '2026-11-18T03:00:00.000Z',
        occurred_at: '2026-11-18T02:30:00.000Z',
        entity_name: '핸드크림',
        field: 'daily_budget',
        before: '30000',
        after: '50000',
        currency: 'KRW',
        platform: 'meta',
        by: { kind: 'outside', name: 'Kim', via: 'Ads Manager' },
      },
    ]);
  });

  it('that nobody logged is said to be noticed, by nobody known', async () => {
    await seen('18T01:00', campaign());
    await seen('18T03:00', campaign({ status: 'PAUSED', effective_status: 'PAUSED' }));
    expect(await timeline()).toMatchObject([
      { field: 'status', occurred_at: null, by: { kind: 'unknown', name: null, via: null } },
    ]);
  });

  it('is not repeated by what only follows it, but the platform’s own verdicts are shown', async () => {
    await seen('18T01:00', campaign(), adset());
    await seen(
      '18T03:00',
      campaign({ status: 'PAUSED', effective_status: 'PAUSED' }),
      adset({ effective_status: 'CAMPAIGN_PAUSED' }),
    );
    await seen('18T04:00', campaign({ effective_status: 'ACTIVE' }), adset());
    await seen('18T05:00', adset({ effective_status: 'DISAPPROVED' }));
    expect(
      (await timeline()).map(({ entity_id, field, after }) => [entity_id, field, after]),
    ).toEqual([
      ['s1', 'effective_status', 'DISAPPROVED'],
      ['c1', 'status', 'ACTIVE'],
      ['c1', 'status', 'PAUSED'],
    ]);
  });

  it('is not our own write seen by a reader first', async () => {
    await seen('19T01:00', campaign());
    await execution(await proposal({ status: 'executed' }));
    await seen('19T10:00', campaign({ status: 'PAUSED', effective_status: 'PAUSED' }));
    expect((await timeline()).map(({ kind }) => kind)).toEqual(['execution']);
    await seen('19T23:00', campaign());
    await seen('19T23:30', campaign({ status: 'PAUSED' }));
    expect((await timeline()).filter(({ kind }) => kind === 'change')).toHaveLength(2);
  });

  it('is not our own write whose answer was lost, and one that surely failed hides nothing', async () => {
    await seen('19T01:00', campaign());
    const id = await proposal({ status: 'unknown_outcome' });
    const lost = { status: 'unknown_outcome', written_at: null, finished_at: null };
    await execution(id, { ...lost, step: 'writing' });
    await seen('19T10:01', campaign({ status: 'PAUSED', effective_status: 'PAUSED' }));
    expect((await timeline()).map(({ kind }) => kind)).toEqual(['execution']);
    await database.db
      .updateTable('app_dashboard.executions')
      .set({ status: 'failed', step: 'done', finished_at: '2026-11-19T10:05:00Z' })
      .where('proposal_id', '=', id)
      .execute();
    expect((await timeline()).map(({ kind }) => kind)).toEqual(['change', 'execution']);
  });

  it('is shown also where it repeats what we just did', async () => {
    await seen('19T01:00', campaign());
    const id = await proposal({ status: 'executed' });
    await execution(id);
    await seen('19T10:00', campaign({ status: 'PAUSED', effective_status: 'PAUSED' }));
    const { id: execution_id } = await database.db
      .selectFrom('app_dashboard.executions')
      .select('id')
      .where('proposal_id', '=', id)
      .executeTakeFirstOrThrow();
    await database.db
      .updateTable('core_warehouse.entity_changes')
      .set({ execution_id })
      .where('connector_id', '=', account.connectorId)
      .execute();
    await seen('19T10:03', campaign());
    await seen('19T10:06', campaign({ status: 'PAUSED', effective_status: 'PAUSED' }));
    expect((await timeline()).map(({ kind, after }) => [kind, after])).toEqual([
      ['change', 'PAUSED'],
      ['change', 'ACTIVE'],
      ['execution', 'PAUSED'],
    ]);
  });

  it('is nobody’s of whom the log tells something else', async () => {
    await seen('18T01:00', campaign());
    await logged('18T02:40', { field: 'budget', after: '40000', actor_name: 'Another value' });
    await seen('18T03:00', campaign({ daily_budget: '50000' }));
    expect(await timeline()).toMatchObject([{ occurred_at: null, by: { kind: 'unknown' } }]);
  });
});

describe('the timeline', () => {
  it('brings executions, changes and decisions together, newest first, page by page', async () => {
    await seen('18T01:00', campaign(), adset());
    const decided = {
      decided_at: '2026-11-19T09:59:00Z',
      decided_by: 'u1',
      decided_by_name: 'Owner',
      decided_via: 'web',
    };
    const paused = await proposal({ status: 'executed', ...decided });
    await execution(paused, {
      status: 'failed',
      error_code: 'not_applied',
      error_message: 'kept ACTIVE',
    });
    await proposal({
      ...decided,
      status: 'rejected',
      entity_id: 's1',
      level: 'adset',
      decision_reason: 'sale next week',
      decided_at: '2026-11-19T11:00:00Z',
    });
    for (let hour = 10; hour < 20; hour++) {
      await seen(`18T${hour}:00`, campaign({ name: `핸드크림 ${hour}` }));
    }
    const all = await timeline();
    expect(all.slice(0, 3)).toMatchObject([
      {
        kind: 'decision',
        status: 'rejected',
        note: 'sale next week',
        by: { kind: 'commerce', name: 'Owner', via: 'web' },
      },
      {
        kind: 'execution',
        status: 'failed',
        note: 'kept ACTIVE',
        before: 'ACTIVE',
        after: 'PAUSED',
        by: { via: 'telegram' },
      },
      { kind: 'decision', status: 'approved', proposal_id: paused },
    ]);
    expect(all).toHaveLength(13);
    const pages = [];
    let cursor: string | undefined;
    do {
      const page = await listTimeline(ctx, { shopId: account.shopId, limit: 4, cursor });
      pages.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(pages).toEqual(all);
    expect(await timeline({ entityId: 's1' })).toHaveLength(1);
    expect(await timeline({ connectorId: business.sales.connectorId })).toEqual([]);
    await expect(timeline({ cursor: 'e30' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is seen by the shop’s people only', async () => {
    await seen('18T01:00', campaign());
    await seen('18T03:00', campaign({ name: 'new' }));
    const own = ctx;
    ctx = { ...own, actor: business.tenant.storeUser.actor };
    expect(await timeline()).toHaveLength(1);
    const stranger = await createSmallBusiness(database.db, []);
    ctx = { ...own, actor: stranger.tenant.owner.actor };
    await expect(timeline()).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the audit log', () => {
  it('tells who did what, page by page, to those who may see it', async () => {
    const target = { targetType: 'rule', targetId: 'r1' };
    await database.db.transaction().execute(async (trx) => {
      for (const shopId of [account.shopId, account.shopId, null]) {
        await recordAudit(trx, ctx, { action: 'rule.update', shopId, ...target, after: { a: 1 } });
      }
    });
    const all = await listAudit(ctx, { limit: 50 });
    expect(all.items).toHaveLength(3);
    expect(all.items[0]).toMatchObject({
      at: '2026-11-20T03:00:00.000Z',
      actor: { type: 'user', id: business.tenant.owner.id },
      action: 'rule.update',
      entity_type: 'rule',
      after: { a: 1 },
    });
    const first = await listAudit(ctx, { shopId: account.shopId, limit: 1 });
    const second = await listAudit(ctx, {
      shopId: account.shopId,
      limit: 1,
      cursor: first.next_cursor!,
    });
    expect(second.next_cursor).toBeNull();
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    await recordToolCall(ctx, { tool: 't', arguments: {}, shopId: null, outcome: 'ok', ms: 1 });
    expect((await listAudit(ctx, { limit: 50 })).items).toHaveLength(4);
    expect(await listAudit(ctx, { limit: 50, hideReads: true })).toEqual(all);
    const viewer = { ...ctx, actor: business.tenant.storeUser.actor };
    expect((await listAudit(viewer, { limit: 50 })).items).toHaveLength(2);
    const stranger = await createSmallBusiness(database.db, []);
    const foreign = { ...ctx, actor: stranger.tenant.owner.actor };
    expect((await listAudit(foreign, { limit: 50 })).items).toEqual([]);
    await expect(listAudit(foreign, { shopId: account.shopId, limit: 5 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
