import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystem } from '../database.ts';
import { createTestDatabase, type TestDatabase, testEngines } from '../testing.ts';
import { checkRollups, countUncovered, removeUncovered } from './index.ts';
import type { Tenant } from './run-statement.ts';
import { sampleMetrics, sampleTenant, storedFacts, writeFacts } from './sample-facts.ts';

describe.each(testEngines())('writing metrics on %s', (engine) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ engine });
  });
  afterAll(() => test?.close());

  const day = '2026-02-01';
  const nextDay = '2026-02-02';
  const at = (hour: number) => new Date(Date.UTC(2026, 1, 2, hour));
  const campaign = sampleMetrics({ entity_id: 'c1', day, spend: '100.5', impressions: 10 });

  it('touches nothing when the same values are seen again', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    await writeFacts(test.db, tenant, { metrics: [campaign] }, { receivedAt: at(1) });
    const before = await storedFacts(test.db, tenant);
    const again = await writeFacts(test.db, tenant, { metrics: [campaign] }, { receivedAt: at(2) });
    expect(again).toMatchObject({ rows: 0, changed: false });
    expect(await storedFacts(test.db, tenant)).toBe(before);
  });

  it('keeps the values that a platform restates, each for the time it held', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    for (const [hour, spend] of [
      [1, '100'],
      [2, '100'],
      [3, '90'],
      [5, '95'],
    ] as const) {
      const metrics = [{ ...campaign, spend }];
      await writeFacts(test.db, tenant, { metrics }, { receivedAt: at(hour) });
    }
    const { rows } = await sql<Record<string, unknown>>`
      select trim_scale(spend) as spend, observed_at, superseded_at from core_warehouse.metrics_daily_versions
      where shop_id = ${tenant.shopId} order by observed_at`.execute(test.db);
    expect(rows).toEqual([
      { spend: '100', observed_at: at(1), superseded_at: at(3) },
      { spend: '90', observed_at: at(3), superseded_at: at(5) },
    ]);
    const { rows: now } = await sql<Record<string, unknown>>`
      select trim_scale(spend) as spend, first_observed_at, observed_at from core_warehouse.metrics_daily
      where shop_id = ${tenant.shopId}`.execute(test.db);
    expect(now).toEqual([{ spend: '95', first_observed_at: at(1), observed_at: at(5) }]);
  });

  it('does not move observed_at for a new name, nor take back an older answer', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    await writeFacts(test.db, tenant, { metrics: [campaign] }, { receivedAt: at(3) });
    const renamed = { ...campaign, entity_name: 'Renamed' };
    await writeFacts(test.db, tenant, { metrics: [renamed] }, { receivedAt: at(4) });
    const older = { ...campaign, spend: '1' };
    await writeFacts(test.db, tenant, { metrics: [older] }, { receivedAt: at(2) });
    const { rows } = await sql<Record<string, unknown>>`
      select entity_name, trim_scale(spend) as spend, observed_at from core_warehouse.metrics_daily
      where shop_id = ${tenant.shopId}`.execute(test.db);
    expect(rows).toEqual([{ entity_name: 'Renamed', spend: '100.5', observed_at: at(3) }]);
  });

  it('takes each metric from the coarsest level that reported it for all its rows', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    const metrics = [
      sampleMetrics({ level: 'account', entity_id: 'a', day, spend: '10', impressions: 9 }),
      sampleMetrics({ level: 'campaign', entity_id: 'c', day, spend: '9', clicks: 5 }),
      sampleMetrics({ level: 'campaign', entity_id: 'd', day, clicks: 1, conversions: '2' }),
      sampleMetrics({ level: 'ad', entity_id: 'x', day, clicks: 2, conversions: '1' }),
      sampleMetrics({ level: 'ad', entity_id: 'y', day, clicks: 2, conversions: '2.5' }),
    ];
    await writeFacts(test.db, tenant, { metrics });
    const { rows } = await sql<Record<string, unknown>>`
      select trim_scale(spend) as spend, impressions, clicks, trim_scale(conversions) as conversions, conversion_value
      from reporting.marketing_daily where shop_id = ${tenant.shopId}`.execute(test.db);
    expect(rows).toEqual([
      { spend: '10', impressions: 9, clicks: 6, conversions: '3.5', conversion_value: null },
    ]);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it("never replaces the platform's own answer by a file's", async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    await writeFacts(test.db, tenant, { metrics: [campaign] });
    const file = [
      { ...campaign, spend: '1' },
      { ...campaign, entity_id: 'c2' },
    ];
    const written = await writeFacts(test.db, tenant, { metrics: file }, { source: 'file' });
    expect(written).toMatchObject({ rows: 0, keptBack: 2 });
    expect(await spendOf(tenant)).toEqual(['c1 api 100.5']);
    await writeFacts(test.db, tenant, { metrics: file });
    expect(await spendOf(tenant)).toEqual(['c1 api 1', 'c2 api 100.5']);
  });

  it('lets its answer take the place of what files said of that level and day', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    const named = { ...campaign, entity_id: 'name:A' };
    const file = [named, campaign, { ...named, level: 'ad' as const }, { ...named, day: nextDay }];
    const options = { source: 'file', receivedAt: at(1) } as const;
    await writeFacts(test.db, tenant, { metrics: file }, options);
    const answer = { metrics: [{ ...campaign, spend: '90' }] };
    const written = await writeFacts(test.db, tenant, answer, { receivedAt: at(2) });
    expect(written).toMatchObject({ rows: 2, changed: true });
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', level, day, entity_id, source) as line
      from core_warehouse.metrics_daily where shop_id = ${tenant.shopId} order by 1`.execute(
      test.db,
    );
    expect(rows.map((row) => row.line)).toEqual([
      `ad ${day} name:A file`,
      `campaign ${day} c1 api`,
      `campaign ${nextDay} name:A file`,
    ]);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
    const { rows: versions } = await sql<Record<string, unknown>>`
      select entity_id, superseded_at from core_warehouse.metrics_daily_versions
      where shop_id = ${tenant.shopId} order by entity_id`.execute(test.db);
    expect(versions).toEqual([
      { entity_id: 'c1', superseded_at: at(2) },
      { entity_id: 'name:A', superseded_at: at(2) },
    ]);
    const late = await writeFacts(
      test.db,
      tenant,
      { metrics: file },
      { ...options, receivedAt: at(3) },
    );
    expect(late).toMatchObject({ rows: 0, keptBack: 2 });
  });

  it('holds against files on every whole day it was asked for, also where it told of nothing', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    // 15:30 UTC of the second is half past midnight of the third in Seoul: the third was not over.
    await sql`update app_dashboard.connectors set collected_from = '2026-02-01',
      last_synced_at = '2026-02-02T15:30:00Z' where id = ${tenant.connectorId}`.execute(test.db);
    await writeFacts(test.db, tenant, { metrics: [{ ...campaign, spend: '90' }] });
    const days = ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03'];
    const file = days.flatMap((each) => [
      sampleMetrics({ entity_id: 'name:A', day: each, spend: '1' }),
      sampleMetrics({ level: 'ad', entity_id: 'name:A›a', day: each, spend: '1' }),
    ]);
    const written = await writeFacts(test.db, tenant, { metrics: file }, { source: 'file' });
    expect(written).toMatchObject({ rows: 4, keptBack: 4 });
    const spent = async () => {
      const { rows } = await sql<{ line: string }>`
        select day || ' ' || trim_scale(spend) as line from reporting.marketing_daily
        where shop_id = ${tenant.shopId} order by day`.execute(test.db);
      return rows.map((row) => row.line);
    };
    expect(await spent()).toEqual(['2026-01-31 1', '2026-02-01 90', '2026-02-03 1']);
    // A file's account has no platform that was asked for anything.
    await sql`update app_dashboard.connectors set mode = 'import' where id = ${tenant.connectorId}`.execute(
      test.db,
    );
    const later = await writeFacts(test.db, tenant, { metrics: file }, { source: 'file' });
    expect(later).toMatchObject({ rows: 3, keptBack: 1 });
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  it('removes what a complete reading no longer brought and keeps its last values', async () => {
    const tenant = await sampleTenant(test.db, 'meta');
    const metrics = ['2026-02-01', '2026-02-02', '2026-02-03'].flatMap((each) => [
      sampleMetrics({ entity_id: 'c1', day: each, spend: '1' }),
      sampleMetrics({ entity_id: 'c|2', day: each, spend: '2' }),
    ]);
    await writeFacts(test.db, tenant, { metrics }, { receivedAt: at(1) });
    const cover = { ...tenant, level: 'campaign', from: '2026-02-01', to: '2026-02-02' } as const;
    const seen = new Set(['c1|2026-02-01', 'c|2|2026-02-02']);
    const remove = (source: 'api' | 'file') =>
      withSystem(test.db, (trx) =>
        removeUncovered(trx, { ...cover, seen, source, observedAt: at(2) }),
      );
    const asked = { ...cover, seen, source: 'api' } as const;
    expect(await withSystem(test.db, (trx) => countUncovered(trx, asked))).toEqual({
      rows: 2,
      days: 2,
    });
    expect(await remove('file')).toEqual({ rows: 0, days: 0 });
    expect(await remove('api')).toEqual({ rows: 2, days: 2 });
    expect(await remove('api')).toEqual({ rows: 0, days: 0 });
    const { rows } = await sql<{ line: string }>`
      select day || ' ' || trim_scale(spend) as line from reporting.marketing_daily
      where shop_id = ${tenant.shopId} order by day`.execute(test.db);
    expect(rows.map((row) => row.line)).toEqual(['2026-02-01 1', '2026-02-02 2', '2026-02-03 3']);
    const { rows: versions } = await sql<Record<string, unknown>>`
      select entity_id, superseded_at from core_warehouse.metrics_daily_versions
      where shop_id = ${tenant.shopId} order by entity_id`.execute(test.db);
    expect(versions).toEqual([
      { entity_id: 'c1', superseded_at: at(2) },
      { entity_id: 'c|2', superseded_at: at(2) },
    ]);
    expect(await checkRollups(test.db, tenant.shopId)).toEqual([]);
  });

  async function spendOf({ shopId }: Tenant): Promise<string[]> {
    const { rows } = await sql<{ line: string }>`
      select concat_ws(' ', entity_id, source, trim_scale(spend)) as line
      from core_warehouse.metrics_daily where shop_id = ${shopId} order by 1`.execute(test.db);
    return rows.map((row) => row.line);
  }
});
