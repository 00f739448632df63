import { addDays, type EntityRow, historyAt, ruleTemplate, startOfDay } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext, type TestClock } from '@commerce/testkit';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSmallBusiness, metrics, write } from '../test/small-business.ts';
import { loadAdAccount } from './ad-account.ts';
import { createRule, type CreateRuleInput } from './create-rule.ts';
import { evaluateConnector } from './evaluate-connector.ts';
import { evaluateDue } from './evaluate-due.ts';
import { getRule } from './get-rule.ts';
import { loadHistory } from './load-history.ts';
import { updateRule } from './update-rule.ts';

const TODAY = '2026-11-20';
const at = (day: string, hour: number): string =>
  new Date(startOfDay(day, 'Asia/Seoul').getTime() + hour * 3_600_000).toISOString();

describe.each(testEngines())('judging an account on %s', (engine) => {
  let database: TestDatabase;
  let clock: TestClock;
  let ctx: EngineContext;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;
  let account: { shopId: string; connectorId: string };

  beforeEach(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
    account = business.ads[0]!;
    clock = createTestClock(at(TODAY, 9));
    ctx = createTestContext({ db: database.db, platforms: [], clock });
    const ads = ['waste', 'more_waste', 'winner'].map((id) => ({
      level: 'ad',
      external_id: id,
      name: `Ad ${id}`,
      parent_id: 's1',
      campaign_id: 'c1',
      status: 'ACTIVE',
      effective_status: 'ACTIVE',
      attributes: {},
    })) as unknown as EntityRow[];
    await write(database.db, account, { entities: ads }, at('2026-11-01', 5));
    for (let age = 10; age >= 1; age -= 1) {
      const day = addDays(TODAY, -age);
      await write(database.db, account, metrics(...figures(day)), at(addDays(day, 1), 5));
    }
    await synced(at(TODAY, 8));
  });
  afterEach(() => database.close());

  const figures = (day: string): Parameters<typeof metrics> => [
    { level: 'ad', entity_id: 'waste', day, spend: '20000', clicks: 20, conversions: '0' },
    { level: 'ad', entity_id: 'more_waste', day, spend: '30000', clicks: 30, conversions: '0' },
    { level: 'ad', entity_id: 'winner', day, spend: '30000', clicks: 30, conversions: '5' },
  ];
  const synced = (instant: string) =>
    database.db
      .updateTable('app_dashboard.connectors')
      .set({ last_synced_at: instant })
      .where('id', '=', account.connectorId)
      .execute();
  const rule = (more: Partial<CreateRuleInput> = {}) =>
    createRule(ctx, {
      shopId: account.shopId,
      template: 'kill_switch',
      state: 'enabled',
      cooldownHours: 24,
      ...more,
    });
  const proposals = () =>
    database.db
      .selectFrom('app_dashboard.action_proposals')
      .select(['entity_id', 'kind', 'status', 'rule_version', 'source'])
      .where('shop_id', '=', account.shopId)
      .orderBy('entity_id')
      .execute();
  const outcomes = async ({ id }: { id: string }) =>
    (await getRule(ctx, { shopId: account.shopId, ruleId: id })).findings.map(
      ({ entity_id, outcome }) => `${entity_id} ${outcome}`,
    );

  it('raises a proposal for what an enabled rule finds, and keeps why', async () => {
    const { id } = await rule();
    expect(await evaluateConnector(ctx, account)).toMatchObject({
      judged: true,
      rules: 1,
      findings: 2,
      proposals: 2,
    });
    const raised = { kind: 'pause', status: 'proposed', rule_version: 1, source: 'rule' };
    expect(await proposals()).toEqual([
      { entity_id: 'more_waste', ...raised },
      { entity_id: 'waste', ...raised },
    ]);
    const { last_evaluation, findings } = await getRule(ctx, {
      shopId: account.shopId,
      ruleId: id,
    });
    expect(last_evaluation).toMatchObject({
      as_of: at(TODAY, 9),
      last_complete_day: addDays(TODAY, -1),
      state: 'enabled',
      entities: 3,
      findings: 2,
    });
    expect(findings[0]?.finding.reason.code).toBe('spend_without_conversions');
    expect(findings.every(({ proposal_id }) => proposal_id !== null)).toBe(true);
  });

  it('proposes nothing in shadow, nor holds back what is proposed once it is enabled', async () => {
    const shadow = await rule({ state: 'shadow' });
    expect(await evaluateConnector(ctx, account)).toMatchObject({ findings: 2, proposals: 0 });
    expect(await proposals()).toEqual([]);
    expect(await outcomes(shadow)).toEqual(['more_waste shadow', 'waste shadow']);
    clock.advance(60_000);
    await updateRule(ctx, { shopId: account.shopId, ruleId: shadow.id, state: 'enabled' });
    expect(await evaluateConnector(ctx, account)).toMatchObject({ proposals: 2 });
  });

  it('says nothing about the same object within the cooldown', async () => {
    const own = await rule();
    await evaluateConnector(ctx, account);
    for (let time = 0; time < 3; time += 1) {
      clock.advance(3_600_000);
      expect(await evaluateConnector(ctx, account)).toMatchObject({ findings: 2, proposals: 0 });
    }
    // Kept once, however often it was held back.
    expect((await outcomes(own)).sort()).toEqual([
      'more_waste cooldown',
      'more_waste proposed',
      'waste cooldown',
      'waste proposed',
    ]);
    clock.set(at(addDays(TODAY, 1), 10));
    await evaluateConnector(ctx, account);
    // The proposals of yesterday are still open.
    expect(await outcomes(own)).toContain('waste open_already');
    expect(await proposals()).toHaveLength(2);
  });

  it('raises the weightiest only when the day allows one', async () => {
    const own = await rule({ dailyLimit: 1 });
    await evaluateConnector(ctx, account);
    expect((await outcomes(own)).sort()).toEqual(['more_waste proposed', 'waste daily_limit']);
    clock.advance(3_600_000);
    expect(await evaluateConnector(ctx, account)).toMatchObject({ proposals: 0 });
    clock.set(at(addDays(TODAY, 1), 1));
    expect(await evaluateConnector(ctx, account)).toMatchObject({ proposals: 1 });
  });

  it('waits for the end of the quiet hours of the shop', async () => {
    const own = await rule({ quietHours: { from: '22:00', to: '09:30' } });
    expect(await evaluateConnector(ctx, account)).toMatchObject({ findings: 2, proposals: 0 });
    expect(await outcomes(own)).toEqual(['more_waste quiet_hours', 'waste quiet_hours']);
    clock.set(at(TODAY, 9.5));
    expect(await evaluateConnector(ctx, account)).toMatchObject({ proposals: 2 });
  });

  it('is done once, however many workers are at it', async () => {
    const own = await rule();
    const workers = Array.from({ length: 6 }, (_, index) =>
      index % 3 === 0 ? evaluateConnector(ctx, account) : evaluateDue(ctx),
    );
    const results = await Promise.all(workers);
    expect(results.reduce((sum, result) => sum + result.proposals, 0)).toBe(2);
    expect(await proposals()).toHaveLength(2);
    expect((await outcomes(own)).filter((one) => one.endsWith('proposed'))).toHaveLength(2);
  });

  it('is due when data moved, a rule was changed, or it has become stale, and not else', async () => {
    const own = await rule();
    await rule({ template: 'stale_data', parameters: { minutes: '60' } });
    const due = async () => (await evaluateDue(ctx)).accounts;
    expect([await due(), await due()]).toEqual([1, 0]);
    clock.advance(5 * 60_000);
    await synced(at(TODAY, 9));
    expect([await due(), await due()]).toEqual([1, 0]);
    clock.advance(60_000);
    await updateRule(ctx, { shopId: account.shopId, ruleId: own.id, parameters: { days: '5' } });
    expect([await due(), await due()]).toEqual([1, 0]);
    // Nothing is read any more: judged when it goes stale, and again after some hours.
    clock.advance(15 * 60_000);
    expect([await due(), await due()]).toEqual([1, 0]);
    clock.advance(7 * 3_600_000);
    expect([await due(), await due()]).toEqual([1, 0]);
    expect((await proposals()).map(({ kind }) => kind)).toContain('check_connection');
  });

  it('leaves other accounts alone when one cannot be judged, and tries it again', async () => {
    await rule();
    const { id } = await database.db
      .insertInto('app_dashboard.connectors')
      .values({
        shop_id: account.shopId,
        platform: 'meta',
        kind: 'ads',
        mode: 'api',
        external_account_id: 'odd',
        name: 'odd',
        timezone: 'Mars/Olympus',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(await evaluateDue(ctx)).toMatchObject({ accounts: 1, failed: 1, proposals: 2 });
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ timezone: 'Asia/Seoul' })
      .where('id', '=', id)
      .execute();
    expect(await evaluateDue(ctx)).toMatchObject({ accounts: 1, failed: 0 });
  });

  it('lets the other rules speak when one cannot judge', async () => {
    await rule();
    const old = await rule({ name: 'Old' });
    await database.db
      .updateTable('app_dashboard.rules')
      .set({ parameters: '{}' })
      .where('id', '=', old.id)
      .execute();
    const gone = await rule({ name: 'Gone' });
    await database.db
      .updateTable('app_dashboard.rules')
      .set({ template: 'no_longer_there' })
      .where('id', '=', gone.id)
      .execute();
    const said: string[] = [];
    const log = { info() {}, warn() {}, error: (_: object, words: string) => said.push(words) };
    const logged = { ...ctx, log };
    expect(await evaluateConnector(logged, account)).toMatchObject({ rules: 1, proposals: 2 });
    expect(said).toEqual(['A rule’s template is gone', 'A rule could not judge']);
  });

  it('loads every object with its figures, however many, and removed ones only with figures', async () => {
    const { connectorId, shopId } = account;
    await sql`
      insert into core_warehouse.entities (shop_id, connector_id, level, external_id, name, status, first_observed_at)
      select ${shopId}::uuid, ${connectorId}::uuid, 'ad', 'many-' || n, 'Many', case when n > 1200 then 'ARCHIVED' else 'ACTIVE' end, null
      from generate_series(1, 1300) n`.execute(database.db);
    // The last ones have figures but nobody described them.
    await sql`
      insert into core_warehouse.metrics_daily (shop_id, connector_id, level, entity_id, day, currency, vat_basis,
        spend, conversions, clicks, source, first_observed_at, observed_at)
      select ${shopId}::uuid, ${connectorId}::uuid, 'ad', 'many-' || n, ${TODAY}::date - d, 'KRW', 'excl',
        n * 1.25, 1, n, 'api', now(), ${at(TODAY, 5)}::timestamptz
      from generate_series(1, 1210) n cross join generate_series(1, 2) d
      union all
      select ${shopId}::uuid, ${connectorId}::uuid, 'ad', 'unknown', ${TODAY}::date - 1, 'KRW', 'excl',
        7, 1, 1, 'api', now(), ${at(TODAY, 5)}::timestamptz`.execute(database.db);
    const input = await loadNow(at(TODAY, 9));
    const loaded = input.entities.filter(({ id }) => id.startsWith('many-'));
    expect(loaded).toHaveLength(1210);
    expect(input.entities.find(({ id }) => id === 'unknown')).toMatchObject({ status: null });
    const history = historyAt(input, Date.parse(at(TODAY, 9)))!;
    const yesterday = history.days.indexOf(addDays(TODAY, -1));
    const spend = history.entities
      .filter(({ id }) => id.startsWith('many-'))
      .reduce((sum, { metrics: { spend: days } }) => sum + days[yesterday]!, 0);
    expect(spend).toBe(((1210 * 1211) / 2) * 12_500);
  });

  const loadNow = (instant: string) =>
    withSystem(database.db, async (trx) =>
      loadHistory(trx, ctx, await loadAdAccount(trx, account), {
        judged: { from: TODAY, to: TODAY },
        until: TODAY,
        moments: [new Date(instant)],
        rules: [{ template: ruleTemplate('kill_switch'), scope: NO_SCOPE }],
      }),
    );

  it('sees a day as it was known, not as it became', async () => {
    const day = addDays(TODAY, -3);
    const row = { level: 'ad' as const, entity_id: 'waste', day, clicks: 20 };
    const restated = metrics({ ...row, spend: '21000.75', conversions: '2' });
    await write(database.db, account, restated, at(TODAY, 8.5));
    const renamed = [
      {
        level: 'ad',
        external_id: 'waste',
        name: 'New name',
        status: 'PAUSED',
        parent_id: 's1',
        campaign_id: 'c1',
        attributes: {},
      },
    ] as unknown as EntityRow[];
    await write(database.db, account, { entities: renamed }, at(TODAY, 8.75));
    const seen = async (instant: string) => {
      const input = await loadNow(instant);
      const history = historyAt(input, Date.parse(instant))!;
      const ad = history.entities.find(({ id }) => id === 'waste')!;
      const index = history.days.indexOf(day);
      const { spend, conversions } = ad.metrics;
      return [spend[index], conversions[index], ad.name, ad.status];
    };
    expect(await seen(at(addDays(day, 1), 4))).toEqual([NaN, NaN, 'Ad waste', 'ACTIVE']);
    expect(await seen(at(addDays(day, 1), 5))).toEqual([200_000_000, 0, 'Ad waste', 'ACTIVE']);
    expect(await seen(at(TODAY, 8))).toEqual([200_000_000, 0, 'Ad waste', 'ACTIVE']);
    expect(await seen(at(TODAY, 8.5))).toEqual([210_007_500, 20_000, 'Ad waste', 'ACTIVE']);
    expect(await seen(at(TODAY, 9))).toEqual([210_007_500, 20_000, 'New name', 'PAUSED']);
  });
});

const NO_SCOPE = { connector_ids: [], levels: [], entity_ids: [], profiles: [], currency: null };
