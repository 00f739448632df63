import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { executeProposals } from '../executions/execute-proposals.ts';
import { type AdAccount, openAdAccount } from '../executions/test/ad-account.ts';
import { decideProposals } from './decide-proposals.ts';
import { expireProposals } from './expire-proposals.ts';
import { getProposal, getProposalByShortId, listProposals } from './list-proposals.ts';
import { proposeAction } from './propose-action.ts';
import { addRule, finding, inHours as hoursAhead, raiseFindings } from './test/findings.ts';

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

const inHours = (hours: number) => hoursAhead(account, hours);
const raise = (...findings: Parameters<typeof raiseFindings>[2]) =>
  raiseFindings(account, ruleId, findings);

const openOnes = async () =>
  (await listProposals(account.ctx, { shopId: account.shopId, statuses: ['proposed'], limit: 50 }))
    .items;

const lower = (entityId: string, before: string, after: string) =>
  finding({
    entity_id: entityId,
    kind: 'set_daily_budget',
    level: 'adset',
    diff: [{ field: 'daily_budget', before, after, currency: 'KRW' }],
    requires_approval: true,
  });

describe('a finding', () => {
  it('becomes one proposal however often it is found, with its inverse and its hash', async () => {
    const ad = account.pick('ad');
    const [first] = await raise(finding({ entity_id: ad.id }));
    expect(first).toEqual({ outcome: 'proposed', proposalId: expect.any(String) });
    const [second] = await raise(finding({ entity_id: ad.id }));
    expect(second).toEqual({ outcome: 'open_already', proposalId: first?.proposalId });
    const proposal = await getProposal(account.ctx, { proposalId: first?.proposalId ?? '' });
    expect(proposal).toMatchObject({
      ...{ status: 'proposed', source: 'rule', executable: true, reversible: true, revision: 1 },
      rule: { id: ruleId, name: 'kill_switch', template: 'kill_switch', version: 1 },
      diff_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await getProposalByShortId(account.ctx, { shortId: proposal.short_id })).toEqual(
      proposal,
    );
  });

  it('from two workers at once becomes one proposal', async () => {
    const ad = account.pick('ad');
    const results = await Promise.all(
      Array.from({ length: 6 }, () => raise(finding({ entity_id: ad.id }))),
    );
    const outcomes = results.flat().map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'proposed')).toHaveLength(1);
    expect(new Set(results.flat().map(({ proposalId }) => proposalId)).size).toBe(1);
  });

  it('with new figures takes the place of its rule’s undecided one and keeps it put off', async () => {
    const [first] = await raise(lower('1001', '50000', '40000'));
    const older = { id: first?.proposalId ?? '' };
    const until = inHours(200).toISOString();
    await decideProposals(account.ctx, { decision: 'snooze', members: [older], until });
    const [second] = await raise(lower('1001', '50000', '35000'));
    expect(second?.outcome).toBe('superseded_older');
    expect(await getProposal(account.ctx, { proposalId: older.id })).toMatchObject({
      status: 'superseded',
      superseded_by: second?.proposalId,
    });
    const newer = await getProposal(account.ctx, { proposalId: second?.proposalId ?? '' });
    // It would have run out before anybody was asked again.
    expect(newer).toMatchObject({
      snoozed_until: until,
      expires_at: inHours(224).toISOString(),
    });
    expect(await openOnes()).toEqual([]);
    const members = [older];
    expect(await decideProposals(account.ctx, { decision: 'approve', members })).toMatchObject([
      { ok: false, code: 'superseded' },
    ]);
  });

  it('of another rule, and one that was approved, stand', async () => {
    const other = await addRule(account, 'budget_pacing');
    const [first] = await raise(lower('1001', '50000', '40000'));
    const kept = { outcome: 'open_already', proposalId: first?.proposalId };
    expect(await raise({ ...lower('1001', '50000', '30000'), rule: other })).toEqual([kept]);
    await decideProposals(account.ctx, {
      decision: 'approve',
      members: [{ id: first?.proposalId ?? '' }],
    });
    expect(await raise(lower('1001', '50000', '30000'))).toEqual([kept]);
  });

  it('that changes nothing is none; advice can be followed only by a person', async () => {
    const results = await raise(
      lower('1001', '50000', '50000.00'),
      finding({ entity_id: 'ad-7', kind: 'refresh_creative', diff: [] }),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['no_change', 'proposed']);
    const id = results[1]?.proposalId ?? '';
    await decideProposals(account.ctx, { decision: 'approve', members: [{ id }] });
    expect(await executeProposals(account.ctx, { members: [{ id }] })).toMatchObject([
      { ok: false, code: 'not_executable' },
    ]);
  });
});

describe('a decision', () => {
  it('is bound to what was shown', async () => {
    const ad = account.pick('ad');
    const [raised] = await raise(finding({ entity_id: ad.id }));
    const id = raised?.proposalId ?? '';
    const { diff_hash } = await getProposal(account.ctx, { proposalId: id });
    const stale = [{ id, diffHash: 'f'.repeat(64) }];
    const refused = [{ ok: false, code: 'stale_diff' }];
    const approve = (members: { id: string; diffHash: string }[]) =>
      decideProposals(account.ctx, { decision: 'approve', members });
    expect(await approve(stale)).toMatchObject(refused);
    expect(await approve([{ id, diffHash: diff_hash }])).toMatchObject([{ ok: true }]);
    expect(await executeProposals(account.ctx, { members: stale })).toMatchObject(refused);
    expect(account.writes()).toHaveLength(0);
  });

  it('comes before execution, and none follows rejection or expiry', async () => {
    const ads = [0, 1, 2].map((skip) => account.pick('ad', { skip }).id);
    const raised = await raise(...ads.map((id) => finding({ entity_id: id, hours: 1 } as never)));
    const [a = '', b = '', c = ''] = raised.map(({ proposalId }) => proposalId ?? '');
    const run = (id: string) => executeProposals(account.ctx, { members: [{ id }] });
    const decide = (decision: 'approve' | 'reject', id: string) =>
      decideProposals(account.as(account.tenant.owner.actor, 'telegram', '민지'), {
        decision,
        members: [{ id }],
        reason: '시즌',
      });
    expect(await run(a)).toMatchObject([{ code: 'not_approved', status: 'proposed' }]);
    await decide('reject', a);
    expect(await run(a)).toMatchObject([
      { code: 'already_decided', status: 'rejected', won_by: { by_name: '민지', via: 'telegram' } },
    ]);
    await decide('approve', b);
    account.clock.advance(49 * 3_600_000);
    expect(await run(b)).toMatchObject([{ code: 'expired' }]);
    expect(await decide('approve', c)).toMatchObject([{ code: 'expired' }]);
    expect(await expireProposals(account.ctx)).toEqual({ expired: 2 });
    expect((await getProposal(account.ctx, { proposalId: c })).status).toBe('expired');
    expect(account.writes()).toHaveLength(0);
  });

  it('can be put off: out of sight until then, and still open afterwards', async () => {
    const [raised] = await raise(finding({ entity_id: account.pick('ad').id }));
    const members = [{ id: raised?.proposalId ?? '' }];
    const snooze = (until: string) =>
      decideProposals(account.ctx, { decision: 'snooze', members, until });
    await expect(snooze('2020-01-01T00:00:00Z')).rejects.toMatchObject({ code: 'invalid_input' });
    const listed = async (snoozed: 'hide' | 'show' | 'only') =>
      (await listProposals(account.ctx, { shopId: account.shopId, snoozed, limit: 9 })).items
        .length;
    const lists = async () => [await listed('hide'), await listed('show'), await listed('only')];
    expect(await lists()).toEqual([1, 1, 0]);
    expect(await snooze(inHours(72).toISOString())).toMatchObject([{ ok: true }]);
    expect(await lists()).toEqual([0, 1, 1]);
    account.clock.advance(73 * 3_600_000);
    expect(await lists()).toEqual([1, 1, 0]);
    expect(await decideProposals(account.ctx, { decision: 'approve', members })).toMatchObject([
      { ok: true },
    ]);
  });

  it('of one member does not hold up the others', async () => {
    const [raised] = await raise(finding({ entity_id: account.pick('ad').id }));
    const members = ['nonsense', raised?.proposalId ?? '', account.shopId].map((id) => ({ id }));
    expect(
      (await decideProposals(account.ctx, { decision: 'approve', members })).map(
        ({ code }) => code,
      ),
    ).toEqual(['not_found', 'done', 'not_found']);
  });
});

describe('a wish', () => {
  const wish = (id: string, kind: 'pause' | 'resume' = 'pause') => ({
    ...{ shopId: account.shopId, connectorId: account.connectorId },
    action: { kind, level: 'ad', entity_id: id } as const,
  });

  it('of a person takes the place of an undecided proposal, an AI’s does not', async () => {
    const adset = account.pick('adset', { budget: true });
    const start = Number(adset.budget);
    await raise(lower(adset.id, String(start), String(start - 1000)));
    const want = (amount: number) => ({
      ...{ shopId: account.shopId, connectorId: account.connectorId },
      action: {
        ...({ kind: 'set_daily_budget', level: 'adset', entity_id: adset.id } as const),
        budget: { amount: String(amount), currency: 'KRW' },
      },
    });
    const ai = account.as({ ...account.tenant.owner.actor, type: 'mcp' });
    await expect(proposeAction(ai, want(start + 500))).rejects.toMatchObject({ code: 'conflict' });
    const person = account.as(account.tenant.owner.actor);
    const mine = await proposeAction(person, want(start + 500));
    expect(mine).toMatchObject({ source: 'person', requires_approval: true, rule: null });
    expect(await openOnes()).toMatchObject([{ id: mine.id }]);
    expect((await proposeAction(person, want(start + 500))).id).toBe(mine.id);
  });

  it('of a key that only proposes takes the place of its own and of an AI’s, of no other', async () => {
    const adset = account.pick('adset', { budget: true });
    const want = (more: number) => ({
      ...{ shopId: account.shopId, connectorId: account.connectorId },
      action: {
        ...({ kind: 'set_daily_budget', level: 'adset', entity_id: adset.id } as const),
        budget: { amount: String(Number(adset.budget) + more), currency: 'KRW' },
      },
    });
    const { actor } = account.tenant.owner;
    const key = (id: string, scopes: string[]) =>
      account.as({ ...actor, type: 'api_key', id, user: { ...actor.user!, scopes } });
    const proposer = key('one', ['propose', 'read']);
    await proposeAction(account.as({ ...actor, type: 'mcp' }), want(100));
    await proposeAction(proposer, want(200));
    const own = await proposeAction(proposer, want(300));
    expect(await openOnes()).toMatchObject([{ id: own.id, source: 'api' }]);
    const conflict = { code: 'conflict' };
    const other = key('two', ['propose']);
    await expect(proposeAction(other, want(400))).rejects.toMatchObject(conflict);
    const person = await proposeAction(account.as(actor), want(500));
    await expect(proposeAction(proposer, want(600))).rejects.toMatchObject(conflict);
    expect(await openOnes()).toMatchObject([{ id: person.id }]);
    await proposeAction(key('three', ['read', 'write']), want(700));
    expect(await openOnes()).toMatchObject([{ source: 'api' }]);
  });

  it('for what already is so, or for a shop of others, is refused', async () => {
    const ad = account.pick('ad');
    await expect(proposeAction(account.ctx, wish(ad.id, 'resume'))).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('already is ACTIVE'),
    });
    const viewer = account.as(account.tenant.storeUser.actor);
    await expect(proposeAction(viewer, wish(ad.id))).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = await openAdAccount(database.db);
    const other = account.as(stranger.tenant.owner.actor);
    await stranger.close();
    await expect(proposeAction(other, wish(ad.id))).rejects.toMatchObject({ code: 'not_found' });
    expect((await listProposals(other, { limit: 10 })).items).toEqual([]);
  });

  it('for an object of another ad account is refused', async () => {
    const foreign = account.sim.control.entities('990010002').find(({ level }) => level === 'ad');
    await expect(proposeAction(account.ctx, wish(foreign?.id ?? ''))).rejects.toMatchObject({
      code: 'platform_refused',
    });
  });
});

describe('the inbox', () => {
  it('is read page by page, newest first', async () => {
    for (let index = 0; index < 5; index++) {
      await raise(finding({ entity_id: `ad-${index}`, kind: 'review_delivery', diff: [] }));
      account.clock.advance(1_000);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listProposals(account.as(account.tenant.owner.actor), {
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ entity_id }) => entity_id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toEqual(['ad-4', 'ad-3', 'ad-2', 'ad-1', 'ad-0']);
    await expect(listProposals(account.ctx, { limit: 2, cursor: 'made-up' })).rejects.toMatchObject(
      { code: 'invalid_input' },
    );
  });
});
