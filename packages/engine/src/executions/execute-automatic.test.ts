import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideProposals } from '../proposals/decide-proposals.ts';
import { getProposal, listProposals } from '../proposals/list-proposals.ts';
import { addRule, finding, inHours, raiseFindings } from '../proposals/test/findings.ts';
import { executeAutomatic } from './execute-automatic.ts';
import { type AdAccount, openAdAccount } from './test/ad-account.ts';

let database: TestDatabase;
let account: AdAccount;
let ruleId: string;
beforeAll(async () => {
  database = await createTestDatabase({ max: 8 });
});
beforeEach(async () => {
  await account?.close();
  await database.db.deleteFrom('app_dashboard.action_proposals').execute();
  account = await openAdAccount(database.db);
  ruleId = await addRule(account, 'kill_switch');
});
afterAll(async () => {
  await account?.close();
  await database.close();
});

const raise = (...findings: Parameters<typeof raiseFindings>[2]) =>
  raiseFindings(account, ruleId, findings);

const openOnes = async () =>
  (await listProposals(account.ctx, { shopId: account.shopId, statuses: ['proposed'], limit: 50 }))
    .items;

describe('the automatic mode', () => {
  it('carries out low risk that needs no approval and nothing else', async () => {
    const [safe, asks, risky, asleep] = [0, 1, 2, 3].map(
      (skip) => account.pick('ad', { skip }).id,
    ) as [string, string, string, string];
    const raised = await raise(
      finding({ entity_id: safe }),
      finding({ entity_id: asks, requires_approval: true }),
      finding({ entity_id: risky, risk: 'medium' }),
      finding({ entity_id: asleep }),
    );
    await decideProposals(account.ctx, {
      decision: 'snooze',
      members: [{ id: raised[3]?.proposalId ?? '' }],
      until: inHours(account, 2).toISOString(),
    });
    expect(await executeAutomatic(account.ctx)).toEqual({ executed: 0, refused: 0 });
    const settings = { ...account.ctx.settings, executionMode: 'auto_low_risk' } as const;
    const auto = { ...account.ctx, settings };
    expect(await executeAutomatic(auto)).toEqual({ executed: 1, refused: 0 });
    expect(account.writes().map(({ path }) => path)).toEqual([safe]);
    const done = await getProposal(account.ctx, { proposalId: raised[0]?.proposalId ?? '' });
    expect(done).toMatchObject({
      status: 'executed',
      decision: { via: 'system', reason: 'auto_low_risk' },
    });
  });

  it('leaves to a person what a rule proposed that was switched off or changed since', async () => {
    await raise(finding({ entity_id: account.pick('ad').id }));
    const settings = { ...account.ctx.settings, executionMode: 'auto_low_risk' } as const;
    const auto = { ...account.ctx, settings };
    const setRule = (set: { state?: 'enabled' | 'shadow' | 'disabled'; version?: number }) =>
      database.db.updateTable('app_dashboard.rules').set(set).where('id', '=', ruleId).execute();
    for (const set of [{ state: 'disabled' }, { state: 'shadow' }] as const) {
      await setRule(set);
      expect(await executeAutomatic(auto)).toEqual({ executed: 0, refused: 0 });
    }
    await setRule({ state: 'enabled', version: 2 });
    expect(await executeAutomatic(auto)).toEqual({ executed: 0, refused: 0 });
    expect(account.writes()).toHaveLength(0);
    await setRule({ version: 1 });
    expect(await executeAutomatic(auto)).toEqual({ executed: 1, refused: 0 });
  });

  it('comes to what it may carry out behind however much it may not', async () => {
    const unknown = Array.from({ length: 110 }, (_, index) => `77${index}`);
    await raise(...unknown.map((entity_id) => finding({ entity_id })));
    account.clock.advance(1_000);
    await raise(finding({ entity_id: account.pick('ad').id }));
    await account.setCap({ neverTouch: ['1'] });
    const settings = { ...account.ctx.settings, executionMode: 'auto_low_risk' } as const;
    const auto = { ...account.ctx, settings };
    expect(await executeAutomatic(auto)).toEqual({ executed: 1, refused: 110 });
  });

  it('is not kept from its work by a shop that was closed', async () => {
    const closed = account;
    await raise(finding({ entity_id: closed.pick('ad').id }));
    await database.db
      .updateTable('app_dashboard.shops')
      .set({ archived_at: closed.clock.now() })
      .where('id', '=', closed.shopId)
      .execute();
    account = await openAdAccount(database.db);
    ruleId = await addRule(account, 'kill_switch');
    account.clock.advance(1_000);
    await raise(finding({ entity_id: account.pick('ad').id }));
    const settings = { ...account.ctx.settings, executionMode: 'auto_low_risk' } as const;
    const auto = { ...account.ctx, settings };
    expect(await executeAutomatic(auto)).toEqual({ executed: 1, refused: 1 });
    expect(closed.writes()).toHaveLength(0);
    await closed.close();
  });

  it('leaves to a person what the caps forbid', async () => {
    await raise(finding({ entity_id: account.pick('ad').id }));
    await account.setCap({ maxActionsPerDay: 0 });
    const settings = { ...account.ctx.settings, executionMode: 'auto_low_risk' } as const;
    const auto = { ...account.ctx, settings };
    expect(await executeAutomatic(auto)).toEqual({ executed: 0, refused: 1 });
    expect(await openOnes()).toHaveLength(1);
  });
});
