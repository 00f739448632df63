import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from './days.ts';
import { type GraphClient, openGraph } from './graph-client.ts';

describe('changes', () => {
  let graph: GraphClient;
  let cbo: string;
  let adsetOfCbo: string;
  let adset: string;
  beforeEach(async () => {
    graph = await openGraph();
    const entities = graph.sim.control.entities('990010001');
    const find = (level: string, name: string) =>
      entities.find((item) => item.level === level && item.name === name)?.id ?? '';
    cbo = find('campaign', 'KR_전환_핸드크림');
    adsetOfCbo = find('adset', '관심사_뷰티');
    adset = find('adset', '장바구니_14일');
  });
  afterEach(() => graph.sim.close());
  const spendToday = async (id: string) => {
    const time_range = { since: '2026-11-20', until: '2026-11-20' };
    const { body } = await graph.get(`${id}/insights`, { fields: 'spend', time_range });
    return Number(body.data[0]?.spend ?? 0);
  };

  it('pause a campaign: children follow, delivery stops, the log names the actor', async () => {
    const before = await spendToday(cbo);
    expect((await graph.post(cbo, { status: 'PAUSED' })).body).toEqual({ success: true });
    const own = await graph.get(cbo, { fields: 'status,effective_status,updated_time' });
    expect(own.body).toMatchObject({ status: 'PAUSED', effective_status: 'PAUSED' });
    expect(own.body.updated_time).toBe('2026-11-20T12:00:00+0900');
    const child = await graph.get(adsetOfCbo, { fields: 'status,effective_status' });
    expect(child.body).toMatchObject({ status: 'ACTIVE', effective_status: 'CAMPAIGN_PAUSED' });
    const ads = await graph.all(`${adsetOfCbo}/ads`, { fields: 'effective_status' });
    expect(ads[0]?.['effective_status']).toBe('CAMPAIGN_PAUSED');
    graph.sim.control.advance(6 * HOUR);
    expect(await spendToday(cbo)).toBe(before);
    await graph.post(cbo, { status: 'ACTIVE' });
    graph.sim.control.advance(4 * HOUR);
    expect(await spendToday(cbo)).toBeGreaterThan(before);
    const log = await graph.get('act_990010001/activities', {
      fields: 'event_type,actor_name,object_id,extra_data',
    });
    expect(log.body.data).toHaveLength(2);
    expect(log.body.data[1]).toMatchObject({
      event_type: 'update_campaign_run_status',
      object_id: cbo,
    });
    expect(JSON.parse(log.body.data[1].extra_data)).toEqual({
      old_value: 'ACTIVE',
      new_value: 'PAUSED',
    });
  });

  it('set a budget in minor units, and spend follows it', async () => {
    const { body } = await graph.get(adset, { fields: 'daily_budget' });
    const tripled = String(BigInt(body.daily_budget) * 3n);
    await graph.post(adset, { daily_budget: tripled });
    expect((await graph.get(adset, { fields: 'daily_budget' })).body.daily_budget).toBe(tripled);
    const morning = await spendToday(adset);
    graph.sim.control.advance(11 * HOUR);
    expect((await spendToday(adset)) - morning).toBeGreaterThan(morning * 1.5);
  });

  it('refuse a budget on the wrong level, and say which parameter', async () => {
    const answer = await graph.post(adsetOfCbo, { daily_budget: '50000' });
    expect(answer.body.error.code).toBe(100);
    expect(JSON.parse(answer.body.error.error_data)).toEqual({
      blame_field_specs: [['daily_budget']],
    });
    const abo = graph.sim.control.entities('990010001').find((e) => e.name === 'KR_리타겟팅');
    expect((await graph.post(abo?.id ?? '', { daily_budget: '50000' })).status).toBe(400);
    expect((await graph.post(adset, { daily_budget: '100' })).status).toBe(400);
    expect((await graph.post(adset, { daily_budget: '9000.5' })).status).toBe(400);
  });

  it('are only checked with validate_only', async () => {
    const dry = { execution_options: ['validate_only'] };
    const good = await graph.post(adset, { ...dry, daily_budget: '40000' });
    expect(good.body).toEqual({ success: true });
    const bad = await graph.post(adsetOfCbo, { ...dry, daily_budget: '40000' });
    expect(bad.body.error.code).toBe(100);
    expect((await graph.get(adset, { fields: 'daily_budget' })).body.daily_budget).not.toBe(
      '40000',
    );
    expect((await graph.get('act_990010001/activities')).body.data).toEqual([]);
  });

  it('allow four budget changes an hour', async () => {
    for (const amount of ['30000', '31000', '32000', '33000']) {
      expect((await graph.post(adset, { daily_budget: amount })).status).toBe(200);
    }
    const fifth = await graph.post(adset, { daily_budget: '34000' });
    expect(fifth.body.error).toMatchObject({ code: 613, error_subcode: 1487632 });
    graph.sim.control.advance(HOUR + 1000);
    expect((await graph.post(adset, { daily_budget: '34000' })).status).toBe(200);
  });

  it('apply all parameters or none', async () => {
    const answer = await graph.post(adset, { name: 'renamed', bid_amount: '900' });
    expect(answer.status).toBe(400);
    expect((await graph.get(adset, { fields: 'name' })).body.name).toBe('장바구니_14일');
    const capped = { name: 'renamed', bid_strategy: 'COST_CAP', bid_amount: '900' };
    expect((await graph.post(adset, capped)).status).toBe(200);
    const after = await graph.get(adset, { fields: 'name,bid_amount,bid_strategy' });
    expect(after.body).toMatchObject({
      name: 'renamed',
      bid_amount: 900,
      bid_strategy: 'COST_CAP',
    });
  });

  it('never touch what is deleted, and only delete or rename what is archived', async () => {
    const ads = graph.sim.control.entities('990010001').filter((item) => item.level === 'ad');
    const deleted = ads.find((item) => item.status === 'DELETED')?.id ?? '';
    const archived = ads.find((item) => item.status === 'ARCHIVED')?.id ?? '';
    expect((await graph.post(deleted, { status: 'ACTIVE' })).status).toBe(400);
    expect((await graph.post(archived, { status: 'ACTIVE' })).status).toBe(400);
    expect((await graph.post(archived, { name: 'old' })).status).toBe(200);
  });

  it('bring a paused ad back without changing what its siblings delivered', async () => {
    const entities = graph.sim.control.entities('990010001');
    const running = new Set(entities.filter((e) => e.status === 'ACTIVE').map((e) => e.id));
    const ads = entities.filter((e) => e.level === 'ad' && running.has(e.parentId ?? ''));
    const paused = ads.find((ad) => ad.status === 'PAUSED');
    const sibling = ads.find((ad) => ad.parentId === paused?.parentId && ad.status === 'ACTIVE');
    const before = await spendToday(sibling?.id ?? '');
    await graph.post(paused?.id ?? '', { status: 'ACTIVE' });
    expect(await spendToday(sibling?.id ?? '')).toBe(before);
    graph.sim.control.advance(5 * HOUR);
    expect(await spendToday(paused?.id ?? '')).toBeGreaterThan(0);
  });

  it('made by another person show in the log and in a read', async () => {
    graph.sim.control.changeExternally(adset, { daily_budget: '77000' }, 'Kim');
    expect((await graph.get(adset, { fields: 'daily_budget' })).body.daily_budget).toBe('77000');
    const log = await graph.get('act_990010001/activities', { fields: 'actor_name,event_type' });
    expect(log.body.data[0]).toEqual({
      actor_name: 'Kim',
      event_type: 'update_ad_set_budget',
    });
  });

  it('can lag in effective_status', async () => {
    const slow = await openGraph({ effectiveStatusLagMs: 60_000 });
    await slow.post(adset, { status: 'PAUSED' });
    const read = () => slow.get(adset, { fields: 'status,effective_status' });
    expect((await read()).body).toMatchObject({ status: 'PAUSED', effective_status: 'IN_PROCESS' });
    slow.sim.control.advance(61_000);
    expect((await read()).body.effective_status).toBe('PAUSED');
    await slow.sim.close();
  });
});
