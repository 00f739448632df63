import { mkdtempSync, rmSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayState, eachDay } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type TestClock,
} from '@commerce/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { runImport } from '../imports/run-import.ts';
import { tick } from '../sync/tick.ts';
import { loadConnectorFacts } from './connector-facts.ts';

const account = createMemoryAccount({ firstDay: '2026-10-01', lastDay: '2026-11-30' });
const directory = mkdtempSync(join(tmpdir(), 'commerce-imported-days-'));
let database: TestDatabase;
let clock: TestClock;
let ctx: EngineContext;
let shopId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = createTestContext({ db: database.db, platforms: [account.platform], clock });
  shopId = (await createTenant(database.db)).shops[0]!.id;
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

async function importDays(from: string, to: string, writtenAt = clock.now()): Promise<void> {
  const filePath = join(directory, 'report.csv');
  const lines = eachDay({ from, to }).map((day) => `c1,${day},5`);
  await writeFile(filePath, ['campaign,day,spend', ...lines].join('\n'));
  await utimes(filePath, writtenAt, writtenAt);
  await runImport(ctx, { shopId, platform: 'memory', filePath, fileName: 'report.csv' });
}

async function facts() {
  const [only, ...more] = await withSystem(database.db, (trx) =>
    loadConnectorFacts(ctx, trx, shopId),
  );
  expect(more).toEqual([]);
  return only!;
}

const states = async (...days: string[]) => {
  const source = await facts();
  return days.map((day) => dayState(source, day, clock.now()));
};

it('days between two imports are not collected, before and after the account is connected', async () => {
  await importDays('2026-01-01', '2026-01-31');
  await importDays('2026-03-01', '2026-03-20');
  await importDays('2026-03-21', '2026-03-31');
  expect((await facts()).importedRanges?.map(({ from, to }) => `${from} ${to}`)).toEqual([
    '2026-01-01 2026-01-31',
    '2026-03-01 2026-03-20',
    '2026-03-21 2026-03-31',
  ]);
  const days = ['2026-01-15', '2026-02-15', '2026-03-21', '2026-05-01', '2026-10-05'] as const;
  const fileStates = ['final', 'not_collected', 'final', 'not_collected', 'not_collected'];
  expect(await states(...days)).toEqual(fileStates);

  const credentials = { token: account.token };
  await connectAccount(ctx, { shopId, platform: 'memory', config: {}, credentials });
  expect(await states(...days)).toEqual(fileStates);

  expect((await tick(ctx)).runs.succeeded).toBe(1);
  expect((await facts()).collectedFrom).toBe('2026-10-01');
  expect(await states(...days)).toEqual([...fileStates.slice(0, 4), 'final']);
});

it('a file tells what was known when it was written, where that can be', async () => {
  const day = '2026-06-10';
  // 05:00 UTC is 14:00 in Seoul: the day was not over.
  await importDays('2026-06-01', day, new Date('2026-06-10T05:00:00Z'));
  expect(await states(day)).toEqual(['provisional']);
  await importDays('2026-06-01', day, new Date('2026-06-11T05:00:00Z'));
  expect(await states(day)).not.toEqual(['provisional']);

  // No export is older than its last day, nor younger than its import.
  await importDays('2026-07-01', '2026-07-10', new Date('2026-07-09T05:00:00Z'));
  await importDays('2026-08-01', '2026-08-10', new Date('2027-01-01T00:00:00Z'));
  expect(await states('2026-07-10', '2026-08-10')).toEqual(['final', 'final']);
});
