import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphClient, openGraph } from './graph-client.ts';

describe('accounts and objects', () => {
  let graph: GraphClient;
  beforeAll(async () => {
    graph = await openGraph();
  });
  afterAll(() => graph.sim.close());

  it('lists the accounts with the requested fields only', async () => {
    const { body } = await graph.get('me/adaccounts', { fields: 'name,currency,timezone_name' });
    expect(body.data).toHaveLength(4);
    expect(Object.keys(body.data[0]).sort()).toEqual(['currency', 'id', 'name', 'timezone_name']);
    expect(body.data[0]).toMatchObject({ id: 'act_990010001', currency: 'KRW' });
    expect(body.paging.next).toBeUndefined();
  });

  it('gives money of an account in minor units', async () => {
    const fields = 'min_daily_budget,amount_spent,timezone_offset_hours_utc';
    const won = (await graph.get('act_990010001', { fields })).body;
    const dollars = (await graph.get('act_990010002', { fields })).body;
    expect(won).toMatchObject({ min_daily_budget: 1400, timezone_offset_hours_utc: 9 });
    expect(dollars).toMatchObject({ min_daily_budget: 100, timezone_offset_hours_utc: -8 });
    const known = graph.sim.control.truth('990010002').total('account').spendMinor;
    expect(dollars.amount_spent).toBe(String(known));
  });

  it('pages by cursor: next appears exactly while there is more, and carries the token', async () => {
    const first = await graph.get('act_990010001/ads', { fields: 'id', limit: '3' });
    expect(first.body.data).toHaveLength(3);
    const next = new URL(first.body.paging.next);
    expect(next.searchParams.get('access_token')).toBe(graph.sim.accessToken);
    expect(next.searchParams.get('after')).toBe(first.body.paging.cursors.after);
    const everything = await graph.all('act_990010001/ads', { fields: 'id', limit: '3' });
    const whole = await graph.get('act_990010001/ads', { fields: 'id', limit: '100' });
    expect(everything).toEqual(whole.body.data);
    expect(whole.body.paging.next).toBeUndefined();
    const broken = await graph.get('act_990010001/ads', { after: '!!' });
    expect(broken.body.error.code).toBe(2642);
  });

  it('leaves archived and deleted objects out unless their status is asked for', async () => {
    const plain = await graph.all('act_990010001/ads', { fields: 'effective_status' });
    expect(
      plain.some((ad) => ['ARCHIVED', 'DELETED'].includes(String(ad['effective_status']))),
    ).toBe(false);
    const removed = await graph.all('act_990010001/ads', {
      fields: 'effective_status',
      effective_status: ['ARCHIVED', 'DELETED'],
    });
    expect(new Set(removed.map((ad) => ad['effective_status']))).toEqual(
      new Set(['ARCHIVED', 'DELETED']),
    );
    const filtered = await graph.all('act_990010001/ads', {
      fields: 'effective_status',
      filtering: [{ field: 'ad.effective_status', operator: 'IN', value: ['DELETED'] }],
    });
    expect(filtered.every((ad) => ad['effective_status'] === 'DELETED')).toBe(true);
    const direct = await graph.get(String(filtered[0]?.['id']), { fields: 'status,name' });
    expect(direct.body.status).toBe('DELETED');
  });

  it('has ids beyond 2^53 whose neighbours collide as numbers', async () => {
    const ads = await graph.all('act_990010001/ads', { fields: 'id' });
    const ids = ads.map((ad) => String(ad['id']));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.map(Number)).size).toBeLessThan(ids.length);
  });

  it('expands nested fields and refuses unknown ones', async () => {
    const { body } = await graph.get('act_990010001/ads', {
      fields: 'name,creative{id,title,url_tags},adset{name,campaign{name}}',
      limit: '1',
    });
    expect(body.data[0].creative.url_tags).toContain('utm_campaign=kr_sales_handcream');
    expect(body.data[0].adset.campaign.name).toBe('KR_전환_핸드크림');
    const unknown = await graph.get('act_990010001/ads', { fields: 'nope' });
    expect(unknown.body.error.code).toBe(100);
  });

  it('holds budgets on the level the profile says, in minor units', async () => {
    const fields = 'name,daily_budget';
    const [cbo, abo] = await graph.all('act_990010002/campaigns', { fields });
    expect(cbo?.['daily_budget']).toMatch(/^\d+00$/);
    expect(abo).not.toHaveProperty('daily_budget');
    const adsets = await graph.all(`${abo?.['id']}/adsets`, { fields });
    expect(adsets.every((adset) => 'daily_budget' in adset)).toBe(true);
  });

  it('publishes usage on every reply, errors included', async () => {
    const good = await graph.get('act_990010001/insights', { fields: 'spend' });
    expect(JSON.parse(good.headers.get('x-app-usage') ?? '')).toHaveProperty('call_count');
    const buc = JSON.parse(good.headers.get('x-business-use-case-usage') ?? '');
    expect(buc['990010001'][0]).toMatchObject({ type: 'ads_insights' });
    expect(good.headers.get('x-fb-ads-insights-throttle')).toContain('acc_id_util_pct');
    const bad = await graph.get('act_990010001/insights', { fields: 'nope' });
    expect(bad.headers.get('x-ad-account-usage')).toContain('acc_id_util_pct');
  });
});

describe('hourly budgets', () => {
  it("throttles an account's insights alone, says for how long, and recovers", async () => {
    const graph = await openGraph({ budgets: { insightsPerAccount: 3 } });
    const call = (id: string) => graph.get(`act_${id}/insights`, { fields: 'spend' });
    for (let i = 0; i < 3; i++) expect((await call('990010001')).status).toBe(200);
    const refused = await call('990010001');
    expect(refused.body.error).toMatchObject({ code: 80000, error_subcode: 2446079 });
    const header = JSON.parse(refused.headers.get('x-business-use-case-usage') ?? '');
    expect(header['990010001'][0].estimated_time_to_regain_access).toBe(60);
    expect((await call('990010002')).status).toBe(200);
    expect((await graph.get('act_990010001/campaigns')).status).toBe(200);
    graph.sim.control.advance(61 * 60_000);
    expect((await call('990010001')).status).toBe(200);
    await graph.sim.close();
  });
});
