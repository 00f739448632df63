import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getCaps } from '../caps/get-caps.ts';
import { deleteCap, saveCap } from '../caps/save-cap.ts';
import type { Actor, EngineContext } from '../context.ts';
import { decideProposals } from '../proposals/decide-proposals.ts';
import { proposeAction } from '../proposals/propose-action.ts';
import { engageStop } from '../stops/engage-stop.ts';
import { releaseStop } from '../stops/release-stop.ts';
import { stopStatus } from '../stops/stop-status.ts';
import { executeProposals } from './execute-proposals.ts';
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

async function open(options: Parameters<typeof openAdAccount>[1] = {}): Promise<AdAccount> {
  const account = await openAdAccount(database.db, options);
  opened.push(account);
  return account;
}

const execute = async (account: AdAccount, id: string) =>
  (await executeProposals(account.as(account.tenant.owner.actor), { members: [{ id }] }))[0];

describe('caps', () => {
  it('are needed: without any for the platform and currency nothing is sent, and the approval stands', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const key = { shopId: account.shopId, platform: 'meta', currency: 'KRW' };
    await deleteCap(account.ctx, key);
    const id = await account.approve(pause(ad.id));
    expect(await execute(account, id)).toMatchObject({ ok: false, code: 'no_cap' });
    expect(account.writes()).toHaveLength(0);
    await account.setCap();
    expect(await execute(account, id)).toMatchObject({ ok: true, code: 'done' });
  });

  it('hold the kind and the size of a step in either direction', async () => {
    const account = await open();
    const [a, b] = [0, 1].map((skip) => account.pick('adset', { budget: true, skip }));
    if (!a || !b) throw new Error('The account has too few ad sets');
    const exceeded = { ok: false, code: 'cap_exceeded', status: 'approved' };
    await account.setCap({ maxChangePercent: '20' });
    expect(await account.run(budget(a, Number(a.budget) * 2))).toMatchObject(exceeded);
    await account.setCap({ maxChangePercent: '20.00' });
    expect(await account.run(budget(b, Math.floor(Number(b.budget) * 0.7)))).toMatchObject(
      exceeded,
    );
    await account.setCap({ allowedKinds: ['resume'] });
    expect(await account.run(pause(account.pick('ad').id))).toMatchObject(exceeded);
    expect(account.writes()).toHaveLength(0);
  });

  it('hold the steps of one object and day together', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    await account.setCap({ maxChangePercent: '20', maxDailyIncrease: String(start * 10) });
    const raised = Math.floor(start * 1.15);
    expect(await account.run(budget(adset, raised))).toMatchObject({ code: 'done' });
    const second = await account.approve(budget(adset, Math.floor(start * 1.3)));
    expect(await execute(account, second)).toMatchObject({
      code: 'cap_exceeded',
      message: expect.stringContaining('20 % a day'),
    });
    // The account's next day, in its own timezone.
    account.clock.set('2026-11-20T15:00:00Z');
    expect(await execute(account, second)).toMatchObject({ code: 'done' });
  });

  it('hold a ceiling only against raises', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    await account.setCap({ maxDailyBudget: String(Math.floor(start / 2)) });
    expect(await account.run(budget(adset, start - 100))).toMatchObject({ code: 'done' });
    expect(await account.run(budget(adset, start + 100))).toMatchObject({ code: 'cap_exceeded' });
  });

  it('count raises and changes of an account day, also those under way', async () => {
    const account = await open();
    const [a, b] = [0, 1].map((skip) => account.pick('adset', { budget: true, skip }));
    if (!a || !b) throw new Error('The account has too few ad sets');
    await account.setCap({ maxDailyIncrease: '1000' });
    const ids = [
      await account.approve(budget(a, Number(a.budget) + 600)),
      await account.approve(budget(b, Number(b.budget) + 600)),
    ];
    const verdicts = await executeProposals(account.ctx, { members: ids.map((id) => ({ id })) });
    expect(verdicts.map(({ code }) => code).sort()).toEqual(['cap_exceeded', 'done']);
    await account.setCap({ maxActionsPerDay: 1 });
    const ad = account.pick('ad');
    expect(await account.run(pause(ad.id))).toMatchObject({ code: 'cap_exceeded' });
    // The account's next day, in its own timezone.
    account.clock.set('2026-11-20T15:00:00Z');
    const again = await account.approve(pause(account.pick('ad', { skip: 1 }).id));
    expect(await execute(account, again)).toMatchObject({ code: 'done' });
  });

  it('never touch an object or anything below it', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const adset = ad.parentId ?? '';
    const campaign = account.live(adset).parentId ?? '';
    for (const protectedId of [ad.id, adset, campaign, `act_${account.accountId}`]) {
      await account.setCap({ neverTouch: [protectedId] });
      expect(await account.run(pause(ad.id))).toMatchObject({
        code: 'cap_exceeded',
        message: expect.stringContaining('never-touch'),
      });
    }
    expect(account.writes()).toHaveLength(0);
  });

  it('touch nothing of which it is not known what it belongs to, once something is protected', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const campaign = account.live(account.live(ad.id).parentId ?? '').parentId ?? '';
    await account.setCap({ neverTouch: [campaign] });
    await database.db
      .updateTable('core_warehouse.entities')
      .set({ campaign_id: null })
      .where('connector_id', '=', account.connectorId)
      .where('external_id', '=', ad.id)
      .execute();
    expect(await account.run(pause(ad.id))).toMatchObject({
      code: 'cap_exceeded',
      message: expect.stringContaining('not known yet'),
    });
    expect(account.writes()).toHaveLength(0);
  });

  it('of a file take the place of those kept here', async () => {
    const capsFile = join(mkdtempSync(join(tmpdir(), 'commerce-caps-')), 'caps.json');
    const limits = {
      allowed_kinds: ['pause'],
      max_change_percent: '20',
      max_daily_budget: 500000,
      max_daily_increase: '100000',
      max_actions_per_day: 5,
    };
    const account = await open();
    const ctx = { ...account.ctx, settings: { ...account.ctx.settings, capsFile } };
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    const run = async () => (await executeProposals(ctx, { members: [{ id }] }))[0];

    expect(await run()).toMatchObject({ code: 'no_cap', message: expect.stringContaining('read') });
    writeFileSync(capsFile, '{"shops": {"*": {"meta": {"KRW": {"allowed_kinds": ["fly"]}}}}}');
    expect(await run()).toMatchObject({ code: 'no_cap' });
    await expect(getCaps(ctx, { shopId: account.shopId })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('shops.*.meta.KRW.max_change_percent'),
    });
    writeFileSync(capsFile, JSON.stringify({ shops: { '*': { meta: { USD: limits } } } }));
    expect(await run()).toMatchObject({ code: 'no_cap' });
    writeFileSync(
      capsFile,
      JSON.stringify({
        shops: {
          '*': { meta: { KRW: { ...limits, max_actions_per_day: 0 } } },
          [account.shopId]: { meta: { KRW: limits } },
        },
      }),
    );
    expect(await getCaps(ctx, { shopId: account.shopId })).toMatchObject({
      source: 'file',
      caps: [{ platform: 'meta', currency: 'KRW', max_daily_budget: '500000' }],
    });
    await expect(
      saveCap(ctx, {
        ...{ shopId: account.shopId, platform: 'meta', currency: 'KRW', allowedKinds: [] },
        ...{ maxChangePercent: '1', maxDailyBudget: '1', maxDailyIncrease: '0' },
        maxActionsPerDay: 1,
      }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(await run()).toMatchObject({ code: 'done' });
  });
});

describe('the kill switch', () => {
  it('holds every write back, its undoing too, until it is released', async () => {
    const account = await open();
    const { owner, staff } = account.tenant;
    const done = await account.run(pause(account.pick('ad').id));
    const id = await account.approve(pause(account.pick('ad').id));
    await engageStop(account.as(staff.actor, 'telegram', 'Sora'), { reason: 'strange spend' });
    expect(await execute(account, id)).toMatchObject({
      code: 'stopped',
      status: 'approved',
      message: expect.stringContaining('Sora'),
    });
    const undone = await undoExecutions(account.ctx, { executionIds: [done.execution_id ?? ''] });
    expect(undone).toMatchObject([{ ok: false, code: 'stopped' }]);
    expect(await stopStatus(account.as(owner.actor))).toMatchObject({
      stopped: true,
      stops: [{ shop_id: null, reason: 'strange spend', engaged_by_name: 'Sora' }],
    });
    await expect(releaseStop(account.as(staff.actor), {})).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await releaseStop(account.as(owner.actor), {})).toEqual({ released: true });
    expect(await execute(account, id)).toMatchObject({ code: 'done' });
  });

  it('that is engaged after the claim still holds before anything is sent', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    // Engaged while the object is being read.
    const ctx: EngineContext = {
      ...account.ctx,
      transportFor(connector) {
        const transport = account.ctx.transportFor(connector);
        return {
          async request(input) {
            if (input.method === 'GET') {
              await engageStop(account.ctx, { shopId: account.shopId });
            }
            return await transport.request(input);
          },
        };
      },
    };
    const [verdict] = await executeProposals(ctx, { members: [{ id }] });
    expect(verdict).toMatchObject({ ok: false, code: 'stopped', status: 'failed' });
    expect(account.writes(ad.id)).toHaveLength(0);
  });
});

describe('who may not', () => {
  it('an AI proposes, and neither decides, writes, loosens limits nor lets writes go on', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const { owner } = account.tenant;
    const mcp: Actor = { ...owner.actor, type: 'mcp', id: 'assistant' };
    const ai = account.as(mcp);
    const { id, source } = await proposeAction(ai, {
      shopId: account.shopId,
      connectorId: account.connectorId,
      action: pause(ad.id),
    });
    expect(source).toBe('mcp');
    const refused = { code: 'forbidden' };
    const members = [{ id }];
    await expect(decideProposals(ai, { decision: 'approve', members })).rejects.toMatchObject(
      refused,
    );
    await expect(executeProposals(ai, { members })).rejects.toMatchObject(refused);
    await expect(undoExecutions(ai, { executionIds: [id] })).rejects.toMatchObject(refused);
    await expect(releaseStop(ai, {})).rejects.toMatchObject(refused);
    await expect(
      deleteCap(ai, { shopId: account.shopId, platform: 'meta', currency: 'KRW' }),
    ).rejects.toMatchObject(refused);
    expect(account.writes()).toHaveLength(0);
  });

  it('a viewer, a key that reads, and people of other agencies', async () => {
    const account = await open();
    const stranger = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    const { owner, storeUser } = account.tenant;
    const members = [{ id }];
    expect(await executeProposals(account.as(storeUser.actor), { members })).toMatchObject([
      { ok: false, code: 'forbidden' },
    ]);
    expect(
      await decideProposals(account.as(stranger.tenant.owner.actor), {
        decision: 'reject',
        members,
      }),
    ).toMatchObject([{ ok: false, code: 'not_found', status: null, won_by: null }]);
    expect(
      await executeProposals(account.as(stranger.tenant.owner.actor), { members }),
    ).toMatchObject([{ ok: false, code: 'not_found' }]);
    const key: Actor = {
      ...owner.actor,
      type: 'api_key',
      user: { ...owner.actor.user!, scopes: ['read'] },
    };
    await expect(executeProposals(account.as(key), { members })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(account.writes()).toHaveLength(0);
    expect(await execute(account, id)).toMatchObject({ code: 'done' });
  });

  it('an account filled from files', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ mode: 'import' })
      .where('id', '=', account.connectorId)
      .execute();
    expect(await execute(account, id)).toMatchObject({ code: 'read_only_connector' });
    await expect(
      proposeAction(account.ctx, {
        shopId: account.shopId,
        connectorId: account.connectorId,
        action: pause(account.pick('ad', { skip: 1 }).id),
      }),
    ).rejects.toMatchObject({ details: { code: 'read_only_connector' } });
    expect(account.writes()).toHaveLength(0);
  });
});
