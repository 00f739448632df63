import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createSecretBox,
  type EngineContext,
  ensureOwner,
  listExecutions,
  listProposals,
  listRules,
  listTimeline,
  type Owner,
  sleep,
} from '@commerce/engine';
import type { SimEntity } from '@commerce/simulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { PLATFORMS } from '../runtime/create-runtime.ts';
import { createTransports } from '../runtime/transports.ts';
import { type RunningWorld, startWorld } from '../simulators/start-world.ts';
import { demoStory } from './demo-story.ts';
import { followStory, storyState } from './follow-story.ts';
import { operatorOf } from './operator-decisions.ts';
import { seedDemo } from './seed-demo.ts';

const SLOW = 240_000;
/** As many days as the operator's rules and the verdict need, and no more. */
const HISTORY_DAYS = 52;
/** Days before the demo began on which its operator made the first rules. */
const FIRST_RULES = 24;

const dir = mkdtempSync(join(tmpdir(), 'commerce-story-'));
const demo = {
  seed: 'demo',
  bornAt: '2026-11-20T03:00:00.000Z',
  historyDays: HISTORY_DAYS,
  journalFile: join(dir, 'journal.jsonl'),
};
const account = demoStory(demo).profile.adAccountId;

let database: TestDatabase;
let world: RunningWorld;
let transports: ReturnType<typeof createTransports>;
let ctx: EngineContext;
let owner: Owner;
let shopId: string;
const faults: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  world = await startWorld(demo, (error) => faults.push(String(error)));
  const log = createLog({ level: 'warn', format: 'json', write: (line) => faults.push(line) });
  transports = createTransports(log, () => ({
    shopify: world.shopify.origin,
    meta: world.meta.origin,
  }));
  ctx = {
    db: database.db,
    platforms: new Map(PLATFORMS.map((platform) => [platform.id, platform])),
    transportFor: transports.transportFor,
    secrets: createSecretBox([{ id: 'test', key: Buffer.alloc(32, 7) }]),
    // The shops are connected a moment after the demo began.
    now: () => new Date(Date.parse(demo.bornAt) + 5_000),
    sleep,
    newId: () => crypto.randomUUID(),
    log,
    settings: { maxStalenessMinutes: 15, leaseMs: 60_000, scratchDir: dir },
    actor: { type: 'system', id: 'test', user: null },
  };
  owner = await ensureOwner(ctx, {
    agencyName: 'Demo',
    email: 'owner@commerce.local',
    displayName: 'Owner',
  });
  ({ storyShopId: shopId } = await seedDemo(ctx, owner, world, { demo }));
}, SLOW);
afterAll(async () => {
  await transports.close();
  await world.close();
  await database.close();
  rmSync(dir, { recursive: true, force: true });
});

const options = () => ({ owner, world, demo, shopId });
const mine = () => ({ ...ctx, actor: operatorOf(owner) });

/** Follows the story until the figures of the day with so many days left have been read, and stops there. */
async function stopBetweenReadingAndDeciding(daysLeft: number): Promise<void> {
  const stop = new AbortController();
  let left = Number.POSITIVE_INFINITY;
  const log: EngineContext['log'] = {
    ...ctx.log,
    info(fields, message) {
      if (left === daysLeft + 1 && fields['ending'] === 'succeeded') stop.abort();
      ctx.log.info(fields, message);
    },
  };
  await followStory(
    { ...ctx, log },
    {
      ...options(),
      signal: stop.signal,
      onDay: (done, total) => {
        left = total - done;
      },
    },
  );
  expect(stop.signal.aborted).toBe(true);
  expect(await listRules(mine(), { shopId })).toEqual([]);
}

/** What a kill in the middle of the sixth day leaves: its job, claimed in the past that is lived again. */
async function leaveJobOfKilledDay(): Promise<void> {
  const { id, last_synced_at: read } = await database.db
    .selectFrom('app_dashboard.connectors')
    .select(['id', 'last_synced_at'])
    .where('shop_id', '=', shopId)
    .where('external_account_id', '=', account)
    .executeTakeFirstOrThrow();
  const claimed = new Date((read?.getTime() ?? 0) + 86_400_000);
  await database.db
    .insertInto('app_dashboard.sync_jobs')
    .values({
      shop_id: shopId,
      connector_id: id,
      kind: 'INCREMENTAL',
      status: 'IN_PROGRESS',
      run_after: claimed,
      lease_owner: 'demo/killed',
      lease_expires_at: new Date(claimed.getTime() + 60_000),
      heartbeat_at: claimed,
      started_at: claimed,
      created_at: claimed,
    })
    .execute();
}

async function entities(): Promise<SimEntity[]> {
  const response = await fetch(`${world.meta.origin}/__sim/state`, { method: 'POST', body: '{}' });
  const { result } = (await response.json()) as {
    result: { accounts: { id: string; entities: SimEntity[] }[] };
  };
  return result.accounts.find(({ id }) => id === account)?.entities ?? [];
}

describe("the demo's story", () => {
  it(
    'is followed day by day, also over a stop, with what the rules and the operator did',
    async () => {
      expect(await storyState(ctx, options())).toBe('new');
      const stop = new AbortController();
      await followStory(ctx, {
        ...options(),
        signal: stop.signal,
        onDay: (done) => done === 5 && stop.abort(),
      });
      expect(await storyState(ctx, options())).toBe('begun');
      await leaveJobOfKilledDay();
      await stopBetweenReadingAndDeciding(FIRST_RULES);
      const days: number[] = [];
      await followStory(ctx, { ...options(), onDay: (done) => days.push(done) });
      // That day once more: its figures were read, and nothing was decided on them.
      expect(days.length).toBe(FIRST_RULES + 1);
      expect(await storyState(ctx, options())).toBe('told');
      await followStory(ctx, { ...options(), onDay: () => days.push(-1) });
      expect(days).not.toContain(-1);
      expect(faults).toEqual([]);
    },
    SLOW,
  );

  it('left an inbox of few decisions that rules raised from the figures', async () => {
    const { items } = await listProposals(mine(), { shopId, statuses: ['proposed'], limit: 50 });
    expect(items.every(({ source, rule }) => source === 'rule' && rule !== null)).toBe(true);
    const found = items.map(({ rule, entity_name: name }) => [rule?.template, name]);
    expect(found).toContainEqual(['scale_winner', '유사_구매자_1%']);
    expect(found).toContainEqual(['creative_fatigue', '영상_향기']);
    expect(found).toContainEqual(['hidden_winner', '이미지_수험생선물']);
    expect(found).toContainEqual(['budget_pacing', '블로그_2030']);
    expect(found.filter(([template]) => template === 'keyword_waste')).not.toEqual([]);
    expect(items.length).toBeLessThan(10);
    // Quiet weekends, late conversions and a shadow rule raise nothing.
    expect(found.map(([template]) => template)).not.toContain('cpa_ceiling');
  });

  it('was read and judged on every day, also on those that were cut off', async () => {
    const judged = await database.db
      .selectFrom('app_dashboard.rule_evaluations as e')
      .innerJoin('app_dashboard.rules as r', 'r.id', 'e.rule_id')
      .select('e.as_of')
      .where('r.template', '=', 'kill_switch')
      .execute();
    const days = new Set(judged.map(({ as_of: at }) => at.toISOString().slice(0, 10)));
    expect(days.size).toBe(FIRST_RULES + 1);
    const { items } = await listProposals(mine(), { shopId, limit: 100 });
    expect(items.map(({ rule }) => rule?.template)).not.toContain('stale_data');
  });

  it(
    'lives through its last day once more while nobody said that it was told, and changes nothing by it',
    async () => {
      const untold = { ...options(), demo: { ...demo, told: false } };
      expect(await storyState(ctx, untold)).toBe('begun');
      const before = await listProposals(mine(), { shopId, limit: 100 });
      const days: number[] = [];
      await followStory(ctx, { ...untold, onDay: (_done, total) => days.push(total) });
      expect(days).toEqual([1]);
      expect(await listProposals(mine(), { shopId, limit: 100 })).toEqual(before);
      const told = { ...options(), demo: { ...demo, told: true } };
      expect(await storyState(ctx, told)).toBe('told');
      expect(faults).toEqual([]);
    },
    SLOW,
  );

  it('left one change that was carried out, read back and judged', async () => {
    const { items } = await listExecutions(mine(), { shopId, limit: 50 });
    expect(items).toMatchObject([
      {
        entity_name: '유사_방문자_5%',
        kind: 'pause',
        status: 'executed',
        executed_via: 'web',
        before: { status: 'ACTIVE' },
        after: { status: 'PAUSED' },
        verdict: 'improved',
        undoable: true,
      },
    ]);
    const paused = (await entities()).find(({ name }) => name === '유사_방문자_5%');
    expect(paused?.status).toBe('PAUSED');
  });

  it('noticed what Kim changed elsewhere', async () => {
    const { items } = await listTimeline(mine(), { shopId, limit: 100 });
    expect(items.filter(({ kind }) => kind === 'change')).toMatchObject([
      {
        entity_name: '전환_관심사',
        field: 'daily_budget',
        after: '150000',
        by: { kind: 'outside', name: 'Kim', via: 'Ads Manager' },
      },
      { entity_name: '이미지_선물_겨울', field: 'name', by: { name: 'Kim' } },
    ]);
  });

  it('kept every figure as it was known', async () => {
    const versions = await database.db
      .selectFrom('core_warehouse.metrics_daily_versions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('shop_id', '=', shopId)
      .executeTakeFirstOrThrow();
    expect(versions.count).toBeGreaterThan(1000);
  });

  it(
    'is still so after a restart of the simulators',
    async () => {
      await world.close();
      world = await startWorld(demo, (error) => faults.push(String(error)));
      const now = await entities();
      expect(now.find(({ name }) => name === '유사_방문자_5%')?.status).toBe('PAUSED');
      expect(now.find(({ name }) => name === '전환_관심사')?.dailyBudget).toBe('150000');
    },
    SLOW,
  );
});
