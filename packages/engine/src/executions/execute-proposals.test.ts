import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { decideProposals } from '../proposals/decide-proposals.ts';
import { getProposal } from '../proposals/list-proposals.ts';
import { proposeAction } from '../proposals/propose-action.ts';
import { executeProposals } from './execute-proposals.ts';
import { getExecution } from './list-executions.ts';
import { resumeExecutions } from './resume-executions.ts';
import { type AdAccount, budget, openAdAccount, pause } from './test/ad-account.ts';

let database: TestDatabase;
const opened: AdAccount[] = [];
beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
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

/** A platform whose answer to the write is another one than it gave, or that never got it. */
const answering = (
  ctx: EngineContext,
  answer: { status: number; body: string },
  arrives: boolean,
): EngineContext => ({
  ...ctx,
  transportFor(connector) {
    const transport = ctx.transportFor(connector);
    return {
      async request(input) {
        const isWrite = input.method === 'POST' && !input.body?.includes('validate_only');
        if (!isWrite) return await transport.request(input);
        if (arrives) await transport.request(input);
        const { status, body } = answer;
        return {
          ...{ status, headers: {}, text: async () => body },
          async *stream() {
            yield Buffer.from(body);
          },
        };
      },
    };
  },
});

const executionOf = async (account: AdAccount, proposalId: string) => {
  const { execution } = await getProposal(account.ctx, { proposalId });
  return await getExecution(account.ctx, { executionId: execution?.id ?? '' });
};

describe('an approved change', () => {
  it('is sent once, read back, stored, attributed and audited', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id), 'too expensive');
    const [verdict] = await executeProposals(account.ctx, { members: [{ id }] });
    expect(verdict).toMatchObject({ ok: true, code: 'done', status: 'executed' });
    expect(account.live(ad.id).status).toBe('PAUSED');
    expect(account.writes(ad.id)).toMatchObject([{ params: { status: 'PAUSED' } }]);

    const execution = await executionOf(account, id);
    expect(execution).toMatchObject({
      status: 'executed',
      step: 'done',
      before: { status: 'ACTIVE' },
      after: { status: 'PAUSED' },
      request: { method: 'POST', body: { status: 'PAUSED' } },
      response: { success: true },
      undoable: true,
      observe_until: '2026-11-27',
    });
    expect(JSON.stringify(execution)).not.toContain(account.sim.accessToken);
    const change = await database.db
      .selectFrom('core_warehouse.entity_changes')
      .select(['field', 'before', 'after', 'execution_id'])
      .where('connector_id', '=', account.connectorId)
      .where('field', '=', 'status')
      .execute();
    expect(change).toEqual([
      { field: 'status', before: 'ACTIVE', after: 'PAUSED', execution_id: execution.id },
    ]);
    const audit = await database.db
      .selectFrom('app_dashboard.audit_log')
      .select('action')
      .where('shop_id', '=', account.shopId)
      .where('target_type', 'in', ['proposal', 'execution'])
      .orderBy('at')
      .execute();
    expect(audit.map(({ action }) => action).sort()).toEqual([
      'execution.executed',
      'execution.send',
      'execution.start',
      'proposal.approve',
      'proposal.create',
      'proposal.execute',
      'proposal.executed',
    ]);
  });

  it('is approved by one of twenty and executed by one of twenty, and the others learn by whom', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const { owner, staff } = account.tenant;
    const { id } = await proposeAction(account.ctx, {
      shopId: account.shopId,
      connectorId: account.connectorId,
      action: pause(ad.id),
    });
    const surfaces = ['web', 'telegram', 'api', 'cli'] as const;
    const everybody = Array.from({ length: 20 }, (_, index) =>
      account.as(
        index % 2 === 0 ? owner.actor : staff.actor,
        surfaces[index % 4] ?? 'web',
        `Person ${index}`,
      ),
    );
    const decided = await Promise.all(
      everybody.map((ctx, index) =>
        decideProposals(ctx, {
          decision: index % 5 === 4 ? 'reject' : 'approve',
          members: [{ id }],
        }),
      ),
    );
    const approvals = decided.flat();
    const won = approvals.flatMap(({ ok }, index) => (ok ? [index] : []));
    // A rejection may call an approval off; what is decided stays decided by one.
    expect(won.length).toBeGreaterThanOrEqual(1);
    const after = await getProposal(account.ctx, { proposalId: id });
    for (const verdict of approvals.filter(({ ok }) => !ok)) {
      expect(verdict.code).toBe('already_decided');
      expect(verdict.won_by?.by_name).toMatch(/^Person \d+$/);
    }
    expect(after.decision?.by_name).toBe(`Person ${won.at(-1)}`);
  });

  it('is executed by one of twenty who try at once on all surfaces', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    const { owner, staff } = account.tenant;
    const surfaces = ['web', 'telegram', 'api'] as const;
    const verdicts = (
      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          executeProposals(
            account.as(
              index % 2 === 0 ? owner.actor : staff.actor,
              surfaces[index % 3] ?? 'web',
              `Person ${index}`,
            ),
            { members: [{ id }] },
          ),
        ),
      )
    ).flat();
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = verdicts.findIndex(({ ok }) => ok);
    for (const verdict of verdicts.filter(({ ok }) => !ok)) {
      expect(verdict).toMatchObject({
        code: 'already_decided',
        won_by: { by_name: `Person ${winner}`, via: surfaces[winner % 3] },
      });
    }
    expect(account.writes(ad.id)).toHaveLength(1);
    const executions = await database.db
      .selectFrom('app_dashboard.executions')
      .select('id')
      .where('shop_id', '=', account.shopId)
      .execute();
    expect(executions).toHaveLength(1);
  });

  it('that the platform took but did not make has failed, with words', async () => {
    const account = await open();
    const ad = account.pick('ad');
    account.sim.control.failNext({
      kind: 'accept_but_ignore',
      match: { method: 'POST', path: ad.id, params: { status: 'PAUSED' } },
      after: 1,
    });
    expect(await account.run(pause(ad.id))).toMatchObject({
      ok: false,
      code: 'failed',
      status: 'failed',
      message: expect.stringContaining('still is ACTIVE'),
    });
    expect(account.writes(ad.id)).toHaveLength(1);
  });

  it.each(['apply_then_timeout', 'apply_then_close', 'malformed'] as const)(
    'whose answer was lost (%s) is found out by reading, never sent again',
    async (kind) => {
      const account = await open();
      const ad = account.pick('ad');
      account.sim.control.failNext({ kind, match: { method: 'POST', path: ad.id }, after: 1 });
      const verdict = await account.run(pause(ad.id));
      expect(verdict).toMatchObject({ ok: true, code: 'done', status: 'executed' });
      expect(account.writes(ad.id)).toHaveLength(1);
    },
  );

  it.each(['hang', 'http_500', 'unknown', 'close_socket'] as const)(
    'that never arrived (%s) stays uncertain, is read for an hour and then has failed',
    async (kind) => {
      const account = await open();
      const ad = account.pick('ad');
      account.sim.control.failNext({ kind, match: { method: 'POST', path: ad.id }, after: 1 });
      const first = await account.run(pause(ad.id));
      expect(first).toMatchObject({ ok: false, code: 'unknown_outcome' });
      for (let turn = 0; turn < 10; turn++) {
        account.clock.advance(31 * 60_000);
        await resumeExecutions(account.ctx);
      }
      const execution = await getExecution(account.ctx, {
        executionId: first.execution_id ?? '',
      });
      expect(execution).toMatchObject({ status: 'failed', error: { code: 'not_applied' } });
      expect(account.writes(ad.id)).toHaveLength(1);
    },
  );

  it.each([
    ['is sent on to another page', { status: 302, body: '' }],
    ['is a page of a gateway', { status: 200, body: '<html>OK</html>' }],
    ['is empty', { status: 200, body: '' }],
    ['is no object', { status: 200, body: '[]' }],
    ['says nothing of the change', { status: 200, body: '{"id":"1"}' }],
    ['is a refusal in no known words', { status: 400, body: 'Bad Request' }],
    ['is a failure after the change', { status: 503, body: '{"success":true}' }],
  ] as const)('whose answer %s is found out by reading', async (_what, answer) => {
    for (const arrives of [true, false]) {
      const account = await open();
      const ad = account.pick('ad');
      const id = await account.approve(pause(ad.id));
      const members = [{ id }];
      const ctx = answering(account.ctx, answer, arrives);
      const [verdict] = await executeProposals(ctx, { members });
      expect(verdict?.code).toBe(arrives ? 'done' : 'unknown_outcome');
      for (let turn = 0; turn < 10; turn++) {
        account.clock.advance(31 * 60_000);
        await resumeExecutions(account.ctx);
      }
      expect(await executionOf(account, id)).toMatchObject(
        arrives ? { status: 'executed' } : { status: 'failed', error: { code: 'not_applied' } },
      );
      expect(account.writes(ad.id)).toHaveLength(arrives ? 1 : 0);
    }
  });

  it('whose outcome may not be read for ages is read the same day', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const match = { path: ad.id };
    account.sim.control.failNext({
      ...{ kind: 'apply_then_close', after: 1 },
      match: { ...match, method: 'POST' },
    });
    account.sim.control.failNext({
      ...{ kind: 'buc', amount: 60 * 24 * 365 * 10, after: 2 },
      match: { ...match, method: 'GET' },
    });
    expect(await account.run(pause(ad.id))).toMatchObject({ code: 'unknown_outcome' });
    account.clock.advance(6 * 3_600_000);
    expect(await resumeExecutions(account.ctx)).toMatchObject({ executed: 1 });
    expect(account.writes(ad.id)).toHaveLength(1);
  });

  it('that shows up late, after its answer was lost, counts as executed', async () => {
    const account = await open();
    const ad = account.pick('ad');
    account.sim.control.failNext({
      kind: 'hang',
      match: { method: 'POST', path: ad.id },
      after: 1,
    });
    const first = await account.run(pause(ad.id));
    expect(first.code).toBe('unknown_outcome');
    account.sim.control.changeExternally(ad.id, { status: 'PAUSED' });
    account.clock.advance(60_000);
    expect(await resumeExecutions(account.ctx)).toMatchObject({ resumed: 1, executed: 1 });
    expect(account.writes(ad.id)).toHaveLength(1);
  });
});

describe('a platform that refuses', () => {
  it('the fifth budget change within an hour makes it wait, and it goes through later', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    for (const step of [1, 2, 3, 4]) {
      const verdict = await account.run(budget(adset, String(start + step * 100)));
      expect(verdict.code).toBe('done');
    }
    const fifth = await account.run(budget(adset, String(start + 1000)));
    expect(fifth).toMatchObject({ ok: true, code: 'running', status: 'executing' });
    expect(fifth.message).toContain('four times an hour');
    expect(await resumeExecutions(account.ctx)).toMatchObject({ resumed: 0 });
    account.clock.advance(61 * 60_000);
    expect(await resumeExecutions(account.ctx)).toMatchObject({ resumed: 1, executed: 1 });
    expect(account.live(adset.id).budget).toBe(String(start + 1000));
  });

  it('a budget below its minimum is told so by the dry run, and nothing is sent', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const verdict = await account.run(budget(adset, '1'));
    expect(verdict).toMatchObject({ ok: false, code: 'failed' });
    expect(verdict.message).toContain("below this account's minimum");
    expect(account.writes(adset.id)).toHaveLength(0);
  });

  it('the token ends the change and asks for a new connection', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    account.sim.control.expireToken();
    account.clock.advance(1_000);
    const [verdict] = await executeProposals(account.ctx, { members: [{ id }] });
    expect(verdict).toMatchObject({ ok: false, code: 'needs_reauth', status: 'failed' });
    const connector = await database.db
      .selectFrom('app_dashboard.connectors')
      .select('status')
      .where('id', '=', account.connectorId)
      .executeTakeFirstOrThrow();
    expect(connector.status).toBe('needs_reauth');
  });
});
