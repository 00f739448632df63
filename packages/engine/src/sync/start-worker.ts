import { hostname } from 'node:os';
import { PlatformError } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { judgeAfterAbsence } from '../decisions/after-absence.ts';
import { runDecisions } from '../decisions/run-decisions.ts';
import { keepHouse } from '../housekeeping/keep-house.ts';
import { cleanScratch } from './clean-scratch.ts';
import { drain } from './drain.ts';
import { recoverAbandoned } from './recover-abandoned.ts';
import { releaseWorker } from './release-worker.ts';
import { scheduleDue } from './schedule-due.ts';
import type { OnProgress } from './sync-progress.ts';

/** Between two tries of what fails again and again. */
const LONGEST_BACK_OFF_MS = 30_000;
/** How often to look for chores; each says itself how often it is due. */
const HOUSEKEEPING_MS = 60_000;
/** How often to look whether there is anything to judge, carry out or tell: a person waits for it. */
const DECISIONS_MS = 5_000;

export interface WorkerOptions {
  /** Jobs at once. */
  concurrency: number;
  /** How often to look for jobs when there was none. Milliseconds. */
  pollMs: number;
  /** How often to look for connectors that are due. Milliseconds. */
  schedulerMs: number;
  onProgress?: OnProgress;
  /** How often to judge, carry out and tell what is due. Milliseconds; default 5 s. */
  decisionsMs?: number;
  /** How long `stop` waits for jobs to come to a clean point. Milliseconds; default 10 s. */
  graceMs?: number;
}

export interface Worker {
  /** Stops claiming, gives running jobs back, and resolves within `graceMs`. */
  stop(): Promise<void>;
}

/** Schedules and runs jobs, and decides on what they brought, until stopped. Any number of workers, in any number of processes, share the work. */
export function startWorker(ctx: EngineContext, options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const { signal } = stopping;
  const worker = `${hostname()}-${process.pid}-${ctx.newId().slice(0, 8)}`;
  const onProgress = options.onProgress;

  const lane = () =>
    repeat(ctx, signal, options.pollMs, 'claim and run jobs', () =>
      drain(ctx, worker, { signal, ...(onProgress && { onProgress }) }),
    );
  const cleaning = cleanScratch(ctx).catch(() => {});
  const scheduler = repeat(ctx, signal, options.schedulerMs, 'schedule', async () => {
    await recoverAbandoned(ctx);
    await scheduleDue(ctx);
  });
  const housekeeping = repeat(ctx, signal, HOUSEKEEPING_MS, 'keep house', () =>
    keepHouse(ctx, signal),
  );
  const isTimeToJudge = judgeAfterAbsence(ctx);
  const decisions = repeat(
    ctx,
    signal,
    options.decisionsMs ?? DECISIONS_MS,
    'decide what is due',
    async () => void (await runDecisions(ctx, { signal, judge: await isTimeToJudge() })),
  );
  const lanes = [
    cleaning,
    scheduler,
    housekeeping,
    decisions,
    ...Array.from({ length: options.concurrency }, lane),
  ];
  let stopped: Promise<void> | undefined;

  async function stop(): Promise<void> {
    stopping.abort(new PlatformError('cancelled', 'The worker is stopping'));
    const finished = Promise.allSettled(lanes).then(() => true);
    const clean = await within(finished, options.graceMs ?? 10_000);
    if (!clean) await releaseWorker(ctx, worker);
  }

  return { stop: () => (stopped ??= stop()) };
}

/** Repeats `work` with a pause between; a fault is logged and does not end the loop, but lengthens its pauses. */
async function repeat(
  ctx: EngineContext,
  signal: AbortSignal,
  pauseMs: number,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  for (let faults = 0; !signal.aborted; ) {
    try {
      await work();
      faults = 0;
    } catch (error) {
      ctx.log.error({ error: String(error) }, `Could not ${name}; it will be tried again`);
      faults += 1;
    }
    const backOff = faults === 0 ? 0 : Math.min(250 * 2 ** faults, LONGEST_BACK_OFF_MS);
    await ctx.sleep(Math.max(pauseMs, backOff), signal).catch(() => {});
  }
}

async function within(work: Promise<boolean>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
