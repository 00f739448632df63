import {
  addDays,
  type EntityRow,
  type JsonObject,
  RULE_TEMPLATES,
  startOfDay,
} from '@commerce/core';
import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTestClock, createTestContext, type TestClock } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { attachKpiProfile } from '../profiles/attach-kpi-profile.ts';
import { createSmallBusiness, metrics, write } from '../test/small-business.ts';
import { backtestRule } from './backtest-rule.ts';
import { createRule } from './create-rule.ts';
import { evaluateDue } from './evaluate-due.ts';

const FIRST_DAY = '2026-08-10';
/** The day the account was connected; its past was read then. */
const CONNECTED = '2026-10-19';
const LAST_DAY = '2026-11-02';

const SLOW = 180_000;

/** Set so low that nearly every rule has something to say. */
const TOUCHY: Readonly<Record<string, Record<string, string>>> = {
  kill_switch: { spend: '20000', days: '3' },
  landing_no_signal: { views: '20', clicks: '20', days: '3' },
  roas_floor: { floor: '10', days: '3', min_spend: '1000', maturity: '10' },
  cpa_ceiling: { cpa: '5000', days: '3', min_conversions: '1' },
  scale_winner: { multiple: '1', days: '3', min_conversions: '1', min_use: '0' },
  hidden_winner: { days: '14', multiple: '1.2', min_conversions: '1', starved: '40' },
  creative_fatigue: {
    recent: '3',
    earlier: '7',
    ctr_drop: '5',
    frequency_rise: '1',
    min_impressions: '500',
  },
  budget_pacing: { days: '3', under: '95', over: '101', tolerance: '90' },
  spend_anomaly: { weeks: '2', factor: '1.2', min_spend: '1000' },
  cpc_spike: { days: '1', weeks: '1', rise: '10', min_clicks: '5' },
  keyword_waste: {
    days: '7',
    min_clicks: '5',
    min_spend: '1000',
    dear: '2',
    max_conversion_share: '20',
  },
  stale_data: { minutes: '30' },
};

type Business = Awaited<ReturnType<typeof createSmallBusiness>>;
type MetricRow = Parameters<typeof metrics>[number];

/** Small, the same everywhere, good enough to be unpredictable. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const OBJECTS = [
  { level: 'account', id: '0', parent: null, campaign: null, weight: 8 },
  { level: 'campaign', id: 'c1', parent: '0', campaign: 'c1', weight: 5 },
  { level: 'campaign', id: 'c2', parent: '0', campaign: 'c2', weight: 3 },
  { level: 'adset', id: 's1', parent: 'c1', campaign: 'c1', weight: 3 },
  { level: 'adset', id: 's2', parent: 'c1', campaign: 'c1', weight: 2 },
  { level: 'adset', id: 's3', parent: 'c2', campaign: 'c2', weight: 3 },
  { level: 'ad', id: 'a1', parent: 's1', campaign: 'c1', weight: 2 },
  { level: 'ad', id: 'a2', parent: 's1', campaign: 'c1', weight: 1 },
  { level: 'ad', id: 'a3', parent: 's2', campaign: 'c1', weight: 2 },
  { level: 'ad', id: 'a4', parent: 's3', campaign: 'c2', weight: 3 },
  { level: 'keyword', id: 'k1', parent: 's3', campaign: 'c2', weight: 1 },
  { level: 'keyword', id: 'k2', parent: 's3', campaign: 'c2', weight: 2 },
  { level: 'ad', id: 'gem', parent: 's2', campaign: 'c1', weight: 1 },
] as const;

/**
 * A platform that restates: what a day came to depends on the object, the day, and how long ago it was. Some
 * objects sell well, some nothing, some stop for a while, and one small ad sells best of all.
 */
function figures(day: string, age: number, roll: (sides: number) => number): MetricRow[] {
  return OBJECTS.flatMap(({ level, id, parent, campaign, weight }, index) => {
    const turn = (Date.parse(day) / 86_400_000 + index * 5) % 23;
    if (turn < 2 && level === 'ad') return [];
    const spend = weight * (20_000 + roll(9_000)) * (turn === 9 ? 4 : 1);
    const isGem = id === 'gem';
    const sells = isGem || (index + Math.floor(turn / 6)) % 3 !== 0;
    const all = sells ? weight * (isGem ? 8 : 1 + roll(4)) : 0;
    const conversions = Math.floor((all * Math.min(10, 5 + 2 * age)) / 10);
    return [
      {
        level,
        entity_id: id,
        day,
        campaign_id: campaign,
        adset_id: level === 'ad' ? parent : null,
        spend: String(spend),
        impressions: weight * (900 + roll(400)),
        reach: weight * 400,
        frequency: `${1 + roll(30) / 10}`,
        clicks: weight * (10 + roll(12)),
        link_clicks: weight * (8 + roll(9)),
        landing_page_views: weight * (5 + roll(6)),
        add_to_cart: roll(40) === 0 ? null : String(sells ? roll(5) : 0),
        conversions: roll(25) === 0 && !isGem ? null : String(conversions),
        conversion_value: String(conversions * (15_000 + roll(30_000))),
      },
    ];
  });
}

const budgets = (roll: (sides: number) => number): EntityRow[] =>
  OBJECTS.filter(({ level }) => level !== 'account').map(({ level, id, parent, campaign }) => ({
    level,
    external_id: id,
    name: `Object ${id}`,
    parent_id: parent,
    campaign_id: campaign,
    status: roll(25) === 0 ? 'PAUSED' : 'ACTIVE',
    effective_status: 'ACTIVE',
    currency: 'KRW',
    daily_budget: level === 'adset' ? String(roll(12) === 0 ? 62_500.5 : 50_000) : null,
    attributes: {},
  })) as unknown as EntityRow[];

describe.each(testEngines())('a frozen day on %s', (engine) => {
  let database: TestDatabase;
  let clock: TestClock;
  let ctx: EngineContext;
  let business: Business;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ last_synced_at: null, collected_from: FIRST_DAY })
      .where('kind', '=', 'ads')
      .execute();
    clock = createTestClock(at(CONNECTED, 5));
    ctx = createTestContext({ db: database.db, platforms: [], clock });
  });
  afterAll(() => database.close());

  const at = (day: string, hour: number): string =>
    new Date(startOfDay(day, 'Asia/Seoul').getTime() + hour * 3_600_000).toISOString();

  /** Reads the days as the platform tells them at that moment. */
  async function sync(instant: string, days: readonly [day: string, age: number][], seed: number) {
    const account = business.ads[0]!;
    const roll = dice(seed);
    await write(database.db, account, { entities: budgets(roll) }, instant);
    // What a day has come to is decided by the day; only its age and a rare correction change it.
    const rows = days.flatMap(([day, age]) =>
      figures(day, age, dice(Date.parse(day) / 1000 + (seed % 7 === 0 ? 1 : 0))),
    );
    await write(database.db, account, metrics(...rows), instant);
    await database.db
      .insertInto('app_dashboard.sync_jobs')
      .values({
        shop_id: account.shopId,
        connector_id: account.connectorId,
        kind: 'INCREMENTAL',
        status: 'SUCCEEDED',
        started_at: instant,
        finished_at: instant,
      })
      .execute();
    await database.db
      .updateTable('app_dashboard.connectors')
      .set({ last_synced_at: instant })
      .where('id', '=', account.connectorId)
      .execute();
  }

  /** Days up to `today` with their ages. */
  const past = (today: string, count: number): [string, number][] =>
    Array.from({ length: count }, (_, age) => [addDays(today, -age), age]);

  it('looks in a backtest as it did to the live rule, whatever came to light afterwards', {
    timeout: SLOW,
  }, async () => {
    const days = (Date.parse(CONNECTED) - Date.parse(FIRST_DAY)) / 86_400_000;
    await sync(at(CONNECTED, 5), past(CONNECTED, days + 1), 3);
    await attachKpiProfile(ctx, {
      ...business.ads[0]!,
      level: 'ad',
      entityId: 'a3',
      profileKey: 'blog_traffic',
    });
    const rules = [];
    for (const [index, { key }] of RULE_TEMPLATES.entries()) {
      rules.push(
        await createRule(ctx, {
          shopId: business.shopId,
          template: key,
          parameters: TOUCHY[key] ?? {},
          state: index % 4 === 3 ? 'shadow' : 'enabled',
          cooldownHours: [0, 20, 70][index % 3],
          dailyLimit: 1 + (index % 4),
          quietHours: index % 5 === 4 ? { from: '22:00', to: '06:00' } : null,
        }),
      );
    }
    for (let day = CONNECTED, seed = 11; day <= LAST_DAY; day = addDays(day, 1), seed += 1) {
      clock.set(at(day, 9));
      // One morning the platform could not be reached.
      if (seed !== 15) await sync(at(day, 8), past(day, 12), seed);
      clock.set(at(day, 9));
      expect(await evaluateDue(ctx)).toMatchObject({ accounts: 1, failed: 0 });
      await sync(at(day, 21), past(day, 3), seed + 100);
    }
    clock.set(at(addDays(LAST_DAY, 1), 12));
    let compared = 0;
    const silent: string[] = [];
    for (const rule of rules) {
      const live = await liveFindings(rule.id);
      const { accounts } = await backtestRule(ctx, {
        shopId: business.shopId,
        rule: { ruleId: rule.id },
        from: CONNECTED,
        to: LAST_DAY,
      });
      const replayed = accounts.flatMap(({ firings }) =>
        firings.map(({ at: instant, level, entity_id, entity_name, kind, risk, diff, reason }) =>
          shown({ instant, level, entity_id, entity_name, kind, risk, diff, reason }),
        ),
      );
      expect(replayed.sort(), rule.template).toEqual(live.sort());
      if (live.length === 0) silent.push(rule.template);
      compared += live.length;
    }
    // The control: every rule had something to say.
    expect(silent).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  });

  async function liveFindings(ruleId: string): Promise<string[]> {
    const rows = await database.db
      .selectFrom('app_dashboard.rule_findings')
      .select(['as_of', 'finding', 'outcome'])
      .where('rule_id', '=', ruleId)
      .where('outcome', 'not in', ['cooldown', 'daily_limit', 'quiet_hours'])
      .execute();
    return rows.map(({ as_of, finding }) => {
      const { evidence: _, requires_approval: _approval, ...rest } = finding as JsonObject;
      return shown({ instant: as_of.toISOString(), ...rest });
    });
  }

  const shown = (firing: Record<string, unknown>): string =>
    JSON.stringify(firing, (_, value: unknown) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
});
