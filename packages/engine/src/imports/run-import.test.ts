import { mkdtempSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type MemoryAccount,
  type TestTenant,
} from '@commerce/testkit';
import type { Platform } from '@commerce/platforms';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { tick } from '../sync/tick.ts';
import { importFxRates } from './import-fx-rates.ts';
import { previewImport } from './preview-import.ts';
import { runImport } from './run-import.ts';

let database: TestDatabase;
let ctx: EngineContext;
let account: MemoryAccount;
let tenant: TestTenant;
let shopId: string;
const directory = mkdtempSync(join(tmpdir(), 'commerce-import-'));

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('app_dashboard.connectors').execute();
  account = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
  const clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = createTestContext({ db: database.db, platforms: [account.platform], clock });
  tenant = await createTenant(database.db);
  shopId = tenant.shops[0]!.id;
});

async function file(lines: string[], name = 'report.csv'): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, ['campaign,day,spend', ...lines].join('\n'));
  return path;
}

const november = (): string[] =>
  [...account.spend].flatMap(([campaign, days]) =>
    [...days].map(([day, spend]) => `${campaign},${day},${spend}`),
  );

const importFile = async (lines: string[], extra: { account?: string } = {}) =>
  runImport(ctx, {
    shopId,
    platform: 'memory',
    filePath: await file(lines),
    fileName: 'report.csv',
    ...extra,
  });

const metrics = () =>
  database.db
    .selectFrom('core_warehouse.metrics_daily')
    .select(['level', 'entity_id', 'day', 'spend', 'currency', 'impressions'])
    .where('shop_id', '=', shopId)
    .orderBy('entity_id')
    .orderBy('day')
    .execute();

const count = async (table: 'app_dashboard.imports' | 'app_dashboard.connectors') =>
  (await database.db.selectFrom(table).select('id').where('shop_id', '=', shopId).execute()).length;

describe('a file', () => {
  it('previewed stores nothing', async () => {
    const filePath = await file(november());
    const preview = await previewImport(ctx, {
      shopId,
      platform: 'memory',
      filePath,
      fileName: 'report.csv',
    });
    expect(preview).toMatchObject({ connectorId: null, report: { rows_kept: 60 } });
    expect(await metrics()).toEqual([]);
    expect(await count('app_dashboard.connectors')).toBe(0);
  });

  it('becomes rows, an import and a connector that nothing schedules', async () => {
    const done = await importFile(november());
    expect(done).toMatchObject({ removed: { rows: 0, days: 0 }, keptBack: 0 });
    expect(await metrics()).toHaveLength(60);
    const connector = await database.db
      .selectFrom('app_dashboard.connectors')
      .selectAll()
      .where('id', '=', done.connectorId)
      .executeTakeFirstOrThrow();
    expect(connector).toMatchObject({
      mode: 'import',
      external_account_id: 'file:memory',
      currency: 'KRW',
      collected_from: '2026-11-01',
    });
    expect((await tick(ctx)).scheduled).toBe(0);
    const audit = await database.db
      .selectFrom('app_dashboard.audit_log')
      .select('action')
      .where('shop_id', '=', shopId)
      .execute();
    expect(audit).toEqual([{ action: 'import.run' }]);
    expect(await readdir(ctx.settings.scratchDir)).toEqual([]);
  });

  it('imported again changes nothing, a newer one of the same days replaces', async () => {
    await importFile(november());
    const before = await metrics();
    await importFile(november());
    expect(await metrics()).toEqual(before);

    const newer = november().filter((line) => !line.startsWith('c2,'));
    newer[0] = 'c1,2026-11-01,7.5';
    expect(await importFile(newer)).toMatchObject({ removed: { rows: 20, days: 20 } });
    const after = await metrics();
    expect(after).toHaveLength(40);
    expect(after[0]).toMatchObject({ entity_id: 'c1', spend: '7.5000' });
    expect(await count('app_dashboard.imports')).toBe(3);
    expect(await count('app_dashboard.connectors')).toBe(1);
  });

  it('that is hopeless stores nothing, not even a connector', async () => {
    const lines = [...november(), 'c9,yesterday,1'];
    await expect(importFile(lines)).rejects.toMatchObject({
      code: 'invalid_file',
      message: expect.stringContaining('Line 62'),
    });
    await expect(
      runImport(ctx, { shopId, platform: 'memory', filePath: '/nowhere', fileName: 'x' }),
    ).rejects.toMatchObject({ code: 'invalid_file' });
    expect(await metrics()).toEqual([]);
    expect(await count('app_dashboard.connectors')).toBe(0);
  });

  it('and the account it came from end in identical rows', async () => {
    await importFile(november());
    const fromFile = await metrics();
    const connected = await connectAccount(ctx, {
      shopId,
      platform: 'memory',
      config: {},
      credentials: { token: account.token },
    });
    await tick(ctx);
    expect(await metrics()).toEqual(fromFile);
    expect(await count('app_dashboard.connectors')).toBe(1);

    const again = await importFile(['c1,2026-11-01,1']);
    expect(again).toMatchObject({ connectorId: connected.connectorId, removed: { rows: 0 } });
    expect(await metrics()).toEqual(fromFile);
  });

  it('is read with what is known of its account, unless the operator says otherwise', async () => {
    const seen: JsonObject[] = [];
    const { files } = account.platform;
    const platform: Platform = {
      ...account.platform,
      files: { accepts: [], read: (input) => (seen.push(input.options), files!.read(input)) },
    };
    const context = { ...ctx, platforms: new Map([['memory', platform]]) };
    const input = { shopId, platform: 'memory', filePath: await file(november()), fileName: 'x' };
    await runImport(context, input);
    await previewImport(context, input);
    expect(seen).toEqual([{}, {}, {}]);
    await connectAccount(context, {
      shopId,
      platform: 'memory',
      config: { account: 'main' },
      credentials: { token: account.token },
    });
    await previewImport(context, { ...input, options: { account: 'other' } });
    await previewImport(context, input);
    expect(seen.slice(3)).toEqual([
      { account: 'other', account_id: 'mem-1' },
      { account: 'main', account_id: 'mem-1' },
    ]);
  });

  it('that cannot be written is not counted as imported', async () => {
    const { files } = account.platform;
    const platform: Platform = {
      ...account.platform,
      files: {
        accepts: [],
        async *read(input) {
          const pages = files!.read(input);
          for (let page = 0; ; page++) {
            const next = await pages.next();
            if (next.done) return next.value;
            const metrics = next.value.rows.metrics?.map((row) =>
              page === 2 ? { ...row, spend: 'not a number' } : row,
            );
            yield { ...next.value, rows: { ...next.value.rows, ...(metrics && { metrics }) } };
          }
        },
      },
    };
    const context = { ...ctx, platforms: new Map([['memory', platform]]) };
    const filePath = await file(november());
    await expect(
      runImport(context, { shopId, platform: 'memory', filePath, fileName: 'x' }),
    ).rejects.toThrow();
    expect(await metrics()).toHaveLength(40);
    expect(await count('app_dashboard.imports')).toBe(0);
    const connectors = () =>
      database.db
        .selectFrom('app_dashboard.connectors')
        .select(['collected_from', 'last_synced_at'])
        .where('shop_id', '=', shopId)
        .execute();
    expect(await connectors()).toEqual([{ collected_from: null, last_synced_at: null }]);
    await importFile(november());
    expect(await connectors()).toEqual([
      { collected_from: '2026-11-01', last_synced_at: ctx.now() },
    ]);
  });

  it('of one of several accounts must say which', async () => {
    const connect = (id: string) => {
      const other = createMemoryAccount({ id, firstDay: '2026-11-01', lastDay: '2026-11-20' });
      const context = { ...ctx, platforms: new Map([['memory', other.platform]]) };
      return connectAccount(context, {
        shopId,
        platform: 'memory',
        config: {},
        credentials: { token: other.token },
      });
    };
    const [first] = [await connect('a'), await connect('b')];
    await expect(importFile(november())).rejects.toMatchObject({ code: 'conflict' });
    const done = await importFile(november(), { account: first.connectorId });
    expect(done.connectorId).toBe(first.connectorId);
  });

  it('is not for those who may only look', async () => {
    const filePath = await file(november());
    const reader = { ...ctx, actor: tenant.storeUser.actor };
    const input = { shopId, platform: 'memory', filePath, fileName: 'x' };
    await expect(runImport(reader, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(previewImport(reader, input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('exchange rates', () => {
  const rates = async (...lines: string[]) => {
    const path = join(directory, 'rates.csv');
    await writeFile(path, lines.join('\n'));
    return await importFxRates(ctx, { filePath: path });
  };
  const stored = () =>
    database.db
      .selectFrom('core_warehouse.fx_rates')
      .select(['day', 'base', 'quote', 'rate', 'source'])
      .orderBy('day')
      .execute();

  it('are stored exactly, and replaced by a second file', async () => {
    const head = 'day,base,quote,rate,source';
    expect(
      await rates(head, '2026-11-01,KRW,USD,1391.123456,ECOS', '2026-11-02,krw,usd,1392,ECOS'),
    ).toEqual({ rates: 2, from: '2026-11-01', to: '2026-11-02' });
    await rates(head, '2026-11-02,KRW,USD,1400.5,manual', '');
    expect(await stored()).toEqual([
      { day: '2026-11-01', base: 'KRW', quote: 'USD', rate: '1391.123456000000', source: 'ECOS' },
      { day: '2026-11-02', base: 'KRW', quote: 'USD', rate: '1400.500000000000', source: 'manual' },
    ]);
  });

  it('of a file with bad lines are all refused, by line', async () => {
    const before = await stored();
    await expect(
      rates(
        'day,base,quote,rate,source',
        '2026-12-01,KRW,USD,1391,ECOS',
        '2026-13-01,KRW,USD,1,ECOS',
        '2026-12-02,KRW,USD,0,ECOS',
        '2026-12-02,KRW,KRW,1,ECOS',
        '2026-12-01,KRW,USD,1391,ECOS',
      ),
    ).rejects.toMatchObject({
      code: 'invalid_file',
      message: expect.stringMatching(/line 3: .*line 4: .*line 5: .*line 6: a second rate/),
    });
    await expect(rates('<html>')).rejects.toMatchObject({ code: 'invalid_file' });
    expect(await stored()).toEqual(before);
  });
});
