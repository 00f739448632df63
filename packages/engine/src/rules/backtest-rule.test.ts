import { addDays, type EntityRow } from '@commerce/core';
import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, EngineContext } from '../context.ts';
import { createSmallBusiness, metrics, write } from '../test/small-business.ts';
import { backtestRule } from './backtest-rule.ts';
import { createRule } from './create-rule.ts';
import { updateRule } from './update-rule.ts';

/** Friday noon in Seoul. */
const NOW = '2026-11-20T03:00:00Z';
const FIRST_DAY = '2026-10-01';
const PERIOD = { from: '2026-10-20', to: '2026-11-10' };

describe.each(testEngines())('a backtest on %s', (engine) => {
  let database: TestDatabase;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;
  let as: (actor: Actor) => EngineContext;
  let ctx: EngineContext;
  let shopId: string;
  let ruleId: string;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }, { currency: 'USD' }]);
    shopId = business.shopId;
    const clock = createTestClock(NOW);
    as = (actor) => createTestContext({ db: database.db, platforms: [], clock, actor });
    ctx = as(business.tenant.staff.actor);
    const [won] = business.ads;
    const ads = ['waste', 'winner'].map((id) => ({
      level: 'ad',
      external_id: id,
      name: `Ad ${id}`,
      parent_id: 's1',
      campaign_id: 'c1',
      status: 'ACTIVE',
      effective_status: 'ACTIVE',
      created_at: '2026-09-01T00:00:00Z',
      attributes: {},
    })) as unknown as EntityRow[];
    const rows = Array.from({ length: 50 }, (_, index) => addDays(FIRST_DAY, index)).flatMap(
      (day): Parameters<typeof metrics> => [
        {
          level: 'ad',
          entity_id: 'waste',
          day,
          spend: '20000',
          clicks: 20,
          conversions: '0',
          conversion_value: '0',
        },
        {
          level: 'ad',
          entity_id: 'winner',
          day,
          spend: '30000',
          clicks: 30,
          conversions: '6',
          conversion_value: '180000',
        },
      ],
    );
    // The account was connected today: nobody wrote down what was known on those days.
    await write(database.db, won!, { entities: ads, ...metrics(...rows) }, '2026-11-20T02:50:00Z');
    ({ id: ruleId } = await createRule(ctx, {
      shopId,
      template: 'kill_switch',
      name: 'Guard',
      state: 'disabled',
      parameters: { spend: '100000', days: '7' },
      cooldownHours: 96,
    }));
  });
  afterAll(() => database.close());

  it('tells each firing and what it would have saved', async () => {
    const report = await backtestRule(ctx, { shopId, rule: { ruleId }, ...PERIOD });
    expect(report).toMatchObject({
      rule: { rule_id: ruleId, version: 1, name: 'Guard', template: 'kill_switch' },
      ...PERIOD,
      compare: null,
      comparisons: [],
    });
    // Amounts of the rule are in won, so the dollar account is not judged.
    expect(report.accounts).toHaveLength(1);
    const [account] = report.accounts;
    expect(account).toMatchObject({
      connector_id: business.ads[0]!.connectorId,
      platform: 'meta',
      currency: 'KRW',
      entities: 2,
    });
    expect(account!.firings.map(({ day, entity_name }) => [day, entity_name])).toEqual(
      ['2026-10-20', '2026-10-24', '2026-10-28', '2026-11-01', '2026-11-05', '2026-11-09'].map(
        (day) => [day, 'Ad waste'],
      ),
    );
    expect(account!.firings[0]).toMatchObject({
      at: '2026-10-20T00:00:00.000Z',
      kind: 'pause',
      diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED' }],
      basis: 'reconstructed',
      outcome: { correct: true, lost: '0' },
    });
    expect(account!.totals).toMatchObject({
      firings: 6,
      suppressed: 16,
      precision: '1',
      reconstructed_share: '1',
      lost: '0',
    });
    expect(Number(account!.totals.saved)).toBeGreaterThan(200_000);
    expect(account!.daily).toHaveLength(22);
  });

  it('compares two versions, or parameters not saved', async () => {
    await updateRule(ctx, { shopId, ruleId, parameters: { spend: '500000' } });
    const report = await backtestRule(ctx, {
      shopId,
      rule: { ruleId, version: 1 },
      compare: { ruleId },
      ...PERIOD,
    });
    expect(report.rule).toMatchObject({ version: 1, parameters: { spend: '100000' } });
    expect(report.compare?.rule).toMatchObject({ version: 2, parameters: { spend: '500000' } });
    expect(report.compare?.accounts[0]?.totals.firings).toBe(0);
    expect(report.comparisons).toMatchObject([
      { connector_id: business.ads[0]!.connectorId, firings: -6, better: 'a' },
    ]);
    const template = { template: 'kill_switch', parameters: { spend: '100000', days: '7' } };
    const viewer = as(business.tenant.storeUser.actor);
    const thought = await backtestRule(viewer, { shopId, rule: template, ...PERIOD });
    expect(thought.rule).toMatchObject({ rule_id: null, version: null });
    // Its own cooldown is a day.
    expect(thought.accounts[0]?.totals.firings).toBe(22);
  });

  it('stores and proposes nothing', async () => {
    for (const table of ['rule_evaluations', 'rule_findings', 'action_proposals'] as const) {
      const rows = await database.db
        .selectFrom(`app_dashboard.${table}`)
        .select('shop_id')
        .where('shop_id', '=', shopId)
        .execute();
      expect(rows, table).toEqual([]);
    }
  });

  it.each([
    [{ from: '2025-10-01', to: '2026-11-10' }, 'at most 400'],
    [{ from: '2026-11-10', to: '2026-11-01' }, 'lies after'],
    [{ from: '2026-11-31', to: '2026-12-01' }, 'existing days'],
    [{ from: '2026-12-01', to: '2026-12-05' }, 'yet to come'],
    [{ from: '2026-01-01', to: '2026-01-31' }, 'No figures'],
  ])('refuses %j in words', async (period, words) => {
    await expect(backtestRule(ctx, { shopId, rule: { ruleId }, ...period })).rejects.toThrow(words);
  });

  it('refuses a version and a template there is not', async () => {
    for (const rule of [{ ruleId, version: 9 }, { template: 'horoscope' }]) {
      await expect(backtestRule(ctx, { shopId, rule, ...PERIOD })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});
