import { connectMeta, getProposal } from '@commerce/engine';
import { createHttpTransport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import {
  type MetaSimulator,
  reachMeta,
  SHOP_PROFILES,
  startMetaSimulator,
} from '@commerce/simulators';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, createMcpFixture, type McpFixture } from '../test/mcp-fixture.ts';

const account = SHOP_PROFILES[0]!.adAccountId;
let fixture: McpFixture;
let ads: MetaSimulator;
let transport: ReturnType<typeof createHttpTransport>;
let client: Client;

beforeAll(async () => {
  ads = await startMetaSimulator({
    now: () => new Date('2026-11-20T03:00:00Z'),
    historyDays: 3,
    accessToken: 'token',
  });
  transport = createHttpTransport({ rewrite: reachMeta(ads.origin) });
  fixture = await createMcpFixture({ platforms: [meta], transport });
  client = await fixture.connect(
    await fixture.keyOf(fixture.tenants.a.owner, ['read', 'propose']),
    'auto',
  );
});
afterAll(async () => {
  await client.close();
  await fixture.close();
  await transport.close();
  await ads.close();
});

it('puts a wish into the inbox, as the AI’s own, and changes nothing on the platform', async () => {
  const { owner, shops } = fixture.tenants.a;
  const shopId = shops[0]!.id;
  const person = { ...fixture.engine, actor: owner.actor };
  const { connectors } = await connectMeta(person, {
    shopId,
    accessToken: 'token',
    adAccountIds: [account],
  });
  const campaign = ads.control
    .entities(account)
    .find(({ level, status }) => level === 'campaign' && status === 'ACTIVE')!;
  const said = await call(client, 'propose_action', {
    shop_id: shopId,
    connector_id: connectors[0]!.id,
    action: { kind: 'pause', level: 'campaign', entity_id: campaign.id },
    note: 'It spends without selling.',
  });
  expect([said.isError ?? false, said.content[0]?.text.slice(0, 60)]).toEqual([
    false,
    expect.any(String),
  ]);
  const { id } = said.structuredContent;
  expect(await getProposal(person, { proposalId: id })).toMatchObject({
    source: 'mcp',
    status: 'proposed',
    requires_approval: true,
    diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null }],
  });
  const now = ads.control.entities(account).find((one) => one.id === campaign.id);
  expect(now?.status).toBe('ACTIVE');
  const listed = await call(client, 'list_proposals', { statuses: ['proposed'] });
  expect(listed.structuredContent.items).toMatchObject([{ id }]);
  expect(listed.structuredContent.items[0].evidence.series).toBeUndefined();
  const [entry] = await fixture.db
    .selectFrom('app_dashboard.audit_log')
    .select(['actor_type', 'agency_id'])
    .where('target_id', '=', id)
    .execute();
  expect(entry).toEqual({ actor_type: 'mcp', agency_id: fixture.tenants.a.agencyId });
});
