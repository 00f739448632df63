import { randomUUID } from 'node:crypto';
import type { ActionKind, EntityLevel } from '@commerce/core';
import { createDatabase, createPool, type Db, type PoolOptions, withSystem } from '@commerce/db';
import {
  connectAccount,
  decideProposals,
  type EngineContext,
  raiseProposals,
  saveCap,
  sleep,
} from '@commerce/engine';
import { createHttpTransport, type Transport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import { type MetaSimulator, reachMeta, startMetaSimulator } from '@commerce/simulators/meta';
import { createTenant } from '../create-tenant.ts';
import { createTestContext } from '../create-test-context.ts';

const ACCOUNT = '990010001';
const ADS = 50;
const manyAds = {
  ...{ name: '대량_테스트', objective: 'OUTCOME_SALES' as const, share: 0.01, finalRoas: 2 },
  ...{ adsets: ['모두'], budgetLevel: 'campaign' as const, utmCampaign: 'many' },
  plan: [
    {
      ...{ name: '모두', weight: 1 },
      ads: Array.from({ length: ADS }, (_, index) => ({ name: `소재 ${index}`, weight: 1 })),
    },
  ],
};
const KINDS: ActionKind[] = ['pause', 'resume'];
export const LEASE_MS = 3_000;

/** What a process needs to work on the same shop: handed to it as JSON. */
export interface ProcessInput {
  connection: PoolOptions['connection'];
  origin: string;
  /** Milliseconds the simulated world is ahead of the machine's clock. */
  ahead: number;
  /** Proposals to carry out, each after its delay in milliseconds. */
  proposals: { id: string; delay: number }[];
  /** Kill yourself just `before` sending the nth request of the execution or just `after` its answer came. */
  killAt: { request: number; when: 'before' | 'after' } | null;
}

export function openEngine(
  db: Db,
  clock: Pick<EngineContext, 'now' | 'sleep'>,
  transport: Transport,
): EngineContext {
  return createTestContext({
    db,
    platforms: [meta],
    clock,
    transport,
    settings: { leaseMs: LEASE_MS },
  });
}

export const poolOf = (connection: PoolOptions['connection']) =>
  createDatabase(createPool({ connection, max: 10 }));

/** Waits in the simulated world pass at once; everything else runs in real time. */
export function createWorldClock() {
  let ahead = 0;
  return {
    ahead: () => ahead,
    now: () => new Date(Date.now() + ahead),
    advance: (ms: number) => void (ahead += ms),
    async sleep(ms: number) {
      ahead += ms;
      await sleep(0);
    },
  };
}

export interface AdObject {
  id: string;
  level: EntityLevel;
  status: string;
}

/** A shop with a connected ad account on the simulator, caps set, in the database that was given. */
export async function openWorld(db: Db) {
  const clock = createWorldClock();
  const unlimited = 1_000_000;
  const sim: MetaSimulator = await startMetaSimulator({
    now: clock.now,
    historyDays: 3,
    budgets: {
      ...{ appCalls: unlimited, insightsPerAccount: unlimited },
      ...{ managementPerAccount: unlimited, mutationsPerSecond: unlimited },
    },
  });
  sim.control.addCampaign(ACCOUNT, manyAds);
  const transport = createHttpTransport({ rewrite: reachMeta(sim.origin) });
  const ctx = openEngine(db, clock, transport);
  const shopId = (await createTenant(db)).shops[0]?.id ?? '';
  const { connectorId } = await connectAccount(ctx, {
    shopId,
    platform: 'meta',
    config: { ad_account_id: ACCOUNT },
    credentials: { access_token: sim.accessToken },
  });
  await saveCap(ctx, {
    ...{ shopId, platform: 'meta', currency: 'KRW', allowedKinds: KINDS },
    ...{ maxChangePercent: '10', maxDailyBudget: '1', maxDailyIncrease: '0' },
    maxActionsPerDay: 10_000,
  });
  const objects = (): AdObject[] =>
    sim.control
      .entities(ACCOUNT)
      .filter(({ status }) => status === 'ACTIVE' || status === 'PAUSED');
  return {
    ...{ clock, sim, ctx, shopId, connectorId, objects },
    /** An approved proposal to turn each object over that has none open; ids by object. */
    async propose(targets: readonly AdObject[]): Promise<void> {
      const raised = await withSystem(db, (trx) =>
        raiseProposals(trx, ctx, {
          ...{ shopId, connectorId },
          candidates: targets.map((target) => ({
            ...{ ruleId: randomUUID(), ruleVersion: 1 },
            expiresAt: new Date(clock.now().getTime() + 86_400_000),
            finding: findingFor(target),
          })),
        }),
      );
      const ids = raised.flatMap(({ outcome, proposalId }) =>
        outcome === 'proposed' && proposalId ? [{ id: proposalId }] : [],
      );
      await decideProposals(ctx, { decision: 'approve', members: ids });
    },
    async close() {
      await transport.close();
      await sim.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

function findingFor({ id, level, status }: AdObject) {
  const kind = status === 'ACTIVE' ? ('pause' as const) : ('resume' as const);
  const after = kind === 'pause' ? 'PAUSED' : 'ACTIVE';
  return {
    ...{ kind, level, entity_id: id, entity_name: id },
    diff: [{ field: 'status' as const, before: status, after, currency: null }],
    risk: 'low' as const,
    requires_approval: true,
    reason: { code: 'asked', values: {}, currency: null },
    evidence: {
      ...{ window: null, state: 'not_collected' as const, figures: [], series: [] },
      ...{ maturity: null, notes: [] },
    },
  };
}
