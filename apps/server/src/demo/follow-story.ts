import {
  type Actor,
  claimJob,
  connectAccount,
  type EngineContext,
  type Owner,
  recoverAbandoned,
  runDecisions,
  runJob,
  scheduleDue,
} from '@commerce/engine';
import { createHttpTransport } from '@commerce/platforms';
import { reachMeta } from '@commerce/simulators';
import type { PastWorld, RunningWorld } from '../simulators/start-world.ts';
import type { WorldSettings } from '../simulators/world-settings.ts';
import { seedDemoRules } from './demo-rules.ts';
import { demoStory } from './demo-story.ts';
import { seedKeywordAccount } from './seed-keyword-account.ts';
import { decideLikeTheOperator, operatorOf } from './operator-decisions.ts';

const DAY_MS = 86_400_000;
/** Long enough that the platform has stopped restating the first of these days. */
const FOLLOWED_DAYS = 42;
/** A day that was cut off goes on this much later, after everything that was written on it. */
const RESUMED_AFTER_MS = 120_000;
/** History that the first read finds, before which nothing was followed. */
const READ_AT_ONCE = 21;

export interface FollowOptions {
  owner: Owner;
  world: RunningWorld;
  demo: WorldSettings;
  shopId: string;
  /** How many days of the story there are and how many have been followed. */
  onDay?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** Whether there are days of the story left that were not followed, and whether some were. */
export async function storyState(
  ctx: EngineContext,
  { demo, shopId }: Pick<FollowOptions, 'demo' | 'shopId'>,
): Promise<'new' | 'begun' | 'told'> {
  if (demo.told === true) return 'told';
  const account = await findAccount(ctx, shopId, demo);
  if (!account) return 'new';
  const { lastSyncedAt } = account;
  // The last reading alone does not end the story: what was decided on it follows.
  const ended = demo.told === undefined && lastSyncedAt && lastSyncedAt >= new Date(demo.bornAt);
  return ended ? 'told' : 'begun';
}

/**
 * Follows the story's ad account from the past to the day the demo began, a day at a time, as if this product had watched it: the
 * figures are read as they were known that day, rules judge them, and the operator decides. A demo that was
 * stopped on the way, also by a kill, goes on where it was. Nothing else may work on the shop meanwhile.
 */
export async function followStory(ctx: EngineContext, options: FollowOptions): Promise<void> {
  const { world, demo, shopId, signal, onDay } = options;
  if ((await storyState(ctx, options)) === 'told') return;
  const account = await findAccount(ctx, shopId, demo);
  const days = Math.max(0, Math.min(FOLLOWED_DAYS, demo.historyDays - READ_AT_ONCE));
  const moments = notLived(momentsUntil(new Date(demo.bornAt), days), account?.lastSyncedAt);
  const [planned] = moments;
  if (!planned) return;
  const first = account ? resumed(planned, new Date(demo.bornAt)) : planned;
  moments[0] = first;
  const past = await world.openPast(first);
  const story = inPast(ctx, past, first);
  try {
    const connectorId = account?.id ?? (await connect(story.as(ctx.actor), options));
    for (const [index, at] of moments.entries()) {
      if (signal?.aborted) return;
      await story.moveTo(at);
      await liveThroughDay(story, options, connectorId, moments.length - 1 - index);
      onDay?.(index + 1, moments.length);
    }
  } finally {
    await story.close();
    await past.close();
  }
}

/** Half past nine in Seoul on each of the days before the demo began, and its beginning. */
function momentsUntil(birth: Date, days: number): Date[] {
  const today = Math.floor(birth.getTime() / DAY_MS) * DAY_MS + DAY_MS / 48;
  const mornings = Array.from({ length: days }, (_, index) => today - (days - index) * DAY_MS);
  return [...mornings.map((at) => new Date(at)), birth];
}

/** The moments after the last reading, and the one of that reading: a kill may have kept it from being decided on. */
function notLived(moments: readonly Date[], lastSyncedAt: Date | null | undefined): Date[] {
  const next = moments.findIndex((at) => !lastSyncedAt || at > lastSyncedAt);
  return moments.slice(Math.max(0, (next === -1 ? moments.length : next) - 1));
}

/** Never after the demo began, when the other accounts' jobs are due. */
const resumed = (at: Date, birth: Date): Date =>
  new Date(Math.min(at.getTime() + RESUMED_AFTER_MS, birth.getTime()));

/** An engine that lives in the past: its clock and the simulator's move together, and waiting moves them. */
function inPast(ctx: EngineContext, past: PastWorld, from: Date) {
  let clock = from;
  const transport = createHttpTransport({ rewrite: reachMeta(past.origin) });
  const moveTo = async (at: Date): Promise<void> => {
    clock = at;
    await past.moveTo(at);
  };
  const context: EngineContext = {
    ...ctx,
    now: () => clock,
    sleep: (ms) => moveTo(new Date(clock.getTime() + ms)),
    transportFor: () => transport,
  };
  return {
    moveTo,
    as: (actor: Actor): EngineContext => ({ ...context, actor }),
    close: () => transport.close(),
  };
}

async function liveThroughDay(
  story: ReturnType<typeof inPast>,
  { owner, shopId, demo, signal }: FollowOptions,
  connectorId: string,
  daysLeft: number,
): Promise<void> {
  const system = story.as({ type: 'system', id: 'demo', user: null });
  const operator = story.as(operatorOf(owner));
  await readWhatIsDue(system, connectorId, signal);
  // The next start lives the day before once more: it must not find the rules of a day that was not read.
  if (signal?.aborted) return;
  if (daysLeft === 0) await seedKeywordAccount(system, shopId, demo);
  await seedDemoRules(operator, { shopId, connectorId, daysLeft });
  await runDecisions(system, signal ? { signal } : {});
  await decideLikeTheOperator(operator, shopId, daysLeft);
}

/** Only the story's account is due in its past: every other one was connected after the demo began. */
async function readWhatIsDue(
  ctx: EngineContext,
  connectorId: string,
  signal?: AbortSignal,
): Promise<void> {
  await takeUpJob(ctx, connectorId);
  await scheduleDue(ctx);
  for (;;) {
    const job = signal?.aborted ? null : await claimJob(ctx, { worker: 'demo' });
    if (!job) return;
    await runJob(ctx, job, signal ? { signal } : {});
  }
}

/**
 * Makes a job of the account due that the past does not get to by itself: one that a kill left behind, whose lease
 * ends later than the day that is lived again, and one that somebody asked for meanwhile, today.
 */
async function takeUpJob(ctx: EngineContext, connectorId: string): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .updateTable('app_dashboard.sync_jobs')
    .set({ lease_expires_at: new Date(now.getTime() - 1_000) })
    .where('connector_id', '=', connectorId)
    .where('status', '=', 'IN_PROGRESS')
    .execute();
  await recoverAbandoned(ctx);
  await ctx.db
    .updateTable('app_dashboard.sync_jobs')
    .set({ run_after: now })
    .where('connector_id', '=', connectorId)
    .where('status', '=', 'QUEUED')
    .where('run_after', '>', now)
    .execute();
}

async function connect(
  ctx: EngineContext,
  { shopId, world, demo }: FollowOptions,
): Promise<string> {
  const { connectorId } = await connectAccount(ctx, {
    shopId,
    platform: 'meta',
    config: {
      ad_account_id: demoStory(demo).profile.adAccountId,
      history_months: historyMonths(demo.historyDays),
    },
    credentials: { access_token: world.meta.accessToken },
    simulated: true,
  });
  return connectorId;
}

/** Months of ad history that cover the demo's days. */
export const historyMonths = (days: number): number => Math.min(37, Math.ceil(days / 28) + 1);

async function findAccount(ctx: EngineContext, shopId: string, demo: WorldSettings) {
  const row = await ctx.db
    .selectFrom('app_dashboard.connectors')
    .select(['id', 'last_synced_at'])
    .where('shop_id', '=', shopId)
    .where('platform', '=', 'meta')
    .where('external_account_id', '=', demoStory(demo).profile.adAccountId)
    .executeTakeFirst();
  return row ? { id: row.id, lastSyncedAt: row.last_synced_at } : null;
}
