import {
  type Actor,
  claimJob,
  connectAccount,
  type EngineContext,
  type Owner,
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
  const account = await findAccount(ctx, shopId, demo);
  if (!account) return 'new';
  const { lastSyncedAt } = account;
  return lastSyncedAt && lastSyncedAt >= new Date(demo.bornAt) ? 'told' : 'begun';
}

/**
 * Follows the story's ad account from the past to the day the demo began, a day at a time, as if this product had watched it: the
 * figures are read as they were known that day, rules judge them, and the operator decides. A demo that was
 * stopped on the way goes on where it was. Nothing else may work on the shop meanwhile.
 */
export async function followStory(ctx: EngineContext, options: FollowOptions): Promise<void> {
  const { world, demo, shopId, signal, onDay } = options;
  const account = await findAccount(ctx, shopId, demo);
  const days = Math.max(0, Math.min(FOLLOWED_DAYS, demo.historyDays - READ_AT_ONCE));
  const followed = account?.lastSyncedAt ?? new Date(0);
  const moments = momentsUntil(new Date(demo.bornAt), days).filter((at) => at > followed);
  const [first] = moments;
  if (!first) return;
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
  await readWhatIsDue(system, signal);
  if (daysLeft === 0) await seedKeywordAccount(system, shopId, demo);
  await seedDemoRules(operator, { shopId, connectorId, daysLeft });
  await runDecisions(system, signal ? { signal } : {});
  await decideLikeTheOperator(operator, shopId, daysLeft);
}

/** Only the story's account is due in its past: every other one was connected after the demo began. */
async function readWhatIsDue(ctx: EngineContext, signal?: AbortSignal): Promise<void> {
  await scheduleDue(ctx);
  for (;;) {
    const job = signal?.aborted ? null : await claimJob(ctx, { worker: 'demo' });
    if (!job) return;
    await runJob(ctx, job, signal ? { signal } : {});
  }
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
