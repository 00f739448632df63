import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from './faults.ts';
import { type GraphClient, openGraph } from './graph-client.ts';

describe('faults', () => {
  let graph: GraphClient;
  beforeAll(async () => {
    graph = await openGraph();
  });
  beforeEach(() => graph.sim.control.reset());
  afterAll(() => graph.sim.close());
  const insights = () => graph.get('act_990010001/insights', { fields: 'spend' });

  it.each<[FaultKind, number, Record<string, unknown>]>([
    ['throttled', 400, { code: 4 }],
    ['account_throttled', 400, { code: 17, error_subcode: 2446079 }],
    ['buc', 400, { code: 80000, error_subcode: 2446079 }],
    ['insights_busy', 400, { code: 4, error_subcode: 1504022 }],
    ['transient', 500, { code: 2, is_transient: true }],
    ['unknown', 500, { code: 1, error_subcode: 99 }],
    ['too_much_data', 500, { code: 1 }],
    ['token_expired', 400, { code: 190, error_subcode: 463 }],
    ['session_invalid', 400, { code: 102 }],
    ['permission', 400, { code: 200 }],
    ['bad_cursor', 400, { code: 2642 }],
    ['sync_timeout', 400, { code: 100, error_subcode: 1504018 }],
    ['error_in_200', 200, { code: 2 }],
  ])('%s', async (kind, status, error) => {
    graph.sim.control.failNext({ kind, match: { path: '/insights' } });
    expect((await graph.get('act_990010001/campaigns')).status).toBe(200);
    const answer = await insights();
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject(error);
    expect(answer.headers.get('x-app-usage')).not.toBeNull();
    expect((await insights()).body.data).toHaveLength(1);
  });

  it('names the minutes of a budget that is spent', async () => {
    graph.sim.control.failNext({ kind: 'buc', amount: 9 });
    const header = (await insights()).headers.get('x-business-use-case-usage') ?? '';
    expect(JSON.parse(header)['990010001'][0].estimated_time_to_regain_access).toBe(9);
  });

  it('breaks the answer: html, no rows, half a body, half a document, closed, wrong shape', async () => {
    const { control } = graph.sim;
    control.failNext({ kind: 'http_500' });
    expect((await insights()).body).toContain('<html>');
    control.failNext({ kind: 'empty_data' });
    expect((await insights()).body).toEqual({ data: [] });
    control.failNext({ kind: 'wrong_shape' });
    expect(typeof (await insights()).body.data[0].spend).toBe('object');
    control.failNext({ kind: 'malformed' });
    await expect(insights()).rejects.toThrow(SyntaxError);
    control.failNext({ kind: 'truncate' });
    await expect(insights()).rejects.toThrow();
    control.failNext({ kind: 'close_socket' });
    await expect(insights()).rejects.toThrow();
    expect((await insights()).status).toBe(200);
  });

  it('can hang, and can apply a change whose answer never comes', async () => {
    const { control, origin, accessToken } = graph.sim;
    const id = control.entities('990010001')[0]?.id ?? '';
    control.failNext({ kind: 'apply_then_timeout', match: { method: 'POST' } });
    const lost = fetch(`${origin}/v26.0/${id}`, {
      method: 'POST',
      body: new URLSearchParams({ access_token: accessToken, status: 'PAUSED' }),
      signal: AbortSignal.timeout(150),
    });
    await expect(lost).rejects.toThrow();
    expect((await graph.get(id, { fields: 'status' })).body.status).toBe('PAUSED');
    control.failNext({ kind: 'hang' });
    const silent = fetch(`${origin}/v26.0/me?access_token=${accessToken}`, {
      signal: AbortSignal.timeout(100),
    });
    await expect(silent).rejects.toThrow();
    control.failNext({ kind: 'accept_but_ignore' });
    expect((await graph.post(id, { status: 'ACTIVE' })).body).toEqual({ success: true });
    expect((await graph.get(id, { fields: 'status' })).body.status).toBe('PAUSED');
  });

  it('repeats as often as told, after letting some requests through', async () => {
    graph.sim.control.failNext({ kind: 'throttled', times: 2, after: 1 });
    const seen = [];
    for (let i = 0; i < 4; i++) seen.push((await insights()).status);
    expect(seen).toEqual([200, 400, 400, 200]);
  });
});
