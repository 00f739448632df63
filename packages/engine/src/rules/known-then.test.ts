import { type EntityRow, type JsonObject, startOfDay } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, createTestContext, type TestClock } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness, metrics, write } from '../test/small-business.ts';
import { backtestRule } from './backtest-rule.ts';
import { createRule } from './create-rule.ts';
import { evaluateDue } from './evaluate-due.ts';

type Business = Awaited<ReturnType<typeof createSmallBusiness>>;

const at = (day: string, hour: number): string =>
  new Date(startOfDay(day, 'Asia/Seoul').getTime() + hour * 3_600_000).toISOString();

describe('what came to light later', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let ctx: EngineContext;

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = createTestClock(at('2026-10-10', 9));
    ctx = createTestContext({ db: database.db, platforms: [], clock });
  });
  afterAll(() => database.close());

  /** What the live rule let through, and what a backtest says of the same mornings. */
  async function bothOf(business: Business, ruleId: string, from: string, to: string) {
    const rows = await database.db
      .selectFrom('app_dashboard.rule_findings')
      .select(['as_of', 'finding'])
      .where('rule_id', '=', ruleId)
      .where('outcome', 'not in', ['cooldown', 'daily_limit', 'quiet_hours'])
      .orderBy('as_of')
      .orderBy('entity_id')
      .execute();
    const live = rows.map(({ as_of, finding }) => {
      const { entity_id, risk, reason } = finding as JsonObject;
      return { at: as_of.toISOString(), entity_id, risk, reason };
    });
    const { accounts } = await backtestRule(ctx, {
      shopId: business.shopId,
      rule: { ruleId },
      from,
      to,
    });
    const replayed = accounts.flatMap(({ firings }) =>
      firings.map(({ at: instant, entity_id, risk, reason }) => ({
        at: instant,
        entity_id,
        risk,
        reason,
      })),
    );
    return { live, replayed };
  }

  it('is not known from a file that was imported long after its days', async () => {
    const business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
    const account = business.ads[0]!;
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ mode: 'import', last_synced_at: null })
      .where('id', '=', account.connectorId)
      .execute();
    const file = async (from: string, to: string, instant: string) => {
      await database.db
        .insertInto('app_dashboard.imports')
        .values({
          shop_id: account.shopId,
          connector_id: account.connectorId,
          file_name: `${from}.csv`,
          file_sha256: from,
          format: 'csv',
          rows_read: 1,
          rows_kept: 1,
          range_from: from,
          range_to: to,
          imported_by: 'test',
          imported_at: instant,
        })
        .execute();
      const days = [];
      for (let day = new Date(from); day <= new Date(to); day.setUTCDate(day.getUTCDate() + 1)) {
        days.push(day.toISOString().slice(0, 10));
      }
      const row = { level: 'campaign', entity_id: 'c', spend: '9000', conversions: '0' } as const;
      await write(database.db, account, metrics(...days.map((day) => ({ ...row, day }))), instant);
    };
    await file('2026-10-01', '2026-10-09', at('2026-10-10', 8));
    const rule = await createRule(ctx, {
      shopId: business.shopId,
      template: 'stale_data',
      parameters: { minutes: '60' },
      state: 'shadow',
      cooldownHours: 0,
    });
    for (const day of ['2026-10-12', '2026-10-20', '2026-10-21']) {
      clock.set(at(day, 9));
      expect(await evaluateDue(ctx)).toMatchObject({ failed: 0, accounts: 1 });
    }
    // The days up to the nineteenth come to light on the twenty-fifth.
    await file('2026-10-10', '2026-10-19', at('2026-10-25', 8));
    clock.set(at('2026-10-26', 9));
    const { live, replayed } = await bothOf(business, rule.id, '2026-10-12', '2026-10-21');
    const mornings = new Set(live.map((one) => one.at));
    expect(replayed.filter((one) => mornings.has(one.at))).toEqual(live);
    expect(live).toHaveLength(3);
  });

  it('is not that a neighbour was removed: it still ran', async () => {
    const business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
    const account = business.ads[0]!;
    const ads = (neighbour: string, instant: string) =>
      write(
        database.db,
        account,
        {
          entities: ['bad', 'quiet'].map((id) => ({
            level: 'ad',
            external_id: id,
            name: id,
            parent_id: 's1',
            campaign_id: 'c1',
            status: id === 'quiet' ? neighbour : 'ACTIVE',
            effective_status: id === 'quiet' ? neighbour : 'ACTIVE',
            currency: 'KRW',
            attributes: {},
          })) as unknown as EntityRow[],
        },
        instant,
      );
    const read = async (day: string, days: readonly string[]) => {
      const row = { level: 'ad', entity_id: 'bad', campaign_id: 'c1', adset_id: 's1' } as const;
      const figures = { spend: '90000', conversions: '0', clicks: 10 };
      await write(
        database.db,
        account,
        metrics(...days.map((one) => ({ ...row, ...figures, day: one }))),
        at(day, 8),
      );
      const began = at(day, 8);
      const job = { kind: 'INCREMENTAL', status: 'SUCCEEDED' } as const;
      await database.db
        .insertInto('app_dashboard.sync_jobs')
        .values({
          shop_id: account.shopId,
          connector_id: account.connectorId,
          ...job,
          started_at: began,
          finished_at: began,
        })
        .execute();
      await database.db
        .updateTable('app_dashboard.connectors')
        .set({ last_synced_at: began })
        .where('id', '=', account.connectorId)
        .execute();
    };
    await ads('ACTIVE', at('2026-10-01', 8));
    await read('2026-10-01', ['2026-09-30']);
    const rule = await createRule(ctx, {
      shopId: business.shopId,
      template: 'kill_switch',
      parameters: { spend: '50000', days: '3' },
      state: 'shadow',
      cooldownHours: 0,
    });
    await read('2026-10-10', ['2026-10-07', '2026-10-08', '2026-10-09']);
    clock.set(at('2026-10-10', 9));
    expect(await evaluateDue(ctx)).toMatchObject({ failed: 0 });
    await ads('ARCHIVED', at('2026-10-11', 8));
    clock.set(at('2026-10-12', 9));
    const { live, replayed } = await bothOf(business, rule.id, '2026-10-10', '2026-10-10');
    expect(live).toMatchObject([{ entity_id: 'bad', risk: 'low' }]);
    expect(replayed).toEqual(live);
  });
});
