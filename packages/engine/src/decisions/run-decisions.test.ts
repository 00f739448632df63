import type { EntityRow, JsonObject } from '@commerce/core';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTestClock, createTestContext, type TestClock } from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { listProposals } from '../proposals/list-proposals.ts';
import { createRule } from '../rules/create-rule.ts';
import { tick } from '../sync/tick.ts';
import { startWorker } from '../sync/start-worker.ts';
import { sleep } from '../sync/sleep.ts';
import { createSmallBusiness, metrics, write } from '../test/small-business.ts';
import { runDecisions } from './run-decisions.ts';

const NOTHING_DUE = {
  expired: { expired: 0 },
  evaluated: { accounts: 0, findings: 0, proposals: 0, failed: 0 },
  automatic: { executed: 0, refused: 0 },
  resumed: { resumed: 0, executed: 0, failed: 0, waiting: 0 },
  outcomes: { judged: 0, waiting: 0 },
  notifications: { proposals: 0, digests: 0 },
  browsers: { sent: 0, postponed: 0, removed: 0 },
};

let database: TestDatabase;
let clock: TestClock;
let ctx: EngineContext;
let owner: EngineContext;
let shopId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.deleteFrom('app_dashboard.shops').execute();
  const business = await createSmallBusiness(database.db, [{ currency: 'KRW' }]);
  shopId = business.shopId;
  clock = createTestClock('2026-11-20T03:00:00Z');
  ctx = createTestContext({ db: database.db, platforms: [], clock });
  owner = { ...ctx, actor: business.tenant.owner.actor };
  // Nothing stands behind these accounts that could be read.
  await database.db
    .updateTable('app_dashboard.connectors')
    .set({ next_sync_at: '2027-01-01T00:00:00Z' })
    .execute();
  const spent = { level: 'campaign' as const, entity_id: 'c1', spend: '30000', conversions: '0' };
  const days = ['13', '14', '15', '16', '17', '18', '19'].map((day) => `2026-11-${day}`);
  const entity = { level: 'campaign', external_id: 'c1', name: 'KR', status: 'ACTIVE' };
  await write(database.db, business.ads[0]!, {
    ...metrics(...days.map((day) => ({ ...spent, day, conversion_value: '0', clicks: 50 }))),
    entities: [{ ...entity, effective_status: 'ACTIVE', currency: 'KRW' } as EntityRow],
  });
});

const proposals = async () => (await listProposals(owner, { shopId, limit: 50 })).items;
const killSwitch = () =>
  createRule(owner, {
    shopId,
    template: 'kill_switch',
    state: 'enabled',
    parameters: { days: '7' },
  });

describe('a round of decisions', () => {
  it('does nothing where nothing is due, and proposes what a rule finds, once', async () => {
    expect(await runDecisions(ctx)).toEqual(NOTHING_DUE);
    await killSwitch();
    const round = await runDecisions(ctx);
    expect(round).toMatchObject({ evaluated: { accounts: 1, findings: 1, proposals: 1 } });
    expect(await runDecisions(ctx)).toEqual(NOTHING_DUE);
    expect(await proposals()).toMatchObject([
      { kind: 'pause', entity_id: 'c1', status: 'proposed', source: 'rule' },
    ]);
    clock.advance(3 * 86_400_000);
    expect((await runDecisions(ctx)).expired).toEqual({ expired: 1 });
  });

  it('goes on past a part that fails, and says so', async () => {
    await killSwitch();
    const errors: [JsonObject, string][] = [];
    let faults = 1;
    const failing: EngineContext = {
      ...ctx,
      now: () => {
        if (faults-- > 0) throw new Error('The clock stopped');
        return clock.now();
      },
      log: { ...ctx.log, error: (fields, message) => void errors.push([fields, message]) },
    };
    const round = await runDecisions(failing);
    expect(round).toMatchObject({ expired: null, evaluated: { proposals: 1 } });
    expect(errors).toEqual([
      [{ error: 'Error: The clock stopped' }, expect.stringContaining('will be tried again')],
    ]);
  });

  it('stops where it is told to', async () => {
    await killSwitch();
    const round = await runDecisions(ctx, { signal: AbortSignal.abort() });
    expect(Object.values(round)).toEqual(Array(7).fill(null));
    expect(await proposals()).toEqual([]);
  });

  it('belongs to a tick and to the worker', async () => {
    await killSwitch();
    expect((await tick(ctx)).decisions.evaluated).toMatchObject({ proposals: 1 });
    await database.db.deleteFrom('app_dashboard.action_proposals').execute();
    await database.db.deleteFrom('app_dashboard.rule_cursors').execute();
    await database.db.deleteFrom('app_dashboard.rule_evaluations').execute();
    const live = { ...ctx, sleep };
    const worker = startWorker(live, {
      concurrency: 1,
      pollMs: 50,
      schedulerMs: 50,
      decisionsMs: 50,
    });
    await expect.poll(async () => (await proposals()).length).toBe(1);
    await worker.stop();
  });
});
