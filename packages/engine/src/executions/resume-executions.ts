import { withSystem } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { type HeldExecution, loadHeld } from './execution-record.ts';
import { runExecution } from './run-execution.ts';

export interface ResumeReport {
  /** Executions this call carried on with. */
  resumed: number;
  executed: number;
  failed: number;
  /** Still under way or uncertain; they go on when their wait is over. */
  waiting: number;
}

const AT_MOST = 100;
/** A worker that serves many accounts waits no longer than this for one of them, */
const WAIT_MS = 20_000;
/** and begins none after this: a platform that hangs must not keep rules and messages waiting. */
const ROUND_MS = 60_000;

/**
 * Carries on with executions nobody holds: those whose process died, whose wait is over, or that were left to
 * the worker. What may have been sent is only read from now on. Any number of workers share the work.
 */
export async function resumeExecutions(
  ctx: EngineContext,
  options: { signal?: AbortSignal } = {},
): Promise<ResumeReport> {
  const report: ResumeReport = { resumed: 0, executed: 0, failed: 0, waiting: 0 };
  const end = ctx.now().getTime() + ROUND_MS;
  const goesOn = () => report.resumed < AT_MOST && ctx.now().getTime() < end;
  while (goesOn() && !options.signal?.aborted) {
    const held = await takeOne(ctx);
    if (!held) break;
    report.resumed += 1;
    const until = new Date(ctx.now().getTime() + WAIT_MS);
    await runExecution(ctx, held, { until, signal: options.signal });
    const { status } = await ctx.db
      .selectFrom('app_dashboard.executions')
      .select('status')
      .where('shop_id', '=', held.execution.shop_id)
      .where('id', '=', held.execution.id)
      .executeTakeFirstOrThrow();
    if (status === 'executed' || status === 'failed') report[status] += 1;
    else report.waiting += 1;
  }
  return report;
}

async function takeOne(ctx: EngineContext): Promise<HeldExecution | null> {
  const now = ctx.now();
  const leaseOwner = ctx.newId();
  const leaseEnd = new Date(now.getTime() + ctx.settings.leaseMs);
  const taken = await withSystem(ctx.db, (trx) =>
    sql<{ id: string }>`
      with due as (
        select shop_id, id from app_dashboard.executions
        where status in ('executing', 'unknown_outcome')
          and (lease_expires_at is null or lease_expires_at <= ${now}::timestamptz)
          and (next_attempt_at is null or next_attempt_at <= ${now}::timestamptz)
        order by coalesce(next_attempt_at, started_at), id
        limit 1
        for update skip locked
      )
      update app_dashboard.executions e
      set lease_owner = ${leaseOwner}, lease_expires_at = ${leaseEnd}::timestamptz, next_attempt_at = null
      from due where e.shop_id = due.shop_id and e.id = due.id
      returning e.id
    `.execute(trx),
  );
  const [row] = taken.rows;
  return row ? await loadHeld(ctx.db, row.id, leaseOwner) : null;
}
