import { execFileSync } from 'node:child_process';
import { constants, mkdtempSync } from 'node:fs';
import { type FileHandle, open as openFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EngineContext } from '../context.ts';
import { engageStop } from '../stops/engage-stop.ts';
import { listTimeline } from '../timeline/list-timeline.ts';
import { executeProposals } from './execute-proposals.ts';
import { getExecution } from './list-executions.ts';
import { resumeExecutions } from './resume-executions.ts';
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

const execute = async (ctx: EngineContext, id: string) => {
  const [verdict] = await executeProposals(ctx, { members: [{ id }] });
  if (!verdict) throw new Error('There was no verdict');
  return verdict;
};

/** The engine, with something happening before each of its requests. */
function meanwhile(
  account: AdAccount,
  happens: (request: { method: string; nth: number }) => Promise<void> | void,
): EngineContext {
  let nth = 0;
  return {
    ...account.ctx,
    transportFor(connector) {
      const transport = account.ctx.transportFor(connector);
      return {
        async request(input) {
          nth += 1;
          await happens({ method: input.method, nth });
          return await transport.request(input);
        },
      };
    },
  };
}

/** Opens a pipe for writing as soon as somebody waits for what it says. */
async function openWhenRead(path: string): Promise<FileHandle> {
  const open = () => openFile(path, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => null);
  return await vi.waitUntil(open, { timeout: 10_000 });
}

const setConnector = (account: AdAccount, set: { status?: 'disabled' | 'needs_reauth' }) =>
  database.db
    .updateTable('app_dashboard.connectors')
    .set(set)
    .where('id', '=', account.connectorId)
    .execute();

describe('what happens between the claim and the write', () => {
  it.each(['disabled', 'needs_reauth'] as const)(
    'an account that becomes %s is not written to',
    async (status) => {
      const account = await open();
      const ad = account.pick('ad');
      const id = await account.approve(pause(ad.id));
      const ctx = meanwhile(account, async ({ nth }) => {
        if (nth === 1) await setConnector(account, { status });
      });
      const verdict = await execute(ctx, id);
      expect(verdict).toMatchObject({ ok: false, status: 'failed' });
      expect(account.writes(ad.id)).toHaveLength(0);
    },
  );

  it('an account switched off while a change waits is not written to later', async () => {
    const account = await open();
    const ad = account.pick('ad');
    account.sim.control.failNext({
      ...{ kind: 'buc', amount: 1 },
      match: { method: 'POST', params: { execution_options: '["validate_only"]' } },
    });
    const first = await account.run(pause(ad.id));
    expect(first.code).toBe('running');
    await setConnector(account, { status: 'disabled' });
    account.clock.advance(2 * 60_000);
    expect(await resumeExecutions(account.ctx)).toMatchObject({ resumed: 1, failed: 1 });
    expect(account.writes(ad.id)).toHaveLength(0);
  });

  it('a kill switch that is committed while the last checks run holds', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    // Reading the limits takes as long as nobody writes them into the pipe.
    const capsFile = join(mkdtempSync(join(tmpdir(), 'commerce-caps-')), 'caps.json');
    execFileSync('mkfifo', [capsFile]);
    const limits = {
      ...{ allowed_kinds: ['pause'], max_change_percent: '20', max_daily_budget: '500000' },
      ...{ max_daily_increase: '100000', max_actions_per_day: 5 },
    };
    const caps = JSON.stringify({ shops: { '*': { meta: { KRW: limits } } } });
    const ctx = { ...account.ctx, settings: { ...account.ctx.settings, capsFile } };
    const executing = execute(ctx, id);
    await writeFile(capsFile, caps);
    // The claim has read them by then; the next to read them is the last look before sending.
    await expect
      .poll(() => account.sim.control.requests().filter(({ method }) => method === 'POST').length, {
        timeout: 10_000,
      })
      .toBe(1);
    const pipe = await openWhenRead(capsFile);
    let stopped = false;
    const stop = async () => {
      await engageStop(account.ctx, { shopId: account.shopId });
      stopped = true;
    };
    const stopping = stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = stopped;
    await pipe.writeFile(caps);
    await pipe.close();
    const verdict = await executing;
    await stopping;
    expect(account.writes(ad.id)).toHaveLength(before ? 0 : 1);
    expect(verdict.code).toBe(before ? 'stopped' : 'done');
  });

  it('a change that is sent after midnight counts on the day it is sent', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    account.clock.set('2026-11-20T14:59:30Z');
    account.sim.control.failNext({
      ...{ kind: 'buc', amount: 1 },
      match: { method: 'POST', params: { execution_options: '["validate_only"]' } },
    });
    const first = await account.run(budget(adset, Number(adset.budget) + 600));
    expect(first.code).toBe('running');
    await account.setCap({ maxDailyIncrease: '1000' });
    account.clock.set('2026-11-20T15:05:00Z');
    const other = account.pick('adset', { budget: true, skip: 1 });
    expect(await account.run(budget(other, Number(other.budget) + 600))).toMatchObject({
      code: 'done',
    });
    expect(await resumeExecutions(account.ctx)).toMatchObject({ resumed: 1, failed: 1 });
    expect(account.writes(adset.id)).toHaveLength(0);
  });
});

describe('two changes of one object', () => {
  it('a change waits for an undo whose answer was lost, and can be executed when that is settled', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    const first = await account.run(budget(adset, start + 1000));
    account.sim.control.failNext({
      kind: 'hang',
      match: { method: 'POST', path: adset.id },
      after: 1,
    });
    const undone = await undoExecutions(account.ctx, { executionIds: [first.execution_id ?? ''] });
    expect(undone).toMatchObject([{ code: 'unknown_outcome' }]);
    const id = await account.approve(budget(adset, start + 2000));
    const sent = account.writes(adset.id).length;
    expect(await execute(account.ctx, id)).toMatchObject({
      ...{ ok: false, code: 'busy', status: 'approved', execution_id: null },
    });
    expect(account.writes(adset.id)).toHaveLength(sent);
    for (let look = 0; look < 9; look++) {
      account.clock.advance(31 * 60_000);
      await resumeExecutions(account.ctx);
    }
    expect(await execute(account.ctx, id)).toMatchObject({ code: 'done' });
    expect(account.live(adset.id).budget).toBe(String(start + 2000));
  });

  it('a second undo of one change is refused while the first is under way', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const { execution_id: executionId } = await account.run(pause(ad.id));
    const undo = (ctx: EngineContext) => undoExecutions(ctx, { executionIds: [executionId ?? ''] });
    let second: unknown = null;
    const ctx = meanwhile(account, async ({ nth }) => {
      if (nth === 1) second = await undo(account.ctx);
    });
    expect(await undo(ctx)).toMatchObject([{ code: 'done' }]);
    expect(second).toMatchObject([{ ok: false, code: 'busy' }]);
    expect(account.writes(ad.id)).toHaveLength(2);
  });

  it('an undo does not overtake a later change whose answer was lost', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    const first = await account.run(budget(adset, start + 1000));
    account.sim.control.failNext({
      kind: 'hang',
      match: { method: 'POST', path: adset.id },
      after: 1,
    });
    const second = await account.run(budget(adset, start + 2000));
    expect(second.code).toBe('unknown_outcome');
    const undone = await undoExecutions(account.ctx, { executionIds: [first.execution_id ?? ''] });
    expect(undone).toMatchObject([{ ok: false, code: 'busy' }]);
    // The lost request arrives after all.
    account.sim.control.changeExternally(adset.id, { daily_budget: String(start + 2000) });
    account.clock.advance(60_000);
    expect(await resumeExecutions(account.ctx)).toMatchObject({ executed: 1 });
    expect(account.live(adset.id).budget).toBe(String(start + 2000));
  });

  it('an undo of a change that another one came after is refused, though the value is the same', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const first = await account.run(pause(ad.id));
    account.clock.advance(1_000);
    await account.run({ kind: 'resume', level: 'ad', entity_id: ad.id });
    account.clock.advance(1_000);
    const third = await account.run(pause(ad.id));
    account.clock.advance(1_000);
    const undo = (id: string | null) => undoExecutions(account.ctx, { executionIds: [id ?? ''] });
    expect(await undo(first.execution_id)).toMatchObject([{ ok: false, code: 'drifted' }]);
    expect(account.live(ad.id).status).toBe('PAUSED');
    expect(await undo(third.execution_id)).toMatchObject([{ code: 'done' }]);
  });
});

describe('changes made elsewhere while ours is under way', () => {
  it('are not taken for ours', async () => {
    const account = await open();
    const campaign = account.pick('campaign', { budget: true });
    const id = await account.approve(pause(campaign.id, 'campaign'));
    const raised = String(Number(campaign.budget) + 5000);
    account.sim.control.changeExternally(campaign.id, { daily_budget: raised });
    expect(await execute(account.ctx, id)).toMatchObject({ code: 'done' });
    const { items } = await listTimeline(account.ctx, { shopId: account.shopId, limit: 20 });
    const changes = items.filter(({ kind, field }) => kind === 'change' && field !== 'name');
    expect(changes).toMatchObject([{ field: 'daily_budget', after: raised }]);
    expect(items.filter(({ kind }) => kind === 'execution')).toHaveLength(1);
  });
});

describe('what was approved', () => {
  it('is what runs: a stored change that no longer fits its hash is not carried out', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    const id = await account.approve(budget(adset, start + 100));
    const diff = [
      { field: 'daily_budget', before: String(start), after: String(start * 2), currency: 'KRW' },
    ];
    await database.db
      .updateTable('app_dashboard.action_proposals')
      .set({ diff: JSON.stringify(diff) })
      .where('id', '=', id)
      .execute();
    expect(await execute(account.ctx, id)).toMatchObject({ ok: false, code: 'stale_diff' });
    expect(account.writes(adset.id)).toHaveLength(0);
  });
});

it('an execution whose object can never be read again ends, and says that its outcome is not known', async () => {
  const account = await open();
  const ad = account.pick('ad');
  account.sim.control.failNext({ kind: 'hang', match: { method: 'POST', path: ad.id }, after: 1 });
  const first = await account.run(pause(ad.id));
  expect(first.code).toBe('unknown_outcome');
  account.sim.control.failNext({
    ...{ kind: 'not_visible', times: 10_000 },
    match: { method: 'GET', path: ad.id },
  });
  for (let day = 0; day < 9; day++) {
    account.clock.advance(86_400_000);
    await resumeExecutions(account.ctx);
  }
  const execution = await getExecution(account.ctx, { executionId: first.execution_id ?? '' });
  expect(execution).toMatchObject({ status: 'failed', error: { code: 'unreadable' } });
});
