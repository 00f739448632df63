import { type EngineContext, type SyncProgress, tick } from '@commerce/engine';
import type { Runtime } from '@commerce/server';
import { CommandError } from '../command-error.ts';
import type { Invocation } from '../command.ts';
import { CLI_EXIT } from '../exit-codes.ts';
import { grouped } from '../output/progress.ts';
import { withSimulators } from '../session/with-simulators.ts';
import { type JobState, readJobs } from './read-jobs.ts';

const POLL_MS = 500;
const LONG_WAIT_MS = 10_000;

/**
 * Works on what is due until the given jobs have ended, beside any other worker. A job that a platform put off
 * is waited for.
 */
export async function workOff(
  invocation: Invocation,
  runtime: Runtime,
  ids: readonly string[],
): Promise<JobState[]> {
  const { out, signal } = invocation;
  return await withSimulators(invocation, runtime, async (ctx) => {
    const bar = out.progress(
      `Reading ${ids.length === 1 ? '1 account' : `${ids.length} accounts`}`,
    );
    const told = new Set<string>();
    for (;;) {
      await runDue(invocation, { ...runtime, ctx }, (records) =>
        bar.update(records, null, 'records'),
      );
      const jobs = await readJobs(ctx, ids);
      if (signal.aborted) throw interrupted();
      const open = jobs.filter(({ status }) => status === 'QUEUED' || status === 'IN_PROGRESS');
      const records = jobs.reduce((sum, job) => sum + job.records, 0);
      if (open.length === 0) {
        bar.end(`${grouped(records)} records`);
        return jobs;
      }
      bar.update(records, null, 'records');
      for (const line of longWaits(ctx, open, told)) out.note(line);
      await ctx.sleep(POLL_MS, signal).catch(() => {});
    }
  });
}

/** Does everything that is due once. */
export async function runDue(
  { signal, verbose, out }: Invocation,
  { ctx, config }: Runtime,
  onRecords: (records: number) => void = () => {},
) {
  const perJob = new Map<string, number>();
  const onProgress = (event: SyncProgress): void => {
    if (event.type === 'page_written') {
      perJob.set(event.jobId, event.recordsSynced);
      onRecords([...perJob.values()].reduce((sum, records) => sum + records, 0));
    }
    if (verbose && event.type === 'slice_started') {
      out.note(`${event.connectorName}: ${event.stream} ${event.from} to ${event.to}`);
    }
  };
  return await tick(ctx, { signal, concurrency: config.workerConcurrency, onProgress });
}

function* longWaits(ctx: EngineContext, open: readonly JobState[], told: Set<string>) {
  for (const job of open) {
    const waitMs = job.runAfter.getTime() - ctx.now().getTime();
    const key = `${job.id} ${job.runAfter.toISOString()}`;
    if (job.status !== 'QUEUED' || waitMs < LONG_WAIT_MS || told.has(key)) continue;
    told.add(key);
    yield `${job.label} waits ${Math.ceil(waitMs / 1000)} s: ${job.error?.message ?? 'put off'}`;
  }
}

const interrupted = () =>
  new CommandError(
    'interrupted',
    'Interrupted. What was read is kept and the jobs stay queued; a worker, or commerce tick, goes on with them',
    CLI_EXIT.forced,
  );
