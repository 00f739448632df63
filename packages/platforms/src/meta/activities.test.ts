import { afterEach, describe, expect, it } from 'vitest';
import { planActivities } from './activities.ts';
import { activitySchema, mapActivity } from './activities-map.ts';
import {
  type AccountOptions,
  planOf,
  readSlice,
  type SimulatedAccount,
  simulatedAccount,
} from './fixtures/simulated-account.ts';

const opened: SimulatedAccount[] = [];
afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
});

async function open(options: AccountOptions = {}) {
  const account = await simulatedAccount(options);
  opened.push(account);
  return account;
}

async function readLog(account: SimulatedAccount, past: { cursor?: string } = {}) {
  const kind = past.cursor ? 'INCREMENTAL' : 'HISTORICAL_INIT';
  const [slice] = planOf(account, 'activities', kind, past);
  const read = await readSlice(account, 'activities', slice!);
  return { ...read, rows: read.pages.flatMap(({ rows }) => rows.activities ?? []) };
}

const entry = (part: object) =>
  mapActivity(
    activitySchema.parse({ event_time: '2026-11-19T09:30:00+0900', event_type: 'x', ...part }),
    { id: '1', currency: 'USD' },
  );

describe('an entry of the change log', () => {
  it('names object, field and values; budgets in major units', () => {
    expect(
      entry({
        event_type: 'update_ad_set_budget',
        actor_id: 100000000000777,
        actor_name: 'Kim',
        application_name: 'Ads Manager',
        object_id: '120',
        object_name: 'Broad',
        object_type: 'CAMPAIGN',
        extra_data: '{"old_value":"4200","new_value":"6000"}',
      }),
    ).toMatchObject({
      occurred_at: '2026-11-19T09:30:00+09:00',
      actor_id: '100000000000777',
      actor_name: 'Kim',
      application: 'Ads Manager',
      level: 'adset',
      entity_id: '120',
      entity_name: 'Broad',
      field: 'budget',
      before: '42',
      after: '60',
    });
  });

  it('reads statuses as the objects themselves say them, and values inside wrappers', () => {
    const paused = entry({
      event_type: 'update_campaign_run_status',
      extra_data: '{"old_value":"Active","new_value":"Inactive"}',
    });
    expect(paused).toMatchObject({
      level: 'campaign',
      field: 'status',
      before: 'ACTIVE',
      after: 'PAUSED',
    });
    const wrapped =
      '{"old_value":{"old_value":1000,"currency":"USD"},"new_value":{"new_value":2050}}';
    expect(entry({ event_type: 'update_campaign_budget', extra_data: wrapped })).toMatchObject({
      before: '10',
      after: '20.5',
    });
  });

  it.each(['Pending Process', 'Inactif', '비활성'])(
    'knows nothing of a status called %s',
    (word) => {
      const extra_data = JSON.stringify({ old_value: 'Active', new_value: word });
      expect(entry({ event_type: 'update_ad_run_status', extra_data })).toMatchObject({
        field: 'status',
        before: 'ACTIVE',
        after: null,
        attributes: { extra_data: { new_value: word } },
      });
    },
  );

  it('stays one entry when Meta signs its links anew or learning ends, and keeps long ids', () => {
    const told = (signature: string, exit: number | null) =>
      entry({
        event_type: 'update_ad_creative',
        extra_data: JSON.stringify({
          new_value: [`https://scontent.example/a.png?oh=${signature}&oe=1`, 'b'],
          last_learning_exit: exit,
        }),
      });
    expect(told('x', 1).external_id).toBe(told('y', 2).external_id);
    expect(told('x', null).external_id).toBe(told('y', 2).external_id);
    const other = entry({
      event_type: 'update_ad_creative',
      extra_data:
        '{"new_value":["https://scontent.example/b.png"],"campaign_id":23857040420440567}',
    });
    expect(other.external_id).not.toBe(told('x', 1).external_id);
    expect(other.attributes).toMatchObject({ extra_data: { campaign_id: '23857040420440567' } });
  });

  it('keeps what it does not know without guessing', () => {
    expect(
      entry({ event_type: 'ad_account_billing_charge', extra_data: 'not JSON' }),
    ).toMatchObject({
      level: null,
      field: null,
      before: null,
      after: null,
      attributes: { extra_data: 'not JSON' },
    });
    expect(
      entry({ event_type: 'update_campaign_budget', extra_data: '{"new_value":"unlimited"}' }),
    ).toMatchObject({ field: 'budget', after: null });
  });
});

describe('the change log', () => {
  it('is read with its authors, again without doubling, in pages', async () => {
    const account = await open({ accountId: '990010002', timezone: 'America/Los_Angeles' });
    const { control } = account.sim;
    const adsets = control.entities(account.accountId).filter(({ level }) => level === 'adset');
    for (const { id } of adsets) control.changeExternally(id, { name: `${id} new` }, 'Lee');
    const { id, dailyBudget } = adsets.find((one) => one.dailyBudget !== null)!;
    account.sim.control.advance(60_000);
    control.changeExternally(id, { daily_budget: '9900', status: 'PAUSED' }, 'Kim');
    const first = await readLog(account);
    expect(first.rows).toHaveLength(adsets.length + 2);
    expect(first.rows.filter(({ actor_name }) => actor_name === 'Kim')).toMatchObject([
      {
        field: 'status',
        before: 'ACTIVE',
        after: 'PAUSED',
        entity_id: id,
        application: 'Ads Manager',
      },
      { field: 'budget', before: String(Number(dailyBudget) / 100), after: '99' },
    ]);
    expect(first.proof).toMatchObject({ received: adsets.length + 2, expected: null });

    const cursor = account.connection.now().toISOString();
    account.sim.control.advance(3600_000);
    const again = await readLog(account, { cursor });
    expect(again.rows).toEqual(first.rows);
    account.sim.control.advance(30 * 3600_000);
    const later = account.connection.now().toISOString();
    expect((await readLog(account, { cursor: later })).rows).toEqual([]);
  });

  it('that a token may not see leaves everything else readable, and says so', async () => {
    const account = await open();
    account.sim.control.failNext({ kind: 'permission', match: { path: '/activities' }, times: 9 });
    const { proof, rows } = await readLog(account);
    expect(rows).toEqual([]);
    expect(proof).toMatchObject({ received: 0, cursor: null });
    expect(proof.notes?.[0]?.code).toBe('change_log_hidden');
  });
});

describe('the plan', () => {
  const input = {
    now: new Date('2026-11-20T20:30:00Z'),
    timezone: 'Asia/Seoul',
    cursor: null,
    range: null,
    config: {},
    lastReadAt: null,
  };

  it('goes back 90 days at first, then a day before the last read', () => {
    const [first] = planActivities({ ...input, kind: 'HISTORICAL_INIT' });
    expect(first).toMatchObject({ from: '2026-08-23', to: '2026-11-21' });
    expect(first?.params?.cursor).toBe('2026-11-20T20:30:00.000Z');
    const cursor = '2026-11-20T20:00:00.000Z';
    const [next] = planActivities({ ...input, kind: 'INCREMENTAL', cursor });
    expect(next?.params?.since).toBe(Date.parse(cursor) / 1000 - 86_400);
  });

  it('of a rebuild stays inside its days and moves no cursor', () => {
    const kind = 'HISTORICAL_REBUILD';
    const range = { from: '2026-11-01', to: '2026-11-10' };
    expect(planActivities({ ...input, kind, range })).toMatchObject([
      { ...range, params: { cursor: null } },
    ]);
    const old = { from: '2024-11-01', to: '2024-11-10' };
    expect(planActivities({ ...input, kind, range: old })).toEqual([]);
  });
});
