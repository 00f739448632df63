import { AppError } from '@commerce/core';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import { openConnection } from '../connectors/open-connection.ts';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';
import { jobOf, type JobRun } from './job-run.ts';
import { logFault } from './log-fault.ts';
import { keepLease } from './keep-lease.ts';
import { planJob, type SliceRecord } from './plan-job.ts';
import { readSlice } from './read-slice.ts';
import { settleJob } from './settle-job.ts';
import { failureUnder, type SyncFailure } from './sync-failure.ts';
import type { JobEnding, OnProgress } from './sync-progress.ts';
import { wakeableSleep } from './wakeable-sleep.ts';

export interface RunJobOptions {
  /** Fires when the process stops: the job is given back at once. */
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/**
 * Works on a claimed job until it ends, must wait, or is taken away: plans its slices or takes up those of an
 * earlier run, reads them one by one, and settles job and connector. Never throws for what a platform does.
 */
export async function runJob(
  ctx: EngineContext,
  job: ClaimedJob,
  options: RunJobOptions = {},
): Promise<JobEnding> {
  const lease = keepLease(ctx, job);
  const signal = options.signal ? AbortSignal.any([options.signal, lease.lost]) : lease.lost;
  const onProgress: OnProgress = (event) => {
    try {
      options.onProgress?.(event);
    } catch (error) {
      ctx.log.warn({ job: job.id, error: String(error) }, 'Progress could not be shown');
    }
  };
  try {
    const failure = await readAll(ctx, job, signal, onProgress);
    const { ending, message, connectorName } = await settleJob(ctx, job, failure);
    const { id: jobId, shopId, connectorId } = job;
    tell(ctx, job, ending, message);
    const event = { jobId, shopId, connectorId, connectorName, ending, message };
    onProgress({ ...event, type: 'job_ended' });
    return ending;
  } finally {
    await lease.release();
  }
}

/** null when every slice was read or has failed for itself; otherwise why the job cannot go on now. */
async function readAll(
  ctx: EngineContext,
  job: ClaimedJob,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<SyncFailure | null> {
  try {
    const open = await openConnection(ctx, job.connectorId);
    assertReadable(open.connector);
    const connection = { ...open.connection, sleep: wakeableSleep(ctx, job) };
    const run = { ...open, connection, job, signal, onProgress };
    const slices = await planJob(ctx, run);
    return await readSlices(ctx, run, slices);
  } catch (error) {
    const failure = failureUnder(signal, error);
    logFault(ctx, job, failure);
    return failure;
  }
}

function tell(ctx: EngineContext, job: ClaimedJob, ending: JobEnding, message: string | null) {
  const fields = { job: job.id, connector: job.connectorId, kind: job.kind, ending };
  if (ending === 'failed') ctx.log.warn(fields, message ?? 'A sync job failed');
  else ctx.log.info(fields, message ?? 'A run of a sync job ended');
}

/** It may have been switched off, or lost its credentials, after the job was queued. */
function assertReadable({ name, status }: ConnectorRecord): void {
  if (status === 'connected' || status === 'failing') return;
  throw new AppError(
    'conflict',
    `${name} is ${status}; the job did not go on, what was read is kept`,
  );
}

async function readSlices(
  ctx: EngineContext,
  run: JobRun,
  slices: SliceRecord[],
): Promise<SyncFailure | null> {
  const done = slices.filter(({ status }) => status === 'SUCCEEDED').length;
  const { kind } = run.job;
  run.onProgress({
    ...jobOf(run),
    type: 'job_started',
    kind,
    slices: slices.length,
    slicesDone: done,
  });
  // Reading on after a failed slice would move the cursor past it.
  const broken = new Set(
    slices.filter(({ status }) => status === 'FAILED').map(({ stream }) => stream.name),
  );
  for (const slice of slices) {
    if (slice.status === 'SUCCEEDED' || broken.has(slice.stream.name)) continue;
    run.signal.throwIfAborted();
    const failure = await readSlice(ctx, run, slice);
    if (failure === null) continue;
    if (failure.consequence !== 'stop') return failure;
    broken.add(slice.stream.name);
  }
  return null;
}
