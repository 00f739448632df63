import { describe, expect, it } from 'vitest';
import { DAY } from './days.ts';
import { type GraphClient, openGraph } from './graph-client.ts';
import type { FaultKind } from './faults.ts';

const REPORT = {
  level: 'ad',
  fields: 'ad_id,spend',
  time_increment: '1',
  time_range: { since: '2026-11-10', until: '2026-11-12' },
};

async function start(graph: GraphClient): Promise<string> {
  const { body } = await graph.post('act_990010001/insights', REPORT);
  expect(BigInt(body.report_run_id)).toBeGreaterThan(2n ** 53n);
  return body.report_run_id;
}

async function walk(graph: GraphClient, run: string, polls: number) {
  const states = [];
  for (let i = 0; i < polls; i++) states.push((await graph.get(run)).body);
  return states;
}

describe('report runs', () => {
  it('walk from not started to completed and give what a synchronous call gives', async () => {
    const graph = await openGraph();
    const run = await start(graph);
    const early = await graph.get(`${run}/insights`);
    expect(early.body.error.code).toBe(2601);
    const states = await walk(graph, run, 3);
    expect(states.map((s) => [s.async_status, s.async_percent_completion, s.is_running])).toEqual([
      ['Job Not Started', 0, true],
      ['Job Running', 35, true],
      ['Job Completed', 100, false],
    ]);
    const rows = await graph.all(`${run}/insights`, { limit: '7' });
    expect(rows).toEqual(await graph.all('act_990010001/insights', { ...REPORT, limit: '100' }));
    await graph.sim.close();
  });

  it('can say completed before the percentage is full', async () => {
    const graph = await openGraph({
      asyncSteps: [
        { status: 'Job Completed', percent: 97 },
        { status: 'Job Completed', percent: 100 },
      ],
    });
    const run = await start(graph);
    expect((await graph.get(run)).body.async_percent_completion).toBe(97);
    expect((await graph.get(`${run}/insights`)).body.error.code).toBe(2601);
    await graph.get(run);
    expect((await graph.get(`${run}/insights`)).status).toBe(200);
    await graph.sim.close();
  });

  it('fail with error fields, are skipped, or never start', async () => {
    const graph = await openGraph();
    const ending = async (kind: FaultKind) => {
      graph.sim.control.failNext({ kind });
      return (await walk(graph, await start(graph), 6)).at(-1);
    };
    expect(await ending('async_failed')).toMatchObject({
      async_status: 'Job Failed',
      error_code: -2,
      error_subcode: 2490547,
    });
    expect((await ending('async_skipped')).async_status).toBe('Job Skipped');
    expect((await ending('async_stuck')).async_status).toBe('Job Not Started');
    await graph.sim.close();
  });

  it('fail as too large, and are gone after thirty days', async () => {
    const graph = await openGraph({ asyncCellLimit: 5 });
    const large = await start(graph);
    expect((await walk(graph, large, 3)).at(-1)).toMatchObject({
      error_code: -3,
      error_subcode: 1504045,
    });
    graph.sim.control.advance(31 * DAY);
    expect((await graph.get(large)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    await graph.sim.close();
  });

  it('refuse a summary of fields the run does not have', async () => {
    const graph = await openGraph();
    const run = await start(graph);
    await walk(graph, run, 3);
    const wrong = await graph.get(`${run}/insights`, { summary: ['clicks'] });
    expect(wrong.body.error.message).toContain('Cannot include clicks in summary');
    const right = await graph.get(`${run}/insights`, { summary: ['spend'] });
    expect(Number(right.body.summary.spend)).toBeGreaterThan(0);
    await graph.sim.close();
  });
});
