import type { FieldChange } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addProposal } from '../notifications/test/proposals.ts';
import { decideProposals } from '../proposals/decide-proposals.ts';
import { diffHash } from '../proposals/diff-hash.ts';
import { getProposal, listProposals } from '../proposals/list-proposals.ts';
import { executeProposals } from './execute-proposals.ts';
import { type AdAccount, budget, openAdAccount, pause } from './test/ad-account.ts';

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

const budgetChange = (account: AdAccount, entityId: string, before: number, after: number) => {
  const change = { field: 'daily_budget', before: `${before}`, after: `${after}`, currency: 'KRW' };
  const diff = [change as FieldChange];
  const { connectorId } = account;
  const bound = { connectorId, entityId, level: 'adset', kind: 'set_daily_budget', diff } as const;
  return { diff: JSON.stringify(diff), diff_hash: diffHash(bound) };
};

describe('a live value that moved after the decision', () => {
  /** What is proposed in the place of a budget change once the live budget became `now`. */
  async function anew(account: AdAccount, id: string, adsetId: string, now: number) {
    account.sim.control.changeExternally(adsetId, { daily_budget: String(now) });
    const [verdict] = await executeProposals(account.ctx, { members: [{ id }] });
    expect(verdict).toMatchObject({ ok: false, code: 'drifted', status: 'superseded' });
    expect(account.writes(adsetId)).toHaveLength(0);
    const open = { shopId: account.shopId, statuses: ['proposed'], limit: 10 } as const;
    const { items } = await listProposals(account.ctx, open);
    expect(items).toMatchObject([{ source: 'drift', requires_approval: true }]);
    expect((await getProposal(account.ctx, { proposalId: id })).superseded_by).toBe(items[0]?.id);
    return items[0];
  }

  it('voids what a rule proposed and proposes the same relative change from the new value', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const before = Number(adset.budget);
    const { id } = await addProposal(account.ctx, {
      ...{ shopId: account.shopId, connectorId: account.connectorId },
      ...{ level: 'adset', entity_id: adset.id, kind: 'set_daily_budget', subject: 'budget' },
      ...budgetChange(account, adset.id, before, before * 2),
    });
    await decideProposals(account.ctx, { decision: 'approve', members: [{ id }] });
    expect(await anew(account, id, adset.id, before + 1000)).toMatchObject({
      diff: [{ before: String(before + 1000), after: String((before + 1000) * 2) }],
      risk: 'low',
    });
  });

  it('keeps the amount that somebody asked for, and says what it is by now: a raise', async () => {
    const account = await open();
    const adset = account.pick('adset', { budget: true });
    const before = Number(adset.budget);
    const id = await account.approve(budget(adset, before - 1000));
    expect(await anew(account, id, adset.id, 5000)).toMatchObject({
      diff: [{ before: '5000', after: String(before - 1000) }],
      risk: 'high',
      reason: { code: 'asked' },
    });
  });

  it('to what was wanted voids the change without another', async () => {
    const account = await open();
    const ad = account.pick('ad');
    const id = await account.approve(pause(ad.id));
    account.sim.control.changeExternally(ad.id, { status: 'PAUSED' });
    const [verdict] = await executeProposals(account.ctx, { members: [{ id }] });
    expect(verdict).toMatchObject({ ok: false, code: 'already_so', status: 'superseded' });
    const { items } = await listProposals(account.ctx, {
      shopId: account.shopId,
      statuses: ['proposed'],
      limit: 10,
    });
    expect(items).toEqual([]);
    expect(account.writes(ad.id)).toHaveLength(0);
  });
});
