import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphClient, openGraph } from './graph-client.ts';

const ALL_STATUSES = ['ACTIVE', 'PAUSED', 'ADSET_PAUSED', 'CAMPAIGN_PAUSED', 'ARCHIVED', 'DELETED'];
const WITH_REMOVED = [{ field: 'ad.effective_status', operator: 'IN', value: ALL_STATUSES }];
const day = (date: string) => ({ since: date, until: date });

type Item = { action_type: string; value: string; [window: string]: string };
type Row = Record<string, unknown> & { actions?: Item[]; action_values?: Item[] };

describe('insights', () => {
  let graph: GraphClient;
  const rows = (path: string, params: Record<string, unknown>) =>
    graph.all(path, { time_increment: '1', limit: '500', ...params }) as Promise<Row[]>;
  beforeAll(async () => {
    graph = await openGraph();
  });
  afterAll(() => graph.sim.close());

  it('takes until as inclusive and writes every number as a string', async () => {
    const two = { since: '2026-11-10', until: '2026-11-11' };
    const fields = 'spend,impressions,ctr';
    const found = await rows('act_990010001/insights', { fields, time_range: two });
    expect(found.map((row) => [row['date_start'], row['date_stop']])).toEqual([
      ['2026-11-10', '2026-11-10'],
      ['2026-11-11', '2026-11-11'],
    ]);
    expect(found.every((row) => Object.values(row).every((v) => typeof v === 'string'))).toBe(true);
  });

  it('leaves zero metrics out and has no row without activity', async () => {
    const input = { level: 'ad', fields: 'impressions,actions', time_range: day('2026-11-12') };
    const found = await rows('act_990010003/insights', input);
    expect(found.some((row) => !row.actions?.some((a) => a.action_type === 'purchase'))).toBe(true);
    const before = await rows('act_990010003/insights', {
      ...input,
      time_range: day('2026-01-10'),
    });
    expect(before).toEqual([]);
  });

  it('reports the same purchases under several overlapping names', async () => {
    const found = await rows('act_990010001/insights', {
      fields: 'actions,action_values,spend,purchase_roas',
      time_range: day('2026-11-12'),
    });
    const of = (items: Item[] | undefined, type: string) =>
      items?.find((item) => item.action_type === type)?.value;
    const [row] = found;
    const count = of(row?.actions, 'omni_purchase');
    expect(Number(count)).toBeGreaterThan(0);
    expect(of(row?.actions, 'purchase')).toBe(count);
    expect(of(row?.actions, 'offsite_conversion.fb_pixel_purchase')).toBe(count);
    const value = Number(of(row?.action_values, 'omni_purchase'));
    const [roas] = (row?.['purchase_roas'] ?? []) as Item[];
    expect(Number(roas?.value)).toBeCloseTo(value / Number(row?.['spend']), 5);
  });

  it('adds window keys that were asked for; 7d_view and 28d_view return nothing', async () => {
    const found = await rows('act_990010001/insights', {
      fields: 'actions',
      time_range: { since: '2026-10-20', until: '2026-10-20' },
      action_attribution_windows: ['1d_click', '7d_click', '28d_click', '1d_view', '7d_view'],
    });
    const purchase = found[0]?.actions?.find((item) => item.action_type === 'purchase');
    const number = (key: string) => Number(purchase?.[key] ?? 0);
    expect(number('value')).toBe(number('7d_click') + number('1d_view'));
    expect(number('28d_click')).toBeGreaterThanOrEqual(number('7d_click'));
    expect(purchase).not.toHaveProperty('7d_view');
  });

  it('omits conversions where attribution settings below differ, unless windows are named', async () => {
    const [campaign] = await graph.all('act_990010002/campaigns', { fields: 'id' });
    const input = { fields: 'actions,attribution_setting', time_range: day('2026-11-02') };
    const has = (row: Row | undefined) => row?.actions?.some((a) => a.action_type === 'purchase');
    const [mixed] = await rows(`${campaign?.['id']}/insights`, input);
    expect(mixed?.['attribution_setting']).toBe('mixed');
    expect(has(mixed)).toBe(false);
    expect(mixed?.actions?.some((a) => a.action_type === 'link_click')).toBe(true);
    const ads = await rows(`${campaign?.['id']}/insights`, { ...input, level: 'ad' });
    expect(ads.some(has)).toBe(true);
    const [explicit] = await rows(`${campaign?.['id']}/insights`, {
      ...input,
      action_attribution_windows: ['7d_click', '1d_view'],
    });
    expect(has(explicit)).toBe(true);
  });

  it('hides deleted ads below the account, though parents contain them', async () => {
    const input = { level: 'ad', fields: 'ad_id,spend', time_range: day('2026-09-14') };
    const plain = await rows('act_990010001/insights', input);
    const full = await rows('act_990010001/insights', { ...input, filtering: WITH_REMOVED });
    const [account] = await rows('act_990010001/insights', { ...input, level: 'account' });
    const sum = (list: Row[]) => list.reduce((total, row) => total + Number(row['spend']), 0);
    expect(plain.length).toBeLessThan(full.length);
    expect(sum(full)).toBe(Number(account?.['spend']));
    expect(sum(plain)).toBeLessThan(Number(account?.['spend']));
    const shown = new Set(plain.map((row) => row['ad_id']));
    const gone = full.find((row) => !shown.has(row['ad_id']));
    const direct = await rows(`${gone?.['ad_id']}/insights`, { ...input, level: 'ad' });
    expect(direct[0]?.['spend']).toBe(gone?.['spend']);
  });

  it('filters by id, impressions and status', async () => {
    const input = { level: 'ad', fields: 'ad_id,impressions', time_range: day('2026-11-12') };
    const everything = await rows('act_990010001/insights', input);
    const one = everything[0]?.['ad_id'];
    const byId = await rows('act_990010001/insights', {
      ...input,
      filtering: [{ field: 'ad.id', operator: 'IN', value: [one] }],
    });
    expect(byId.map((row) => row['ad_id'])).toEqual([one]);
    const many = await rows('act_990010001/insights', {
      ...input,
      filtering: [{ field: 'impressions', operator: 'GREATER_THAN', value: 1000 }],
    });
    expect(many.every((row) => Number(row['impressions']) > 1000)).toBe(true);
    expect(many.length).toBeLessThan(everything.length);
    const wrong = await graph.get('act_990010001/insights', {
      filtering: [{ field: 'ad.nope', operator: 'IN', value: [] }],
    });
    expect(wrong.body.error.code).toBe(100);
  });

  it('does not let reach and frequency add up', async () => {
    const range = { since: '2026-11-10', until: '2026-11-12' };
    const fields = 'reach,impressions,frequency';
    const input = { fields, time_range: range };
    const daily = await rows('act_990010001/insights', input);
    const [whole] = await rows('act_990010001/insights', { ...input, time_increment: 'all_days' });
    const sum = (key: string) => daily.reduce((total, row) => total + Number(row[key]), 0);
    expect(Number(whole?.['impressions'])).toBe(sum('impressions'));
    expect(Number(whole?.['reach'])).toBeLessThan(sum('reach'));
    expect(Number(whole?.['frequency'])).toBeCloseTo(
      Number(whole?.['impressions']) / Number(whole?.['reach']),
      5,
    );
  });

  it("writes spend in major units and ends today at the account's own clock", async () => {
    const input = { fields: 'spend', time_range: { since: '2026-11-18', until: '2026-11-20' } };
    const seoul = await rows('act_990010001/insights', input);
    const portland = await rows('act_990010002/insights', input);
    expect(seoul.at(-1)?.['date_start']).toBe('2026-11-20');
    expect(portland.at(-1)?.['date_start']).toBe('2026-11-19');
    expect(seoul.every((row) => /^\d+$/.test(String(row['spend'])))).toBe(true);
    expect(portland.some((row) => /\.\d{1,2}$/.test(String(row['spend'])))).toBe(true);
    expect(Number(seoul[2]?.['spend'])).toBeLessThan(Number(seoul[1]?.['spend']) * 0.8);
  });

  it('reaches back 37 months and no further', async () => {
    const ask = (since: string) =>
      graph.get('act_990010001/insights', { time_range: { since, until: '2026-11-01' } });
    expect((await ask('2023-10-20')).status).toBe(200);
    expect((await ask('2023-10-19')).body.error.code).toBe(3018);
    expect((await ask('2026-11-02')).body.error.code).toBe(100);
  });

  it('cuts by month and by presets, and sums up beside the page', async () => {
    const monthly = await rows('act_990010001/insights', {
      fields: 'spend',
      time_increment: 'monthly',
      time_range: { since: '2026-09-15', until: '2026-11-05' },
    });
    expect(monthly.map((row) => [row['date_start'], row['date_stop']])).toEqual([
      ['2026-09-15', '2026-09-30'],
      ['2026-10-01', '2026-10-31'],
      ['2026-11-01', '2026-11-05'],
    ]);
    const preset = await graph.get('act_990010001/insights', {
      fields: 'spend',
      date_preset: 'last_7d',
      time_increment: '1',
      limit: '2',
      summary: ['spend'],
    });
    expect(preset.body.data).toHaveLength(2);
    const whole = await rows('act_990010001/insights', { fields: 'spend', date_preset: 'last_7d' });
    const sum = whole.reduce((total, row) => total + Number(row['spend']), 0);
    expect(Number(preset.body.summary.spend)).toBe(sum);
  });

  it('splits by breakdown exactly, refuses illegal sets, answers opt-in ones with nothing', async () => {
    const input = { fields: 'spend,clicks', time_range: day('2026-11-12') };
    const [whole] = await rows('act_990010001/insights', input);
    const parts = await rows('act_990010001/insights', { ...input, breakdowns: ['age', 'gender'] });
    const sum = parts.reduce((total, row) => total + Number(row['spend'] ?? 0), 0);
    expect(sum).toBe(Number(whole?.['spend']));
    const illegal = await graph.get('act_990010001/insights', {
      ...input,
      breakdowns: ['age', 'country'],
    });
    expect(illegal.body.error.code).toBe(100);
    const optIn = await graph.get('act_990010001/insights', {
      ...input,
      breakdowns: ['impression_device'],
    });
    expect(optIn.body).toEqual({ data: [] });
  });

  it('times out synchronously on too much data', async () => {
    const small = await openGraph({ syncCellLimit: 50 });
    const answer = await small.get('act_990010001/insights', {
      level: 'ad',
      time_range: { since: '2026-10-01', until: '2026-11-01' },
    });
    expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 1504018 });
    await small.sim.close();
  });
});
