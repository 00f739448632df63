import type { EngineContext } from '../context.ts';
import { type DecisionsReport, runDecisions } from '../decisions/run-decisions.ts';
import { keepHouse } from '../housekeeping/keep-house.ts';
import { drain } from './drain.ts';
import { recoverAbandoned } from './recover-abandoned.ts';
import type { RunJobOptions } from './run-job.ts';
import { scheduleDue } from './schedule-due.ts';
import type { JobEnding } from './sync-progress.ts';

export interface TickReport {
  recovered: number;
  scheduled: number;
  /** Ended runs by how they ended. */
  runs: Record<JobEnding, number>;
  /** What was judged, carried out and queued for people after reading. */
  decisions: DecisionsReport;
}

/** Does everything that is due once: takes back abandoned jobs, schedules, runs until nothing is due, decides on what came in, and does the chores. */
export async function tick(
  ctx: EngineContext,
  options: RunJobOptions & { concurrency?: number; worker?: string } = {},
): Promise<TickReport> {
  const worker = options.worker ?? `tick-${process.pid}`;
  const { requeued } = await recoverAbandoned(ctx);
  const { scheduled } = await scheduleDue(ctx);
  const runs = { succeeded: 0, failed: 0, put_off: 0, given_back: 0, lost: 0 };
  const onEnding = (ending: JobEnding) => void runs[ending]++;
  const lanes = Array.from({ length: options.concurrency ?? 1 }, () =>
    drain(ctx, worker, { ...options, onEnding }),
  );
  await Promise.all(lanes);
  const signal = options.signal ? { signal: options.signal } : {};
  const decisions = await runDecisions(ctx, signal);
  await keepHouse(ctx, options.signal);
  return { recovered: requeued, scheduled, runs, decisions };
}
