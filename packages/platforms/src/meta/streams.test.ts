import { type JsonObject, PlatformError } from '@commerce/core';
import type { FaultKind } from '@commerce/simulators/meta';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AccountOptions,
  entitiesOf,
  metricsOf,
  planOf,
  readSlice,
  type SimulatedAccount,
  simulatedAccount,
} from './fixtures/simulated-account.ts';
import { meta } from './index.ts';

const opened: SimulatedAccount[] = [];
afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
});

async function open(options: AccountOptions = {}) {
  const account = await simulatedAccount(options);
  opened.push(account);
  return account;
}

const WEEK = { key: 'week', from: '2026-11-10', to: '2026-11-16' };
const LARGE = { ...WEEK, params: { history: true } };

async function failure(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(PlatformError);
  return error as PlatformError;
}

function sum(account: SimulatedAccount, rows: ReturnType<typeof metricsOf>) {
  const truth = account.sim.control.truth(account.accountId, WEEK);
  const total = truth.total('account');
  const add = (field: 'spend' | 'conversions' | 'conversion_value') =>
    rows.reduce((all, row) => all + Number(row[field] ?? 0), 0);
  expect(add('spend')).toBeCloseTo(Number(total.spendMinor) / truth.offset, 4);
  expect(rows.reduce((all, row) => all + (row.impressions ?? 0), 0)).toBe(total.impressions);
  return { conversions: add('conversions'), value: add('conversion_value'), total, truth };
}

describe('connect', () => {
  it('describes the account and proves the app secret', async () => {
    const account = await open({
      appSecret: 'app-secret-1',
      credentials: { app_secret: 'app-secret-1' },
    });
    expect(await meta.connect(account.connection)).toMatchObject({
      external_account_id: '990010001',
      currency: 'KRW',
      timezone: 'Asia/Seoul',
      warnings: [],
    });
    expect(
      (await meta.listAccounts?.(account.connection))?.map(({ currency }) => currency),
    ).toEqual(['KRW', 'USD', 'EUR', 'JPY']);
    account.connection.credentials = { ...account.connection.credentials, app_secret: 'another' };
    expect((await failure(meta.connect(account.connection))).kind).toBe('credentials');
  });

  it('warns of an account that cannot run ads', async () => {
    const account = await open();
    account.sim.control.setAccountStatus('990010001', 3);
    expect((await meta.connect(account.connection)).warnings[0]?.text).toContain('unsettled');
  });

  it('tells an ended token from a missing permission', async () => {
    const account = await open();
    account.sim.control.grantToken({ value: 'narrow', scopes: ['pages_show_list'] });
    account.connection.credentials = { access_token: 'narrow' };
    expect((await failure(meta.connect(account.connection))).kind).toBe('permission');
    account.connection.credentials = { access_token: account.sim.accessToken };
    account.sim.control.expireToken();
    const ended = await failure(meta.connect(account.connection));
    expect([ended.kind, ended.platformCode]).toEqual(['credentials', '190/463']);
  });

  it('lets nobody wait for a platform that is away, and sends no token that can be none', async () => {
    const account = await open();
    account.sim.control.failNext({ kind: 'http_500', times: 9 });
    expect((await failure(meta.connect(account.connection))).kind).toBe('unavailable');
    expect(account.sim.control.requests()).toHaveLength(2);
    account.connection.credentials = { access_token: 'EAAB한글' };
    expect((await failure(meta.connect(account.connection))).kind).toBe('credentials');
    expect(account.sim.control.requests()).toHaveLength(2);
  });

  it('never writes the token into an address', async () => {
    const account = await open();
    const asked: string[] = [];
    const { transport } = account.connection;
    account.connection.transport = {
      request: (request) => (
        asked.push(request.url + (request.body ?? '')), transport.request(request)
      ),
    };
    await meta.connect(account.connection);
    await readSlice(account, 'insights_ad', LARGE);
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.join()).not.toContain(account.sim.accessToken);
  });
});

describe('entities', () => {
  it('lists every object, removed ones too, with budgets in major units', async () => {
    for (const [accountId, offset] of [
      ['990010001', 1],
      ['990010002', 100],
    ] as const) {
      const account = await open({ accountId });
      const [slice] = planOf(account, 'entities', 'HISTORICAL_INIT');
      const read = await readSlice(account, 'entities', slice!);
      const rows = entitiesOf(read);
      const known = account.sim.control.entities(accountId);
      expect(rows.map(({ external_id }) => external_id).sort()).toEqual(
        [accountId, ...known.map(({ id }) => id)].sort(),
      );
      for (const { id, dailyBudget, parentId } of known) {
        const row = rows.find(({ external_id }) => external_id === id);
        expect(row?.parent_id).toBe(parentId ?? accountId);
        expect(row?.daily_budget ?? null).toBe(
          dailyBudget === null ? null : String(Number(dailyBudget) / offset),
        );
      }
      expect(read.proof).toMatchObject({
        expected: null,
        received: rows.length,
        cursor: slice?.params?.cursor,
      });
    }
  });
});

describe('insights', () => {
  it.each(['account', 'campaign', 'adset', 'ad'])(
    'at %s level give the true figures, at once and by report',
    async (level) => {
      const account = await open();
      const quick = metricsOf(await readSlice(account, `insights_${level}`, WEEK));
      const byReport = metricsOf(await readSlice(account, `insights_${level}`, LARGE));
      expect(byReport).toEqual(quick);
      const { conversions, value, total } = sum(account, quick);
      expect([conversions, value]).toEqual([total.purchases, Number(total.purchaseValueMinor)]);
      expect(new Set(quick.map((row) => `${row.entity_id}|${row.day}`)).size).toBe(quick.length);
    },
  );

  it('leave conversions unknown above ads whose settings differ, never wrong', async () => {
    const account = await open({ accountId: '990010002', timezone: 'America/Los_Angeles' });
    const campaigns = metricsOf(await readSlice(account, 'insights_campaign', WEEK));
    const ads = metricsOf(await readSlice(account, 'insights_ad', WEEK));
    expect(campaigns.some(({ conversions }) => conversions === null)).toBe(true);
    const { conversions, total } = sum(account, ads);
    expect(conversions).toBe(total.purchases);
  });

  it('page through everything by cursor, over broken cursors too', async () => {
    const account = await open({ historyDays: 200 });
    const slice = { key: 'long', from: '2026-06-01', to: '2026-11-16' };
    const whole = await readSlice(account, 'insights_ad', slice);
    expect(whole.pages.length).toBeGreaterThan(2);
    account.sim.control.failNext({ kind: 'bad_cursor', match: { path: '/insights' }, after: 1 });
    const again = await readSlice(account, 'insights_ad', slice);
    expect(new Map(metricsOf(again).map((row) => [`${row.entity_id}${row.day}`, row])).size).toBe(
      metricsOf(whole).length,
    );
  });

  it('bring what Meta restates within 28 days', async () => {
    const account = await open();
    const [first] = planOf(account, 'insights_campaign', 'HISTORICAL_INIT');
    await readSlice(account, 'insights_campaign', first!);
    const before = account.connection.now().toISOString();
    const early = metricsOf(
      await readSlice(account, 'insights_campaign', {
        key: 'd',
        from: '2026-11-19',
        to: '2026-11-19',
      }),
    );
    account.sim.control.advance(6 * 86_400_000);
    const slices = planOf(account, 'insights_campaign', 'INCREMENTAL', { cursor: before });
    const later = [];
    for (const slice of slices)
      later.push(...metricsOf(await readSlice(account, 'insights_campaign', slice)));
    const truth = account.sim.control.truth('990010001', { from: '2026-11-19', to: '2026-11-19' });
    const day = later.filter((row) => row.day === '2026-11-19');
    const total = (rows: typeof day) =>
      rows.reduce((all, { conversion_value }) => all + Number(conversion_value ?? 0), 0);
    expect(total(day)).toBe(Number(truth.total('account').purchaseValueMinor));
    expect(total(day)).toBeGreaterThan(total(early));
  });

  it('do not believe an empty answer for an account that was active', async () => {
    const account = await open();
    account.sim.control.failNext({ kind: 'empty_data', match: { path: '/insights' } });
    const { proof, pages } = await readSlice(account, 'insights_ad', WEEK);
    expect([pages.length, proof.received, proof.expected]).toEqual([0, 0, 7]);
    expect(proof.notes?.[0]?.text).toContain('active on 7');
  });

  it('believe it where nothing ran, and cover the days', async () => {
    const account = await open();
    const slice = {
      key: 'old',
      from: '2024-01-01',
      to: '2024-01-30',
      params: { history: true, cursor: 'c' },
    };
    expect((await readSlice(account, 'insights_ad', slice)).proof).toEqual({
      expected: 0,
      received: 0,
      cursor: 'c',
      covers: { level: 'ad', from: '2024-01-01', to: '2024-01-30' },
    });
  });
});

describe('report runs', () => {
  it('are saved at once and taken up again after a crash', async () => {
    const account = await open();
    account.sim.control.failNext({
      kind: 'token_expired',
      match: { method: 'GET', path: '29900' },
      after: 1,
    });
    const states: JsonObject[] = [];
    await failure(readSlice(account, 'insights_ad', LARGE, states));
    expect(states.at(-1)).toMatchObject({
      runs: { '2026-11-10..2026-11-16': expect.stringMatching(/^\d{17,}$/) },
    });
    const posts = () =>
      account.sim.control.requests().filter(({ method }) => method === 'POST').length;
    expect(posts()).toBe(1);
    const resumed = await readSlice(account, 'insights_ad', LARGE, states);
    expect(posts()).toBe(1);
    sum(account, metricsOf(resumed));
  });

  it.each<[FaultKind, number]>([
    ['async_skipped', 2],
    ['async_failed', 2],
    ['async_stuck', 3],
    ['async_fields_missing', 1],
  ])('survive %s', async (kind, runs) => {
    const account = await open();
    account.sim.control.failNext({ kind });
    const read = await readSlice(account, 'insights_ad', LARGE);
    sum(account, metricsOf(read));
    expect(read.proof.received).toBe(metricsOf(read).length);
    expect(account.sim.control.requests().filter(({ method }) => method === 'POST')).toHaveLength(
      runs,
    );
  });

  it('wait for 100 percent, not for the word Completed alone', async () => {
    const account = await open({
      asyncSteps: [
        { status: 'Job Started', percent: 0 },
        { status: 'Job Completed', percent: 80 },
        { status: 'Job Completed', percent: 100 },
      ],
    });
    sum(account, metricsOf(await readSlice(account, 'insights_adset', LARGE)));
    expect(account.waits.slice(0, 3)).toEqual([250, 500, 1000]);
  });

  it('are cut by days and then by campaigns when they are too large', async () => {
    const account = await open({ syncCellLimit: 1_000, asyncCellLimit: 10 });
    const states: JsonObject[] = [];
    const read = await readSlice(account, 'insights_ad', LARGE, states);
    sum(account, metricsOf(read));
    expect(JSON.stringify(states.at(-1))).toContain('2026-11-10..2026-11-10@');
  });

  it('take over when the synchronous answer takes too long', async () => {
    const account = await open({ syncCellLimit: 40 });
    const read = await readSlice(account, 'insights_campaign', WEEK);
    sum(account, metricsOf(read));
    expect(read.states.at(-1)).toMatchObject({ reports: true });
  });
});

describe('refusals', () => {
  it.each<FaultKind>([
    'throttled',
    'account_throttled',
    'insights_busy',
    'http_500',
    'transient',
    'unknown',
    'error_in_200',
    'too_much_data',
    'sync_timeout',
    'close_socket',
  ])('%s is waited out and changes nothing', async (kind) => {
    const account = await open();
    account.sim.control.failNext({ kind, times: 2, match: { path: '/insights' } });
    sum(account, metricsOf(await readSlice(account, 'insights_campaign', WEEK)));
    if (kind !== 'sync_timeout')
      expect(account.waits.filter((ms) => ms > 500).length).toBeGreaterThan(0);
  });

  it.each<[FaultKind, string]>([
    ['token_expired', 'credentials'],
    ['session_invalid', 'credentials'],
    ['permission', 'permission'],
    ['not_visible', 'permission'],
    ['malformed', 'schema_drift'],
    ['wrong_shape', 'schema_drift'],
    ['truncate', 'unavailable'],
  ])('%s is %s and ends the slice', async (kind, expected) => {
    const account = await open();
    account.sim.control.failNext({ kind, times: 9, match: { path: '/insights' } });
    const error = await failure(readSlice(account, 'insights_campaign', WEEK));
    expect(error.kind).toBe(expected);
    if (expected === 'schema_drift') expect(String(error.rejected?.body).length).toBeGreaterThan(0);
    const kept = `${error.message}${String(error.rejected?.body)}`;
    expect(kept).not.toContain(account.sim.accessToken);
  });

  it('passes a long wait on to whoever schedules', async () => {
    const account = await open();
    account.sim.control.failNext({ kind: 'buc', amount: 7, times: 9 });
    const error = await failure(readSlice(account, 'insights_campaign', WEEK));
    expect([error.kind, error.retryAfterMs, error.platformCode]).toEqual([
      'rate_limited',
      7 * 60_000,
      '80000/2446079',
    ]);
    expect(account.sim.control.requests()).toHaveLength(1);
  });

  it('gives up on an outage after a few tries', async () => {
    const account = await open();
    account.sim.control.failNext({ kind: 'http_500', times: 99 });
    expect((await failure(readSlice(account, 'insights_campaign', WEEK))).kind).toBe('unavailable');
    expect(account.sim.control.requests()).toHaveLength(5);
  });

  it('slows down before the allowance is used up', async () => {
    const running = Array.from(
      { length: 24 },
      () => ({ status: 'Job Running', percent: 5 }) as const,
    );
    const account = await open({
      budgets: { insightsPerAccount: 20 },
      asyncSteps: [...running, { status: 'Job Completed', percent: 100 }],
    });
    const states: JsonObject[] = [];
    const error = await failure(readSlice(account, 'insights_ad', LARGE, states));
    expect(error.kind).toBe('rate_limited');
    expect(account.waits).toContain(5_000);
    account.sim.control.advance(error.retryAfterMs ?? 0);
    account.sim.control.setBudgets({ insightsPerAccount: 1_000 });
    sum(account, metricsOf(await readSlice(account, 'insights_ad', LARGE, states)));
    expect(account.sim.control.requests().every(({ status }) => status === 200)).toBe(true);
  });
});
