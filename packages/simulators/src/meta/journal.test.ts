import { afterEach, describe, expect, it } from 'vitest';
import { DAY } from './days.ts';
import { type GraphClient, NOON_IN_SEOUL, openGraph } from './graph-client.ts';
import type { JournalEntry } from './journal.ts';
import type { MetaSimulatorOptions } from './options.ts';

const ACCOUNT = '990010001';
const opened: GraphClient[] = [];
afterEach(async () => {
  for (const { sim } of opened.splice(0)) await sim.close();
});

async function open(options: MetaSimulatorOptions = {}) {
  const graph = await openGraph({ firstDay: '2026-09-01', ...options });
  opened.push(graph);
  return graph;
}

const WEEK = { since: '2026-11-18', until: '2026-11-26' };
const rowsOf = (graph: GraphClient) =>
  graph.all(`act_${ACCOUNT}/insights`, {
    fields: 'ad_id,spend,impressions,actions,action_values',
    level: 'ad',
    time_range: WEEK,
    time_increment: 1,
  });
const logOf = (graph: GraphClient) =>
  graph.all(`act_${ACCOUNT}/activities`, {
    fields: 'event_time,event_type,actor_name,application_name,object_id,extra_data',
  });

describe('the journal', () => {
  it('lets another simulator go on as if it had seen every change itself', async () => {
    const made: JournalEntry[] = [];
    const first = await open({ onChange: (entry) => made.push(entry) });
    const { control } = first.sim;
    const budgeted = control
      .entities(ACCOUNT)
      .find(({ level, dailyBudget }) => level === 'adset' && dailyBudget)!;
    const [campaign] = control.entities(ACCOUNT);
    await first.post(budgeted.id, { daily_budget: String(Number(budgeted.dailyBudget) * 2) });
    await first.post(campaign!.id, { status: 'PAUSED', execution_options: ['validate_only'] });
    control.advance(2 * DAY);
    control.changeExternally(campaign!.id, { status: 'PAUSED' }, 'Kim');
    control.advance(5 * DAY);
    expect(made).toHaveLength(2);

    const later = new Date(Date.parse(NOON_IN_SEOUL) + 7 * DAY);
    const journal = JSON.parse(JSON.stringify(made)) as JournalEntry[];
    const second = await open({ now: () => later, journal });
    expect(await logOf(second)).toEqual(await logOf(first));
    expect(await rowsOf(second)).toEqual(await rowsOf(first));
    expect(second.sim.control.entities(ACCOUNT)).toEqual(control.entities(ACCOUNT));

    const third = await open({ now: () => later });
    expect(await rowsOf(third)).not.toEqual(await rowsOf(first));
    third.sim.control.replay(made);
    expect(await rowsOf(third)).toEqual(await rowsOf(first));
  });

  it('makes nothing before its time, nothing twice, and nothing the platform would refuse', async () => {
    const still = await open();
    const [campaign] = still.sim.control.entities(ACCOUNT);
    const at = new Date(Date.parse(NOON_IN_SEOUL) + DAY).toISOString();
    const actor = { id: '1', name: 'Kim', application: 'Ads Manager' };
    const entry = { at, id: campaign!.id, actor };
    const journal: JournalEntry[] = [
      { ...entry, change: { status: 'PAUSED' } },
      { ...entry, change: { daily_budget: '1' } },
    ];
    const graph = await open({ journal });
    expect(await logOf(graph)).toEqual([]);
    graph.sim.control.advance(DAY);
    expect(await logOf(graph)).toMatchObject([
      {
        actor_name: 'Kim',
        application_name: 'Ads Manager',
        event_time: '2026-11-21T12:00:00+0900',
      },
    ]);
    graph.sim.control.reset();
    expect(await logOf(graph)).toEqual([]);
  });
});
