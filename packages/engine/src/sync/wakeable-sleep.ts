import type { Connection } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';

const LOOK_EVERY_MS = 2_000;

/**
 * A reader's sleep that ends early when a delivery said that what it waits for is there (`wake`). Looked up
 * in the database, because the delivery may have come to another process.
 */
export function wakeableSleep(ctx: EngineContext, job: ClaimedJob): Connection['sleep'] {
  return async (ms, signal) => {
    const since = ctx.now();
    for (let left = ms; left > 0; left -= LOOK_EVERY_MS) {
      await ctx.sleep(Math.min(left, LOOK_EVERY_MS), signal);
      if (left > LOOK_EVERY_MS && (await wokenSince(ctx, job, since))) return;
    }
  };
}

/** While a job runs, its `run_after` says nothing but when it was last told to look. */
async function wokenSince(ctx: EngineContext, job: ClaimedJob, since: Date): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('app_dashboard.sync_jobs')
    .select('id')
    .where('shop_id', '=', job.shopId)
    .where('id', '=', job.id)
    .where('run_after', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}
