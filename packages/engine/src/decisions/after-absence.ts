import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { scheduleDue } from '../sync/schedule-due.ts';

/** Longer without a round means the process did not run: it was off, or the laptop slept. */
const ABSENT_MS = 10 * 60_000;
/** Judging is not held up longer than this by accounts that are still being read. */
const CATCH_UP_MS = 2 * 60_000;

/**
 * Says round by round whether it is time to judge. After an absence what is due is read first: figures that are
 * old only because nobody was there are no reason to alarm anybody.
 */
export function judgeAfterAbsence(ctx: EngineContext): () => Promise<boolean> {
  let lastRound = Number.NEGATIVE_INFINITY;
  let waitUntil = 0;
  return async () => {
    const now = ctx.now().getTime();
    if (now - lastRound > ABSENT_MS) {
      waitUntil = now + CATCH_UP_MS;
      await scheduleDue(ctx);
    }
    lastRound = now;
    if (now < waitUntil && (await isReading(ctx))) return false;
    waitUntil = 0;
    return true;
  };
}

async function isReading(ctx: EngineContext): Promise<boolean> {
  const { rows } = await sql<{ reading: boolean }>`
    select exists (
      select from app_dashboard.sync_jobs
      where status = 'IN_PROGRESS' or status = 'QUEUED' and run_after <= ${ctx.now()}::timestamptz
    ) as reading
  `.execute(ctx.db);
  return rows[0]?.reading ?? false;
}
