import type { Action, ActionKind, MemberVerdict, Surface } from '@commerce/core';
import type { Db } from '@commerce/db';
import { createHttpTransport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import { type MetaSimulator, reachMeta, startMetaSimulator } from '@commerce/simulators/meta';
import {
  createTenant,
  createTestClock,
  createTestContext,
  type TestClock,
  type TestTenant,
} from '@commerce/testkit';
import { saveCap, type SaveCapInput } from '../../caps/save-cap.ts';
import { connectAccount } from '../../connectors/connect-account.ts';
import type { Actor, EngineContext } from '../../context.ts';
import { decideProposals } from '../../proposals/decide-proposals.ts';
import { proposeAction } from '../../proposals/propose-action.ts';
import { executeProposals } from '../execute-proposals.ts';

/** Ad accounts of the simulated world, with campaigns that hold the budget and campaigns whose ad sets do. */
export const ACCOUNTS = { KRW: '990010001', USD: '990010002', JPY: '990010004' } as const;

type Level = 'campaign' | 'adset' | 'ad';

export interface AdAccount {
  ctx: EngineContext;
  clock: TestClock;
  sim: MetaSimulator;
  tenant: TestTenant;
  shopId: string;
  connectorId: string;
  accountId: string;
  currency: keyof typeof ACCOUNTS;
  /** The same engine as somebody else, or through another surface. */
  as(actor: Actor, via?: Surface, name?: string): EngineContext;
  /** The first active object of a level; with `budget` one that holds a daily budget. */
  pick(level: Level, options?: { budget?: boolean; skip?: number }): PickedObject;
  /** What the platform has now. */
  live(id: string): PickedObject;
  /** Writes the simulator took, dry runs left out. */
  writes(id?: string): { path: string; params: Record<string, string> }[];
  approve(action: Action, note?: string): Promise<string>;
  run(action: Action): Promise<MemberVerdict>;
  setCap(change?: Partial<SaveCapInput>): Promise<void>;
  close(): Promise<void>;
}

export interface PickedObject {
  id: string;
  level: Level;
  status: string;
  /** Major units. */
  budget: string | null;
  parentId: string | null;
}

export const pause = (id: string, level: Level = 'ad'): Action => ({
  kind: 'pause',
  level,
  entity_id: id,
});

/** Sets a daily budget, on an ad set unless the object says otherwise. */
export const budget = (
  { id, level = 'adset' }: { id: string; level?: Level },
  amount: string | number,
  currency = 'KRW',
): Action => ({
  ...{ kind: 'set_daily_budget', level, entity_id: id },
  budget: { amount: String(amount), currency },
});

const EVERYTHING: ActionKind[] = ['pause', 'resume', 'set_daily_budget', 'set_lifetime_budget'];
const OFFSETS = { KRW: 1n, JPY: 1n, USD: 100n } as const;

/** A connected ad account on the simulator, its objects known and generous caps set; time stands still. */
export async function openAdAccount(
  db: Db,
  options: {
    currency?: keyof typeof ACCOUNTS;
    settings?: Partial<EngineContext['settings']>;
    timeoutMs?: number;
  } = {},
): Promise<AdAccount> {
  const currency = options.currency ?? 'KRW';
  const accountId = ACCOUNTS[currency];
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const sim = await startMetaSimulator({ now: clock.now, historyDays: 10 });
  const transport = createHttpTransport({
    rewrite: reachMeta(sim.origin),
    timeoutMs: options.timeoutMs ?? 1_000,
  });
  const ctx = createTestContext({
    db,
    platforms: [meta],
    clock,
    transport,
    ...(options.settings && { settings: options.settings }),
  });
  const tenant = await createTenant(db);
  const shopId = tenant.shops[0]?.id ?? '';
  const { connectorId } = await connectAccount(ctx, {
    shopId,
    platform: 'meta',
    config: { ad_account_id: accountId },
    credentials: { access_token: sim.accessToken },
  });
  const major = (minor: string | null): string | null =>
    minor === null ? null : amount(BigInt(minor), OFFSETS[currency]);
  const objects = () =>
    sim.control.entities(accountId).map(({ id, level, status, dailyBudget, parentId }) => ({
      ...{ id, level, status, parentId },
      budget: major(dailyBudget),
    }));
  const account: AdAccount = {
    ...{ ctx, clock, sim, tenant, shopId, connectorId, accountId, currency },
    as: (actor, via, name) => ({
      ...ctx,
      actor: { ...actor, ...(via && { via }), ...(name && { name }) },
    }),
    pick(level, { budget = false, skip = 0 } = {}) {
      const found = objects().filter(
        (item) =>
          item.level === level && item.status === 'ACTIVE' && (!budget || item.budget !== null),
      )[skip];
      if (!found) throw new Error(`The simulated account has no such ${level}`);
      return found;
    },
    live(id) {
      const found = objects().find((item) => item.id === id);
      if (!found) throw new Error(`The simulated account has no ${id}`);
      return found;
    },
    writes: (id) =>
      sim.control
        .requests()
        .filter(
          ({ method, path, params }) =>
            method === 'POST' &&
            (id === undefined || path === id) &&
            !params.execution_options?.includes('validate_only'),
        )
        .map(({ path, params }) => ({ path, params })),
    async approve(action, note) {
      const { id } = await proposeAction(account.as(tenant.owner.actor), {
        ...{ shopId, connectorId, action },
        ...(note !== undefined && { note }),
      });
      await decideProposals(account.as(tenant.owner.actor), {
        decision: 'approve',
        members: [{ id }],
      });
      return id;
    },
    async run(action) {
      const id = await account.approve(action);
      const [verdict] = await executeProposals(account.as(tenant.owner.actor), {
        members: [{ id }],
      });
      if (!verdict) throw new Error('There was no verdict');
      return verdict;
    },
    async setCap(change = {}) {
      await saveCap(ctx, {
        ...{ shopId, platform: 'meta', currency, allowedKinds: EVERYTHING },
        ...{ maxChangePercent: '100', maxDailyBudget: '100000000' },
        ...{ maxDailyIncrease: '100000000', maxActionsPerDay: 1000 },
        ...change,
      });
    },
    async close() {
      await transport.close();
      await sim.close();
    },
  };
  await storeObjects(db, account, objects());
  await account.setCap();
  return account;
}

async function storeObjects(db: Db, account: AdAccount, objects: PickedObject[]): Promise<void> {
  const { shopId: shop_id, connectorId: connector_id, currency } = account;
  await db
    .insertInto('core_warehouse.entities')
    .values(
      objects.map(({ id, level, status, budget, parentId }) => ({
        ...{ shop_id, connector_id, level, external_id: id, name: `${level} ${id}`, status },
        ...{ parent_id: parentId, currency, daily_budget: budget },
        campaign_id: campaignOf(objects, id),
      })),
    )
    .execute();
}

function campaignOf(objects: PickedObject[], id: string): string | null {
  const item = objects.find((object) => object.id === id);
  if (!item || item.level === 'campaign') return item?.id ?? null;
  return item.parentId === null ? null : campaignOf(objects, item.parentId);
}

function amount(minor: bigint, offset: bigint): string {
  const rest = String(minor % offset).padStart(String(offset).length - 1, '0');
  return offset === 1n || minor % offset === 0n
    ? String(minor / offset)
    : `${minor / offset}.${rest}`.replace(/0+$/, '');
}
