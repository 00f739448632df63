import { createHttpTransport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import {
  type MetaSimulator,
  reachMeta,
  SHOP_PROFILES,
  startMetaSimulator,
} from '@commerce/simulators';
import { createTenant, type TestPerson, type TestTenant } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Execution, UndoResult } from '../contract/executions.ts';
import { MemberVerdicts, Proposal } from '../contract/proposals.ts';
import { type ApiFixture, createApiFixture, ORIGIN } from '../test/api-fixture.ts';

const NOW = '2026-11-20T03:00:00Z';
const NOBODY = '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001';
const [seoul] = SHOP_PROFILES;
const account = seoul!.adAccountId;

let fixture: ApiFixture;
let ads: MetaSimulator;
let transport: ReturnType<typeof createHttpTransport>;
let campaigns: string[];

beforeAll(async () => {
  ads = await startMetaSimulator({
    now: () => new Date(NOW),
    historyDays: 3,
    accessToken: 'token',
  });
  transport = createHttpTransport({ rewrite: reachMeta(ads.origin) });
  fixture = await createApiFixture({ platforms: [meta], transport });
  campaigns = ads.control
    .entities(account)
    .filter(({ level, status }) => level === 'campaign' && status === 'ACTIVE')
    .map(({ id }) => id);
});
afterAll(async () => {
  await fixture.close();
  await transport.close();
  await ads.close();
});

/** An agency whose shop has the simulated ad account and may pause and resume what is in it. */
async function tenantWithAds(): Promise<{
  tenant: TestTenant;
  shopId: string;
  connectorId: string;
}> {
  const tenant = await createTenant(fixture.db);
  const shopId = tenant.shops[0]!.id;
  const token = await fixture.accessOf(tenant.owner);
  const connected = await fixture.ask('POST', `/api/shops/${shopId}/platforms/META/connect`, {
    token,
    body: { access_token: 'token', ad_account_ids: [account] },
  });
  const saved = await fixture.ask('PUT', `/api/v1/shops/${shopId}/caps/meta/${seoul!.currency}`, {
    token,
    body: {
      allowed_kinds: ['pause', 'resume'],
      max_change_percent: '20',
      max_daily_budget: '100000',
      max_daily_increase: '0',
      max_actions_per_day: 50,
    },
  });
  expect(saved.status).toBe(200);
  return { tenant, shopId, connectorId: connected.body.data.connectors[0].id };
}

type With = Awaited<ReturnType<typeof tenantWithAds>>;

const pause = (of: With, entityId: string, note?: string) => ({
  shop_id: of.shopId,
  connector_id: of.connectorId,
  action: { kind: 'pause', level: 'campaign', entity_id: entityId },
  ...(note === undefined ? {} : { note }),
});

async function propose(of: With, entityId = campaigns[0]!, by: TestPerson = of.tenant.owner) {
  const asked = await fixture.ask('POST', '/api/v1/proposals', {
    token: await fixture.accessOf(by),
    body: pause(of, entityId),
  });
  expect([asked.status, asked.body.error]).toEqual([201, undefined]);
  return Proposal.parse(asked.body.data);
}

const decide = async (by: TestPerson, body: object, headers: Record<string, string> = {}) => {
  const token = await fixture.accessOf(by);
  return await fixture.ask('POST', '/api/v1/proposals/decisions', { token, body, headers });
};
const statusOnPlatform = (id: string) =>
  ads.control.entities(account).find((one) => one.id === id)?.status;

describe('a proposal', () => {
  it('keeps the exact change of the object as the platform has it, and changes nothing', async () => {
    const of = await tenantWithAds();
    const proposal = await propose(of);
    expect(proposal).toMatchObject({
      shop_id: of.shopId,
      kind: 'pause',
      status: 'proposed',
      source: 'person',
      executable: true,
      diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null }],
    });
    expect(statusOnPlatform(campaigns[0]!)).toBe('ACTIVE');
  });

  it('is not made by keys that read, viewers, or for shops of others; and nothing is stored', async () => {
    const of = await tenantWithAds();
    const stranger = await createTenant(fixture.db);
    const body = pause(of, campaigns[0]!);
    for (const [token, status] of [
      [await fixture.keyOf(of.tenant.owner, ['read']), 403],
      [await fixture.accessOf(of.tenant.storeUser), 403],
      [await fixture.accessOf(stranger.owner), 404],
    ] as const) {
      expect((await fixture.ask('POST', '/api/v1/proposals', { token, body })).status).toBe(status);
    }
    const token = await fixture.accessOf(of.tenant.owner);
    expect((await fixture.ask('GET', '/api/v1/proposals', { token })).body.data.items).toEqual([]);
  });

  it('is made by a key that proposes, which then can neither approve, execute nor undo', async () => {
    const of = await tenantWithAds();
    const token = await fixture.keyOf(of.tenant.owner, ['read', 'propose']);
    const post = (path: string, body: object) => fixture.ask('POST', path, { token, body });
    const made = await post('/api/v1/proposals', pause(of, campaigns[0]!));
    expect([made.status, made.body.data.source]).toEqual([201, 'api']);
    const { id, diff_hash } = made.body.data;
    const members = [{ id, diff_hash }];
    for (const decision of ['approve', 'reject']) {
      const asked = await post('/api/v1/proposals/decisions', { decision, members });
      expect(asked.status).toBe(403);
    }
    await decide(of.tenant.owner, { decision: 'approve', members });
    expect((await post('/api/v1/proposals/executions', { members })).status).toBe(403);
    expect((await post('/api/v1/executions/undo', { execution_ids: [NOBODY] })).status).toBe(403);
    const now = await fixture.ask('GET', `/api/v1/proposals/${id}`, { token });
    expect(now.body.data.status).toBe('approved');
    expect(statusOnPlatform(campaigns[0]!)).toBe('ACTIVE');
  });

  it('is made once for one Idempotency-Key', async () => {
    const of = await tenantWithAds();
    const token = await fixture.accessOf(of.tenant.owner);
    const once = () =>
      fixture.ask('POST', '/api/v1/proposals', {
        token,
        body: pause(of, campaigns[0]!),
        headers: { 'idempotency-key': 'once' },
      });
    const first = await once();
    const again = await once();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body.data).toEqual(first.body.data);
    const other = await fixture.ask('POST', '/api/v1/proposals', {
      token,
      body: pause(of, campaigns[1]!),
      headers: { 'idempotency-key': 'once' },
    });
    expect(other.body.error.code).toBe('idempotency_mismatch');
  });

  it('is listed page by page, by shop and by status, to those who may see it', async () => {
    const of = await tenantWithAds();
    const made = [];
    for (const id of campaigns.slice(0, 3)) made.push(await propose(of, id));
    const token = await fixture.accessOf(of.tenant.storeUser);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = await fixture.ask('GET', `/api/v1/proposals?${query}`, { token });
      expect(page.status).toBe(200);
      for (const item of page.body.data.items) seen.push(Proposal.parse(item).id);
      cursor = page.body.data.next_cursor;
    }
    expect(seen.toSorted()).toEqual(made.map(({ id }) => id).sort());
    const count = async (query: string) =>
      (await fixture.ask('GET', `/api/v1/proposals?${query}`, { token })).body.data.items.length;
    expect(await count(`shop_id=${of.shopId}&status=proposed,approved`)).toBe(3);
    expect(await count('status=executed')).toBe(0);
    const wrong = await fixture.ask('GET', '/api/v1/proposals?status=perhaps', { token });
    expect(wrong.body.error.code).toBe('invalid_input');
    const foreign = `/api/v1/proposals?shop_id=${fixture.tenants.b.shops[0]!.id}`;
    expect((await fixture.ask('GET', foreign, { token })).status).toBe(404);
  });

  it('carries an ETag that moves when it does', async () => {
    const of = await tenantWithAds();
    const proposal = await propose(of);
    const token = await fixture.accessOf(of.tenant.owner);
    const path = `/api/v1/proposals/${proposal.id}`;
    const first = await fixture.ask('GET', path, { token });
    const held = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await fixture.ask('GET', path, { token, headers: held })).status).toBe(304);
    await decide(of.tenant.owner, { decision: 'approve', members: [{ id: proposal.id }] });
    const moved = await fixture.ask('GET', path, { token, headers: held });
    expect(moved.status).toBe(200);
    expect(moved.body.data.revision).toBeGreaterThan(proposal.revision);
    const stranger = await fixture.accessOf(fixture.tenants.b.owner);
    expect((await fixture.ask('GET', path, { token: stranger })).status).toBe(404);
  });
});

describe('decisions', () => {
  it('give each member its own verdict', async () => {
    const of = await tenantWithAds();
    const stranger = await propose(await tenantWithAds());
    const [one, two, three] = [
      await propose(of, campaigns[0]),
      await propose(of, campaigns[1]),
      await propose(of, campaigns[2]),
    ];
    await decide(of.tenant.staff, {
      decision: 'reject',
      members: [{ id: two.id }],
      reason: 'Wait for the weekend.',
    });
    const asked = await decide(of.tenant.owner, {
      decision: 'approve',
      members: [
        { id: one.id, diff_hash: one.diff_hash },
        { id: two.id },
        { id: three.id, diff_hash: 'f'.repeat(64) },
        { id: stranger.id },
        { id: NOBODY },
      ],
    });
    expect(asked.status).toBe(200);
    const { members } = MemberVerdicts.parse(asked.body.data);
    expect(members.map(({ ok, code, status }) => [ok, code, status])).toEqual([
      [true, 'done', 'approved'],
      [false, 'already_decided', 'rejected'],
      [false, 'stale_diff', 'proposed'],
      [false, 'not_found', null],
      [false, 'not_found', null],
    ]);
    expect(members[1]!.won_by).toMatchObject({ via: 'api' });
  });

  it('say where they were made: the web by its cookie, machines by their bearer', async () => {
    const of = await tenantWithAds();
    const proposal = await propose(of);
    const { access_token } = await fixture.signIn(of.tenant.owner);
    const asked = await fixture.ask('POST', '/api/v1/proposals/decisions', {
      headers: { cookie: `commerce_access=${access_token}`, origin: ORIGIN },
      body: { decision: 'approve', members: [{ id: proposal.id }] },
    });
    expect(asked.body.data.members[0].ok).toBe(true);
    const token = await fixture.keyOf(of.tenant.owner, ['read', 'write']);
    const late = await fixture.ask('POST', '/api/v1/proposals/decisions', {
      token,
      body: { decision: 'approve', members: [{ id: proposal.id }] },
    });
    expect(late.body.data.members[0]).toMatchObject({
      code: 'already_decided',
      won_by: { via: 'web' },
    });
  });

  it('are not for keys that read; of viewers each member says so', async () => {
    const of = await tenantWithAds();
    const proposal = await propose(of);
    const body = { decision: 'approve', members: [{ id: proposal.id }] };
    const token = await fixture.keyOf(of.tenant.owner, ['read']);
    const refused = await fixture.ask('POST', '/api/v1/proposals/decisions', { token, body });
    expect(refused.status).toBe(403);
    const { members } = (await decide(of.tenant.storeUser, body)).body.data;
    expect(members[0]).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('name what is wrong with them', async () => {
    const of = await tenantWithAds();
    const { owner } = of.tenant;
    for (const body of [
      {},
      { decision: 'approve', members: [] },
      { decision: 'perhaps', members: [{ id: NOBODY }] },
      { decision: 'snooze', members: [{ id: NOBODY }] },
      { decision: 'approve', members: [{ id: NOBODY, hash: 'x' }] },
    ]) {
      expect((await decide(owner, body)).body.error.code).toBe('invalid_input');
    }
  });

  it('have a bucket of their own, so that other work cannot use it up', async () => {
    const of = await tenantWithAds();
    const api = fixture.apiWith({
      rateLimits: { policies: { write: { burst: 0, perSecond: 0.001 } } },
    });
    const token = await fixture.accessOf(of.tenant.owner);
    const ask = (path: string) =>
      api.request(`${ORIGIN}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ decision: 'approve', members: [{ id: NOBODY }] }),
      });
    expect((await ask('/api/v1/proposals')).status).toBe(429);
    expect((await ask('/api/v1/proposals/decisions')).status).toBe(200);
  });
});

describe('executions', () => {
  const execute = async (of: With, id: string) => {
    const asked = await fixture.ask('POST', '/api/v1/proposals/executions', {
      token: await fixture.accessOf(of.tenant.owner),
      body: { members: [{ id }] },
    });
    return MemberVerdicts.parse(asked.body.data).members[0]!;
  };

  it('carry out what was approved, show before and after, and are taken back', async () => {
    const of = await tenantWithAds();
    const campaign = campaigns[0]!;
    const proposal = await propose(of, campaign);
    expect(await execute(of, proposal.id)).toMatchObject({ ok: false, code: 'not_approved' });
    await decide(of.tenant.owner, { decision: 'approve', members: [{ id: proposal.id }] });
    const done = await execute(of, proposal.id);
    expect(done).toMatchObject({ ok: true, status: 'executed' });
    expect(statusOnPlatform(campaign)).toBe('PAUSED');

    const token = await fixture.accessOf(of.tenant.owner);
    const path = `/api/v1/executions/${done.execution_id}`;
    const execution = Execution.parse((await fixture.ask('GET', path, { token })).body.data);
    expect(execution).toMatchObject({ undoable: true, executed_via: 'api', status: 'executed' });
    expect([execution.before?.status, execution.after?.status]).toEqual(['ACTIVE', 'PAUSED']);
    expect(JSON.stringify(execution)).not.toContain('"token"');
    const list = await fixture.ask('GET', '/api/v1/executions', { token });
    expect(list.body.data.items.map(({ id }: { id: string }) => id)).toEqual([execution.id]);
    const stranger = await fixture.accessOf(fixture.tenants.b.owner);
    expect((await fixture.ask('GET', path, { token: stranger })).status).toBe(404);

    const undo = async (body: object) =>
      UndoResult.parse(
        (await fixture.ask('POST', '/api/v1/executions/undo', { token, body })).body.data,
      );
    const preview = await undo({ execution_ids: [execution.id], preview: true });
    expect(preview.candidates).toMatchObject([{ undoable: true }]);
    expect(statusOnPlatform(campaign)).toBe('PAUSED');
    const undone = await undo({ shop_id: of.shopId, since: '2026-11-20T00:00:00Z' });
    expect(undone.members).toMatchObject([{ ok: true }]);
    expect(statusOnPlatform(campaign)).toBe('ACTIVE');
    const again = await undo({ execution_ids: [execution.id] });
    expect(again.members).toMatchObject([{ ok: false }]);
  });

  it('do not happen while the kill switch is on', async () => {
    const of = await tenantWithAds();
    const proposal = await propose(of, campaigns[1]);
    await decide(of.tenant.owner, { decision: 'approve', members: [{ id: proposal.id }] });
    const token = await fixture.accessOf(of.tenant.owner);
    const stopped = await fixture.ask('POST', '/api/v1/kill-switch', {
      token,
      body: { reason: 'Something is off.' },
    });
    expect(stopped.body.data).toMatchObject({
      stopped: true,
      stops: [{ shop_id: null, reason: 'Something is off.' }],
    });
    expect(await execute(of, proposal.id)).toMatchObject({ ok: false, code: 'stopped' });
    const staff = await fixture.accessOf(of.tenant.staff);
    const tried = await fixture.ask('DELETE', '/api/v1/kill-switch', { token: staff });
    expect(tried.status).toBe(403);
    const released = await fixture.ask('DELETE', '/api/v1/kill-switch', { token });
    expect(released.body.data).toMatchObject({ stopped: false, stops: [] });
    expect(await execute(of, proposal.id)).toMatchObject({ ok: true });
    ads.control.changeExternally(campaigns[1]!, { status: 'ACTIVE' });
  });

  it('are undone by ids or by time, not by both or neither', async () => {
    const token = await fixture.accessOf(fixture.tenants.a.owner);
    for (const body of [{}, { execution_ids: [NOBODY], since: NOW }]) {
      const asked = await fixture.ask('POST', '/api/v1/executions/undo', { token, body });
      expect(asked.body.error.code).toBe('invalid_input');
    }
  });
});
