import {
  createRule,
  decideProposals,
  executeProposals,
  releaseStop,
  saveCap,
  undoExecutions,
} from '@commerce/engine';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mcpActor } from '../actor.ts';
import { createMcp } from '../create-mcp.ts';
import { call, createMcpFixture, type McpFixture } from '../test/mcp-fixture.ts';
import { TOOLS } from './index.ts';

let fixture: McpFixture;
let client: Client;
const NOBODY = '4f0b9a0e-57a5-4b39-8d0c-1f6a55d5f001';

beforeAll(async () => {
  fixture = await createMcpFixture();
  const key = await fixture.keyOf(fixture.tenants.a.owner, ['read', 'write']);
  client = await fixture.connect(key, 'auto');
});
afterAll(async () => {
  await client.close();
  await fixture.close();
});

describe('the tools', () => {
  it('say what they are to clients that ask people only before writes', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual([
      'backtest_rule',
      'compare_shops',
      'get_caps',
      'get_execution',
      'get_kill_switch',
      'get_metrics',
      'get_proposal',
      'get_rule',
      'get_sync_status',
      'get_timeline',
      'list_audit',
      'list_entities',
      'list_executions',
      'list_kpi_profiles',
      'list_proposals',
      'list_rule_templates',
      'list_rules',
      'list_shops',
      'propose_action',
    ]);
    for (const { name, annotations, inputSchema, description } of tools) {
      const reads = name !== 'propose_action';
      expect([name, annotations?.readOnlyHint]).toEqual([name, reads]);
      expect([name, annotations?.openWorldHint]).toEqual([name, !reads]);
      expect([name, inputSchema.additionalProperties]).toEqual([name, false]);
      expect(description?.length).toBeGreaterThan(20);
    }
  });

  it('read every report of a shop, and nothing of one of others', async () => {
    const { a, b } = fixture.tenants;
    const ofShop = (shopId: string): [string, Record<string, unknown>][] => [
      ['get_metrics', { shop_id: shopId, from: '2026-11-01', to: '2026-11-02' }],
      ['get_sync_status', { shop_id: shopId }],
      ['list_entities', { shop_id: shopId }],
      ['list_kpi_profiles', { shop_id: shopId }],
      ['list_rules', { shop_id: shopId }],
      ['list_proposals', { shop_id: shopId }],
      ['list_executions', { shop_id: shopId }],
      ['get_caps', { shop_id: shopId }],
      ['get_timeline', { shop_id: shopId }],
      ['list_audit', { shop_id: shopId }],
    ];
    const everywhere: [string, Record<string, unknown>][] = [
      ['list_shops', {}],
      ['compare_shops', {}],
      ['list_rule_templates', {}],
      ['list_proposals', {}],
      ['list_executions', {}],
      ['get_kill_switch', {}],
      ['list_audit', {}],
    ];
    for (const [name, args] of [...ofShop(a.shops[0]!.id), ...everywhere]) {
      const said = await call(client, name, args);
      expect([name, said.isError ?? false, said.content[0]?.text.slice(0, 200)]).toEqual([
        name,
        false,
        expect.any(String),
      ]);
      expect(JSON.stringify(said)).not.toContain(b.shops[0]!.id);
    }
    for (const [name, args] of ofShop(b.shops[0]!.id)) {
      const said = await call(client, name, args);
      expect([name, said.isError, said.content[0]?.text]).toEqual([
        name,
        true,
        expect.stringMatching(/^not_found: /),
      ]);
    }
    for (const [name, args] of [
      ['get_rule', { shop_id: a.shops[0]!.id, rule_id: NOBODY }],
      ['get_proposal', { proposal_id: NOBODY }],
      ['get_execution', { execution_id: NOBODY }],
    ] as const) {
      expect((await call(client, name, args)).content[0]?.text).toMatch(/^not_found: /);
    }
  });

  it('leave a trace in the audit log of what was looked at, also of what was refused', async () => {
    const { a, b } = fixture.tenants;
    const [mine, foreign] = [a.shops[0]!.id, b.shops[0]!.id];
    await call(client, 'get_caps', { shop_id: mine });
    await call(client, 'get_caps', { shop_id: foreign });
    const kept = await fixture.db
      .selectFrom('app_dashboard.audit_log')
      .select(['agency_id', 'shop_id', 'actor_type', 'actor_id', 'after'])
      .where('action', '=', 'mcp.read')
      .where('target_id', '=', 'get_caps')
      .execute();
    const common = { agency_id: a.agencyId, actor_type: 'mcp', actor_id: expect.any(String) };
    expect(kept).toEqual(
      expect.arrayContaining([
        {
          ...common,
          shop_id: mine,
          after: { arguments: { shop_id: mine }, outcome: 'ok', ms: expect.any(Number) },
        },
        {
          ...common,
          shop_id: null,
          after: { arguments: { shop_id: foreign }, outcome: 'not_found', ms: expect.any(Number) },
        },
      ]),
    );
  });

  it('refuse arguments that are no text or beyond measure, and keep what can be kept of them', async () => {
    const shop_id = fixture.tenants.a.shops[0]!.id;
    const lately = { shop_id, from: '2026-11-01', to: '2026-11-10' };
    const test = (parameters: Record<string, string>) =>
      call(client, 'backtest_rule', { ...lately, rule: { template: 'kill_switch', parameters } });
    for (const odd of ['a\0b', '\ud800', 'a\\\0']) {
      for (const said of [
        await call(client, 'list_entities', { shop_id, search: odd }),
        await test({ [odd]: '1' }),
      ]) {
        expect(said.content[0]?.text).toMatch(/^invalid_input: .* no text/);
      }
    }
    // An emoji, and a backslash that only looks like an escape, are text.
    const plain = await call(client, 'list_entities', { shop_id, search: '🎉 \\u0000' });
    expect(plain.isError ?? false).toBe(false);
    const many = Array.from({ length: 2000 }, (_, index) => [`p${index}`, 'x'.repeat(80)]);
    const said = await test(Object.fromEntries(many));
    expect(said.content[0]?.text).toMatch(/^invalid_input: parameters.p0 is no parameter/);
    expect(said.content[0]?.text.length).toBeLessThanOrEqual(4000);
    const rows = await fixture.db
      .selectFrom('app_dashboard.audit_log')
      .select('after')
      .where('action', '=', 'mcp.read')
      .execute();
    const texts = rows.map(({ after }) => JSON.stringify(after));
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(12_000);
    expect(texts.filter((text) => text.includes('\ufffd'))).toHaveLength(6);
    expect(texts.filter((text) => text.includes('cut_off'))).toHaveLength(1);
  });

  it('compare shops page by page', async () => {
    const { tools } = await client.listTools();
    const { description } = tools.find(({ name }) => name === 'compare_shops')!;
    expect(description).toMatch(/timezone[\s\S]*VAT/);
    const [first] = fixture.tenants.a.shops;
    const all = await call(client, 'compare_shops', { limit: 1 });
    expect(all.structuredContent).toMatchObject({ items: [{ id: first!.id }], next_cursor: null });
    const wrong = await call(client, 'compare_shops', { cursor: NOBODY });
    expect(wrong.content[0]?.text).toMatch(/^invalid_input: /);
  });

  it('leave a wish only with a key that proposes or writes, for a shop one manages', async () => {
    const { a } = fixture.tenants;
    const args = {
      shop_id: a.shops[0]!.id,
      connector_id: NOBODY,
      action: { kind: 'pause', level: 'campaign', entity_id: '1' },
      note: 'It spends without selling.',
    };
    for (const scopes of [
      ['read', 'propose'],
      ['read', 'write'],
    ] as const) {
      const other = await fixture.connect(await fixture.keyOf(a.owner, scopes), 'auto');
      expect((await call(other, 'propose_action', args)).content[0]?.text).toMatch(/^not_found: /);
      await other.close();
    }
    for (const person of [
      await fixture.keyOf(a.owner, ['read']),
      await fixture.accessOf(a.storeUser),
    ]) {
      const other = await fixture.connect(person, 'auto');
      expect((await call(other, 'propose_action', args)).content[0]?.text).toMatch(/^forbidden: /);
      await other.close();
    }
  });
});

describe('an AI', () => {
  it('has no tool that decides, and the engine refuses it whatever way it comes', async () => {
    expect(TOOLS.filter(({ effect }) => effect !== 'read').map(({ name }) => name)).toEqual([
      'propose_action',
    ]);
    const { owner, shops } = fixture.tenants.a;
    const ctx = { ...fixture.engine, actor: mcpActor(owner.actor as never) };
    const members = [{ id: NOBODY }];
    const shopId = shops[0]!.id;
    for (const attempt of [
      () => decideProposals(ctx, { decision: 'approve', members }),
      () => executeProposals(ctx, { members }),
      () => undoExecutions(ctx, { executionIds: [NOBODY] }),
      () => createRule(ctx, { shopId, template: 'kill_switch', state: 'enabled' }),
      () =>
        saveCap(ctx, {
          shopId,
          platform: 'meta',
          currency: 'KRW',
          allowedKinds: ['pause'],
          maxChangePercent: '100',
          maxDailyBudget: '1000000',
          maxDailyIncrease: '1000000',
          maxActionsPerDay: 100,
        }),
      () => releaseStop(ctx, {}),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('is never nobody: without a person behind it there is no server', () => {
    expect(() => createMcp({ ctx: fixture.engine, version: '1' })).toThrow(/eyes of one person/);
  });
});
