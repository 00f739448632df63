import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { getProposal } from '../proposals/list-proposals.ts';
import { getExecution, listExecutions } from './list-executions.ts';
import { previewUndo } from './preview-undo.ts';
import { type AdAccount, budget, openAdAccount, pause } from './test/ad-account.ts';
import { undoExecutions } from './undo-executions.ts';

let database: TestDatabase;
const opened: AdAccount[] = [];
beforeAll(async () => {
  database = await createTestDatabase({ max: 8 });
});
afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
});
afterAll(() => database.close());

async function open(): Promise<AdAccount> {
  const account = await openAdAccount(database.db);
  opened.push(account);
  return account;
}

it('takes a change back through the same checks, once, and both say so', async () => {
  const account = await open();
  const ad = account.pick('ad');
  const done = await account.run(pause(ad.id));
  const executionId = done.execution_id ?? '';
  const both = await Promise.all([
    undoExecutions(account.ctx, { executionIds: [executionId] }),
    undoExecutions(account.ctx, { executionIds: [executionId] }),
  ]);
  const verdicts = both.flat();
  // The later of the two comes while the other is under way, or after it.
  expect(verdicts.map(({ code }) => code).sort()).toEqual([
    expect.stringMatching(/^(busy|done)$/),
    expect.stringMatching(/^(done|not_undoable)$/),
  ]);
  expect(verdicts.filter(({ ok }) => ok)).toMatchObject([{ code: 'done' }]);
  expect(account.live(ad.id).status).toBe('ACTIVE');
  expect(account.writes(ad.id)).toHaveLength(2);
  const original = await getExecution(account.ctx, { executionId });
  expect(original).toMatchObject({
    status: 'undone',
    undoable: false,
    not_undoable_reason: 'already_undone',
  });
  const undo = await getExecution(account.ctx, { executionId: original.undone_by ?? '' });
  expect(undo).toMatchObject({
    status: 'executed',
    undo_of: executionId,
    undoable: false,
    not_undoable_reason: 'is_an_undo',
  });
  expect(await getProposal(account.ctx, { proposalId: original.proposal_id })).toMatchObject({
    status: 'undone',
  });
});

it('takes everything since an instant back, newest first, and says beforehand what it cannot', async () => {
  const account = await open();
  const adset = account.pick('adset', { budget: true });
  const start = Number(adset.budget);
  const early = await account.run(pause(account.pick('ad').id));
  account.clock.advance(60_000);
  const since = account.clock.now().toISOString();
  await account.run(budget(adset, start + 1000));
  account.clock.advance(1_000);
  await account.run(budget(adset, start + 3000));
  account.clock.advance(1_000);
  const [drifted, plain] = [account.pick('ad'), account.pick('ad', { skip: 1 })];
  await account.run(pause(drifted.id));
  account.clock.advance(1_000);
  await account.run(pause(plain.id));
  account.clock.advance(1_000);
  account.sim.control.changeExternally(drifted.id, { status: 'ACTIVE' });

  const preview = await previewUndo(account.ctx, { shopId: account.shopId, since });
  expect(preview.map(({ execution, code }) => [execution.entity_id, code])).toEqual([
    [plain.id, null],
    [drifted.id, 'drifted'],
    [adset.id, null],
    [adset.id, null],
  ]);
  const verdicts = await undoExecutions(account.ctx, { shopId: account.shopId, since });
  expect(verdicts.map(({ code }) => code)).toEqual(['done', 'already_so', 'done', 'done']);
  expect(account.live(adset.id).budget).toBe(String(start));
  expect(account.live(plain.id).status).toBe('ACTIVE');
  const kept = await getExecution(account.ctx, { executionId: early.execution_id ?? '' });
  expect(kept).toMatchObject({ status: 'executed', undoable: true });
  const again = await undoExecutions(account.ctx, { shopId: account.shopId, since });
  // The one that had been put back by somebody else still stands as executed.
  expect(again.map(({ code }) => code)).toEqual(['already_so']);
});

it('says beforehand that an earlier change cannot go back where the later one cannot', async () => {
  const account = await open();
  const adset = account.pick('adset', { budget: true });
  const start = Number(adset.budget);
  const since = account.clock.now().toISOString();
  for (const more of [1000, 3000]) {
    await account.run(budget(adset, start + more));
    account.clock.advance(1_000);
  }
  account.sim.control.changeExternally(adset.id, { daily_budget: String(start + 9000) });
  const which = { shopId: account.shopId, since };
  const preview = await previewUndo(account.ctx, which);
  expect(preview.map(({ undoable, code }) => [undoable, code])).toEqual([
    [false, 'drifted'],
    [false, 'drifted'],
  ]);
  const verdicts = await undoExecutions(account.ctx, which);
  expect(verdicts.map(({ code }) => code)).toEqual(['drifted', 'drifted']);
  expect(account.live(adset.id).budget).toBe(String(start + 9000));
});

it('leaves alone what somebody else went on from', async () => {
  const account = await open();
  const adset = account.pick('adset', { budget: true });
  const start = Number(adset.budget);
  const { execution_id } = await account.run(budget(adset, start + 1000));
  account.sim.control.changeExternally(adset.id, { daily_budget: String(start + 9000) });
  const verdicts = await undoExecutions(account.ctx, { executionIds: [execution_id ?? ''] });
  expect(verdicts).toMatchObject([{ ok: false, code: 'drifted', id: execution_id }]);
  expect(account.live(adset.id).budget).toBe(String(start + 9000));
  // Tried and void; it can be tried again.
  account.sim.control.changeExternally(adset.id, { daily_budget: String(start + 1000) });
  const again = await undoExecutions(account.ctx, { executionIds: [execution_id ?? ''] });
  expect(again).toMatchObject([{ code: 'done' }]);
});

it('offers only the last change of a value, also where an earlier one set the same', async () => {
  const account = await open();
  const adset = account.pick('adset', { budget: true });
  const start = Number(adset.budget);
  const ids: string[] = [];
  for (const more of [1000, 3000, 1000]) {
    const { execution_id } = await account.run(budget(adset, start + more));
    ids.unshift(execution_id ?? '');
    account.clock.advance(1_000);
  }
  // Another field of the same object is another matter.
  const paused = await account.run(pause(adset.id, 'adset'));
  account.clock.advance(1_000);
  const offered = async () => {
    const { items } = await listExecutions(account.ctx, { shopId: account.shopId, limit: 10 });
    return items.filter(({ undoable }) => undoable).map(({ id }) => id);
  };
  expect(await offered()).toEqual([paused.execution_id, ids[0]]);
  const first = await getExecution(account.ctx, { executionId: ids[2] ?? '' });
  expect(first).toMatchObject({ undoable: false, not_undoable_reason: 'drifted' });
  expect(await undoExecutions(account.ctx, { executionIds: [first.id] })).toMatchObject([
    { ok: false, code: 'drifted', message: expect.stringContaining('undo that change first') },
  ]);
  for (const id of ids.slice(0, 2)) {
    expect(await undoExecutions(account.ctx, { executionIds: [id] })).toMatchObject([
      { code: 'done' },
    ]);
    // The platform takes four changes of such a budget an hour.
    account.clock.advance(3_600_000);
  }
  expect(await offered()).toEqual([paused.execution_id, ids[2]]);
});

it('a raise that goes back up counts against the day, and a large step back does not', async () => {
  const account = await open();
  const adset = account.pick('adset', { budget: true });
  const start = Number(adset.budget);
  await account.setCap({ maxChangePercent: '30', maxDailyIncrease: '0' });
  const lowered = await account.run(budget(adset, Math.ceil(start * 0.7)));
  expect(lowered.code).toBe('done');
  const undo = () => undoExecutions(account.ctx, { executionIds: [lowered.execution_id ?? ''] });
  expect(await undo()).toMatchObject([{ code: 'cap_exceeded' }]);
  await account.setCap({ maxChangePercent: '30' });
  expect(await undo()).toMatchObject([{ code: 'done' }]);
  expect(account.live(adset.id).budget).toBe(String(start));
});

it('people of other agencies see and undo nothing', async () => {
  const account = await open();
  const stranger = await open();
  const { execution_id } = await account.run(pause(account.pick('ad').id));
  const other = account.as(stranger.tenant.owner.actor);
  const which = { executionIds: [execution_id ?? ''] };
  expect(await undoExecutions(other, which)).toMatchObject([{ code: 'not_found' }]);
  expect(await previewUndo(other, which)).toEqual([]);
  expect((await listExecutions(other, { limit: 10 })).items).toEqual([]);
  const own = await listExecutions(account.as(account.tenant.storeUser.actor), { limit: 10 });
  expect(own.items).toHaveLength(1);
  const viewer = account.as(account.tenant.storeUser.actor);
  expect(await undoExecutions(viewer, which)).toMatchObject([{ code: 'forbidden' }]);
});

it('is not held up by changes of shops that who asks does not see', async () => {
  const account = await open();
  const ad = account.pick('ad');
  await account.run(pause(ad.id));
  await fillOtherShop(account, 501);
  const since = '2026-11-19T00:00:00Z';
  const owner = previewUndo(account.as(account.tenant.owner.actor), { since });
  await expect(owner).rejects.toMatchObject({ code: 'invalid_input' });
  const staff = await previewUndo(account.as(account.tenant.staff.actor), { since });
  expect(staff).toMatchObject([{ execution: { entity_id: ad.id }, undoable: true }]);
});

/** A second shop of the agency, which its staff does not belong to, with so many executions. */
async function fillOtherShop({ tenant, ctx }: AdAccount, executions: number): Promise<void> {
  const [shopId, connectorId] = [ctx.newId(), ctx.newId()];
  const { db } = database;
  await db
    .insertInto('app_dashboard.shops')
    .values({
      ...{ id: shopId, agency_id: tenant.agencyId, name: 'Other' },
      ...{ currency: 'KRW', timezone: 'Asia/Seoul' },
    })
    .execute();
  await db
    .insertInto('app_dashboard.connectors')
    .values({
      ...{ id: connectorId, shop_id: shopId, platform: 'meta', kind: 'ads', mode: 'import' },
      ...{ external_account_id: '1', name: 'Other', currency: 'KRW', timezone: 'Asia/Seoul' },
    })
    .execute();
  const at = '2026-11-20T01:00:00Z';
  const target = { kind: 'pause', level: 'ad', entity_id: '1' } as const;
  const ids = Array.from({ length: executions }, () => ctx.newId());
  await db
    .insertInto('app_dashboard.action_proposals')
    .values(
      ids.map((id) => ({
        ...{ ...target, id, shop_id: shopId, connector_id: connectorId, subject: 'status' },
        ...{ short_id: id.replaceAll('-', '').slice(0, 10).toUpperCase(), entity_name: 'x' },
        ...{ risk: 'low', requires_approval: true, executable: true, source: 'person' },
        ...{ status: 'executed', proposed_by: 'x', reason: '{}', evidence: '{}' },
        diff: JSON.stringify([{ field: 'status', before: 'ACTIVE', after: 'PAUSED' }]),
        ...{ diff_hash: 'a'.repeat(64), expires_at: at, created_at: at, updated_at: at },
      })),
    )
    .execute();
  await db
    .insertInto('app_dashboard.executions')
    .values(
      ids.map((proposal_id) => ({
        ...{ ...target, shop_id: shopId, proposal_id, connector_id: connectorId },
        ...{ entity_name: 'x', status: 'executed' as const, step: 'done', mode: 'manual' },
        ...{ executed_by: 'x', executed_via: 'web', action: JSON.stringify(target) },
        ...{ account_day: '2026-11-20', started_at: at, written_at: at, finished_at: at },
      })),
    )
    .execute();
}
