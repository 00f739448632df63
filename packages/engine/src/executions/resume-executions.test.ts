import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { executeProposals } from './execute-proposals.ts';
import { resumeExecutions } from './resume-executions.ts';
import { type AdAccount, openAdAccount, pause } from './test/ad-account.ts';

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

it('a worker that was given up and comes back sends nothing: the other one already has', async () => {
  const account = await open();
  const ad = account.pick('ad');
  const id = await account.approve(pause(ad.id));
  let slept = false;
  const sleeper: EngineContext = {
    ...account.ctx,
    transportFor(connector) {
      const transport = account.ctx.transportFor(connector);
      return {
        async request(input) {
          const response = await transport.request(input);
          if (input.method === 'POST' && !slept) {
            slept = true;
            account.clock.advance(account.ctx.settings.leaseMs + 1);
            expect(await resumeExecutions(account.ctx)).toMatchObject({ executed: 1 });
          }
          return response;
        },
      };
    },
  };
  const [verdict] = await executeProposals(sleeper, { members: [{ id }] });
  expect(verdict).toMatchObject({ ok: true, code: 'done' });
  expect(account.writes(ad.id)).toHaveLength(1);
});

it('workers share what is left to them', async () => {
  const account = await open();
  const ids = await Promise.all(
    [0, 1, 2, 3].map((skip) => account.approve(pause(account.pick('ad', { skip }).id))),
  );
  account.sim.control.failNext({
    ...{ kind: 'buc', amount: 1, times: 4 },
    match: { method: 'POST', params: { execution_options: '["validate_only"]' } },
  });
  const put = await executeProposals(account.ctx, { members: ids.map((id) => ({ id })) });
  expect(put.map(({ code }) => code)).toEqual(Array(4).fill('running'));
  account.clock.advance(2 * 60_000);
  const reports = await Promise.all([1, 2, 3].map(() => resumeExecutions(account.ctx)));
  expect(reports.reduce((sum, { executed }) => sum + executed, 0)).toBe(4);
  expect(account.writes()).toHaveLength(4);
});

it('a platform that takes its time does not hold up everything else', async () => {
  const account = await open();
  const slow: EngineContext = {
    ...account.ctx,
    transportFor(connector) {
      const transport = account.ctx.transportFor(connector);
      return {
        async request(input) {
          account.clock.advance(45_000);
          return await transport.request(input);
        },
      };
    },
  };
  const ids = await Promise.all(
    [0, 1, 2].map((skip) => account.approve(pause(account.pick('ad', { skip }).id))),
  );
  account.sim.control.failNext({
    ...{ kind: 'buc', amount: 1, times: 3 },
    match: { method: 'POST', params: { execution_options: '["validate_only"]' } },
  });
  await executeProposals(account.ctx, { members: ids.map((id) => ({ id })) });
  account.clock.advance(2 * 60_000);
  expect(await resumeExecutions(slow)).toMatchObject({ resumed: 1 });
  expect(await resumeExecutions(account.ctx)).toMatchObject({ resumed: 2, executed: 2 });
});
