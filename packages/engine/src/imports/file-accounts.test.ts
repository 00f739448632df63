import { mkdtempSync, rmSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayState } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type MemoryAccount,
  type TestClock,
} from '@commerce/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { loadConnectorFacts } from '../reports/connector-facts.ts';
import { previewImport } from './preview-import.ts';
import { runImport } from './run-import.ts';

/** Campaigns, days and what each spent; whose the rows are where the file says it. */
interface Report {
  campaigns: readonly string[];
  days?: readonly string[];
  spend?: string;
  id?: string;
  name?: string;
}

const NONE = { rows: 0, days: 0 };

describe.each(testEngines())('files of several ad accounts of one shop on %s', (engine) => {
  const directory = mkdtempSync(join(tmpdir(), 'commerce-file-accounts-'));
  let database: TestDatabase;
  let memory: MemoryAccount;
  let clock: TestClock;
  let ctx: EngineContext;
  let shopId: string;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
  });
  afterAll(async () => {
    await database.close();
    rmSync(directory, { recursive: true, force: true });
  });
  beforeEach(async () => {
    memory = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
    clock = createTestClock('2026-11-20T03:00:00Z');
    ctx = createTestContext({ db: database.db, platforms: [memory.platform], clock });
    shopId = (await createTenant(database.db)).shops[0]!.id;
  });

  async function asked({ campaigns, days, spend = '5', id, name }: Report, account?: string) {
    const filePath = join(directory, 'report.csv');
    const whose = id || name ? `,${id ?? ''},${name ?? ''}` : '';
    const lines = campaigns.flatMap((campaign) =>
      (days ?? ['2026-11-01', '2026-11-02']).map((day) => `${campaign},${day},${spend}${whose}`),
    );
    const head = `campaign,day,spend${whose ? ',account,account name' : ''}`;
    await writeFile(filePath, [head, ...lines].join('\n'));
    await utimes(filePath, clock.now(), clock.now());
    const file = { shopId, platform: 'memory', filePath, fileName: 'report.csv' };
    return { ...file, ...(account !== undefined && { account }) };
  }

  const store = async (report: Report, account?: string) =>
    runImport(ctx, await asked(report, account));
  const preview = async (report: Report, account?: string) =>
    previewImport(ctx, await asked(report, account));

  /** `account: spend a day`, by connector and day. */
  async function stored(): Promise<string[]> {
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', c.external_account_id, r.day, trim_scale(r.spend)) as line
      from reporting.marketing_daily_rollup r
      join app_dashboard.connectors c on c.shop_id = r.shop_id and c.id = r.connector_id
      where r.shop_id = ${shopId} order by 1`.execute(database.db);
    return rows.map((row) => row.line);
  }

  it('stand side by side where each says its account', async () => {
    await store({ campaigns: ['a1', 'a2'], id: '1', name: 'One' });
    expect(await preview({ campaigns: ['b1'], id: '2' })).toMatchObject({
      connectorId: null,
      account: '2',
      removes: NONE,
    });
    await store({ campaigns: ['b1'], id: '2' });
    const expected = [
      'file:memory:1 2026-11-01 10',
      'file:memory:1 2026-11-02 10',
      'file:memory:2 2026-11-01 5',
      'file:memory:2 2026-11-02 5',
    ];
    expect(await stored()).toEqual(expected);

    // The account is certain: whatever it has of these days now is what the file says.
    const again = { campaigns: ['a3'], id: '1', name: 'One' };
    expect(await preview(again)).toMatchObject({ account: 'One', removes: { rows: 4, days: 2 } });
    expect(await stored()).toEqual(expected);
    expect((await store(again)).removed).toEqual({ rows: 4, days: 2 });
    await store({ campaigns: ['a3'], name: 'One' });
    await store(again, 'One');
    expect(await stored()).toEqual([
      'file:memory:1 2026-11-01 5',
      'file:memory:1 2026-11-02 5',
      ...expected.slice(2),
    ]);
  });

  it('never replace each other unasked where none says its account', async () => {
    await store({ campaigns: ['a1', 'a2'] });
    const before = await stored();
    const other: Report = { campaigns: ['b1'] };
    const refused = {
      code: 'conflict',
      message: expect.stringMatching(/remove 4 stored rows on 2 days.*--account/),
    };
    await expect(preview(other)).rejects.toMatchObject(refused);
    await expect(store(other)).rejects.toMatchObject(refused);
    expect(await stored()).toEqual(before);

    // Other days take nothing away, and one shared campaign tells that it is the same account.
    await store({ campaigns: ['b1'], days: ['2026-11-03'] });
    expect(await preview({ campaigns: ['a1', 'a9'] })).toMatchObject({
      account: 'Memory Ads files',
      removes: { rows: 2, days: 2 },
    });
    const done = await store(other, 'second');
    expect(done.removed).toEqual(NONE);
    expect((await store(other, 'second')).connectorId).toBe(done.connectorId);
    expect(await stored()).toEqual([
      ...before,
      'file:memory 2026-11-03 5',
      'file:memory:second 2026-11-01 5',
      'file:memory:second 2026-11-02 5',
    ]);
    await expect(store({ campaigns: ['a1'] })).rejects.toMatchObject({ code: 'conflict' });
    // The third is there already, of files that did not say whose they are.
    const third: Report = { campaigns: ['b1'], days: ['2026-11-03'] };
    await expect(store(third, 'second')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('counted twice'),
    });
  });

  it('replace what is stored where the operator names its connector', async () => {
    const { connectorId } = await store({ campaigns: ['a1'] });
    const done = await store({ campaigns: ['b1'], spend: '7' }, connectorId);
    expect(done).toMatchObject({ connectorId, removed: { rows: 2, days: 2 } });
    expect(await stored()).toEqual(['file:memory 2026-11-01 7', 'file:memory 2026-11-02 7']);
    const unknown = '0b6f7c4e-3f0e-4a55-9d2a-2a1df2f0a001';
    await expect(store({ campaigns: ['b1'] }, unknown)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it.each([
    ['the file says it', { id: '1', name: 'One' }, undefined, 'One'],
    ['the operator says it', {}, '1', 'Memory Ads files 1'],
  ])('are not counted twice when later %s', async (_, whose, account, name) => {
    const { connectorId } = await store({ campaigns: ['a1', 'a2'] });
    expect(await preview({ campaigns: ['a1', 'a2'], ...whose }, account)).toMatchObject({
      connectorId,
      removes: NONE,
    });
    const done = await store({ campaigns: ['a1', 'a2'], ...whose }, account);
    expect(done).toMatchObject({ connectorId, removed: NONE });
    expect(await stored()).toEqual(['file:memory:1 2026-11-01 10', 'file:memory:1 2026-11-02 10']);
    const [only] = await withSystem(database.db, (trx) => loadConnectorFacts(ctx, trx, shopId));
    expect(only).toMatchObject({ name, externalAccountId: 'file:memory:1' });
  });

  it('are told from an unnamed one by their objects, or refused', async () => {
    await store({ campaigns: ['name:Brand', 'name:Sale'] });
    // Names repeat between accounts: a part of them proves nothing.
    const alike: Report = { campaigns: ['name:Brand', 'name:Other'], id: '2' };
    await expect(store(alike)).rejects.toMatchObject({ code: 'conflict' });
    await store({ campaigns: ['name:Brand', 'name:Sale'] }, '1');
    await store(alike);
    expect(await stored()).toEqual([
      'file:memory:1 2026-11-01 10',
      'file:memory:1 2026-11-02 10',
      'file:memory:2 2026-11-01 10',
      'file:memory:2 2026-11-02 10',
    ]);
    await expect(store({ campaigns: ['x'], name: 'Three' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('"Three" and no id'),
    });
  });

  it('become the account that is connected, each its own', async () => {
    await store({ campaigns: ['b1'], id: 'mem-2' });
    const { connectorId } = await store({ campaigns: ['c1'], id: 'mem-1' });
    const connected = await connectAccount(ctx, {
      shopId,
      platform: 'memory',
      config: {},
      credentials: { token: memory.token },
    });
    expect(connected.connectorId).toBe(connectorId);
    const accounts = (await stored()).map((line) => line.split(' ')[0]);
    expect([...new Set(accounts)]).toEqual(['file:memory:mem-2', 'mem-1']);
    const later = { campaigns: ['c1'], days: ['2026-10-01'], id: 'mem-1' };
    expect((await store(later)).connectorId).toBe(connectorId);
  });

  it('leave the day they were imported on provisional until it is imported again', async () => {
    const days = ['2026-11-19', '2026-11-20'];
    const states = async () => {
      const [only] = await withSystem(database.db, (trx) => loadConnectorFacts(ctx, trx, shopId));
      return days.map((day) => only && dayState(only, day, clock.now()));
    };
    await store({ campaigns: ['a1'], days });
    expect(await states()).toEqual(['settling', 'provisional']);
    clock.set('2026-12-30T03:00:00Z');
    expect(await states()).toEqual(['settling', 'provisional']);
    await store({ campaigns: ['a1'], days });
    expect(await states()).toEqual(['final', 'final']);
  });
});
