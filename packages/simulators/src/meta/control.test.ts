import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOP_PROFILES } from '../world/profiles.ts';
import { DAY } from './days.ts';
import { type GraphClient, openGraph } from './graph-client.ts';

describe('control', () => {
  let graph: GraphClient;
  const post = async (verb: string, body: unknown = {}) => {
    const url = `${graph.sim.origin}/__sim/${verb}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: response.status, body: (await response.json()) as Record<string, any> };
  };
  beforeAll(async () => {
    graph = await openGraph({ profiles: SHOP_PROFILES.slice(0, 2) });
  });
  afterAll(() => graph.sim.close());

  it('works over loopback HTTP', async () => {
    const state = await post('state');
    expect(state.body['result'].accounts).toHaveLength(2);
    await post('fail-next', { kind: 'throttled' });
    expect((await graph.get('me')).body.error.code).toBe(4);
    expect((await post('fail-next', { kind: 'nonsense' })).status).toBe(400);
    expect((await post('nonsense')).status).toBe(404);
    await post('advance', { milliseconds: DAY });
    expect(graph.sim.control.now().toISOString()).toBe('2026-11-21T03:00:00.000Z');
    const truth = await post('truth', { accountId: '990010001', from: '2026-11-20' });
    expect(truth.body['result'].rows[0].known.spendMinor).toMatch(/^\d+$/);
    await post('reset');
    expect(graph.sim.control.now().toISOString()).toBe('2026-11-20T03:00:00.000Z');
  });

  it('adds accounts and seeds other worlds', async () => {
    graph.sim.control.addAccount(SHOP_PROFILES[2]!);
    expect((await graph.get('me/adaccounts')).body.data).toHaveLength(3);
    graph.sim.control.seed([SHOP_PROFILES[3]!]);
    expect((await graph.get('me/adaccounts')).body.data).toHaveLength(1);
    graph.sim.control.reset();
  });

  it('shows a campaign that somebody built meanwhile, from its first minute on', async () => {
    const { control } = graph.sim;
    const id = control.addCampaign('990010001', {
      ...SHOP_PROFILES[0]!.campaigns[0]!,
      name: 'new',
      adsets: ['only'],
    });
    const campaigns = await graph.get('act_990010001/campaigns', { fields: 'name' });
    expect(campaigns.body.data.at(-1)).toEqual({ id, name: 'new' });
    const spend = async () =>
      (await graph.get(`${id}/insights`, { fields: 'spend', date_preset: 'this_month' })).body;
    expect((await spend()).data).toEqual([]);
    control.advance(DAY / 4);
    expect(Number((await spend()).data[0].spend)).toBeGreaterThan(0);
    control.reset();
  });

  it('logs requests without the token', async () => {
    await graph.get('act_990010001/campaigns', { fields: 'name' });
    const last = graph.sim.control.requests().at(-1);
    expect(last).toMatchObject({ path: 'act_990010001/campaigns', params: { fields: 'name' } });
    expect(JSON.stringify(graph.sim.control.requests())).not.toContain(graph.sim.accessToken);
  });

  it('lets a day that was read early grow until it is final', async () => {
    const read = async () => {
      const { body } = await graph.get('act_990010001/insights', {
        fields: 'action_values',
        time_range: { since: '2026-11-19', until: '2026-11-19' },
      });
      const values = body.data[0].action_values as { action_type: string; value: string }[];
      return Number(values.find((item) => item.action_type === 'purchase')?.value ?? 0);
    };
    const final = graph.sim.control
      .truth('990010001', { from: '2026-11-19', to: '2026-11-19' })
      .rows.find((row) => row.level === 'account')?.final.purchaseValueMinor;
    const early = await read();
    graph.sim.control.advance(9 * DAY);
    const week = await read();
    graph.sim.control.advance(21 * DAY);
    const late = await read();
    expect(early).toBeLessThan(late);
    expect(week).toBeGreaterThanOrEqual(early);
    expect(BigInt(late)).toBe(final);
    graph.sim.control.reset();
  });
});

describe('batch', () => {
  it('runs parts with their own codes; a timed-out part is null', async () => {
    const graph = await openGraph();
    const campaign = graph.sim.control.entities('990010001')[0]?.id ?? '';
    graph.sim.control.failNext({ kind: 'batch_null', match: { path: 'activities' } });
    const { body } = await graph.post('', {
      batch: [
        { method: 'GET', relative_url: 'v26.0/act_990010001/insights?fields=spend' },
        { method: 'POST', relative_url: campaign, body: 'status=PAUSED' },
        { method: 'GET', relative_url: 'act_1/campaigns' },
        { method: 'GET', relative_url: 'act_990010001/activities' },
      ],
    });
    expect(body.map((part: { code: number } | null) => part?.code ?? null)).toEqual([
      200,
      200,
      400,
      null,
    ]);
    expect(JSON.parse(body[0].body).data).toHaveLength(1);
    expect(graph.sim.control.entities('990010001')[0]?.status).toBe('PAUSED');
    const many = Array.from({ length: 51 }, () => ({ method: 'GET', relative_url: 'me' }));
    expect((await graph.post('', { batch: many })).body.error.code).toBe(100);
    await graph.sim.close();
  });
});
