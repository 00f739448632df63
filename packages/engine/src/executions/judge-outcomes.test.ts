import { addDays, eachDay } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { metrics, write } from '../test/small-business.ts';
import { judgeOutcomes } from './judge-outcomes.ts';
import { getExecution } from './list-executions.ts';
import { type AdAccount, openAdAccount } from './test/ad-account.ts';

let database: TestDatabase;
const opened: AdAccount[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
});
afterAll(() => database.close());

const EXECUTED = '2026-11-20';

it('tells what a change did once its week is over and its conversions are in, and only once', async () => {
  const account = await openAdAccount(database.db);
  opened.push(account);
  const { ctx, clock, connectorId, shopId } = account;
  const ad = account.pick('ad');
  const sibling = account.sim.control
    .entities(account.accountId)
    .find(
      ({ parentId, id, status }) => parentId === ad.parentId && id !== ad.id && status === 'ACTIVE',
    );
  const done = await account.run({ kind: 'pause', level: 'ad', entity_id: ad.id });
  const executionId = done.execution_id ?? '';
  const days = eachDay({ from: addDays(EXECUTED, -14), to: addDays(EXECUTED, 40) });
  const campaign = account.pick('campaign');
  const row = (
    entity_id: string,
    day: string,
    spend: number,
    value: number,
    level: 'ad' | 'campaign' = 'ad',
  ) => ({
    ...{ level, entity_id, day, spend: String(spend), impressions: 1000 },
    ...{ conversions: String(value / 10_000), conversion_value: String(value) },
  });
  const rows = days.flatMap((day) => [
    ...(sibling ? [row(sibling.id, day, 30_000, 90_000)] : []),
    row(ad.id, day, day <= EXECUTED ? 40_000 : 0, 0),
    row(campaign.id, day, 100_000, 90_000, 'campaign'),
  ]);
  await write(database.db, { shopId, connectorId }, metrics(...rows), '2026-12-30T00:00:00Z');

  clock.set('2026-11-26T03:00:00Z');
  expect(await judgeOutcomes(ctx)).toEqual({ judged: 0, waiting: 0 });
  clock.set('2027-01-02T03:00:00Z');
  await database.db
    .updateTable('app_dashboard.connectors')
    .set({ last_synced_at: clock.now(), collected_from: '2026-11-01' })
    .where('id', '=', connectorId)
    .execute();
  expect(await judgeOutcomes(ctx)).toEqual({ judged: 1, waiting: 0 });
  expect(await getExecution(ctx, { executionId })).toMatchObject({
    verdict: 'improved',
    verdict_detail: { reason: 'saved_more_than_lost', saved: '280000', lost: '0' },
  });
  expect(await judgeOutcomes(ctx)).toEqual({ judged: 0, waiting: 0 });
});
