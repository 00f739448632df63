import type { EngineContext } from '@commerce/engine';
import {
  createProgress,
  createTeardown,
  loadConfig,
  type ServerConfig,
  startServer,
} from '@commerce/server';
import type { Invocation } from '../../command.ts';
import { wrongUsage } from '../../command-error.ts';
import { CLI_EXIT, type ExitCode } from '../../exit-codes.ts';
import { commandLog } from '../../session/open-session.ts';
import { answerJobs, jobFacts } from '../../sync/job-answer.ts';
import { type JobState, readJobs } from '../../sync/read-jobs.ts';

const POLL_MS = 300;

/** Makes the demo and says how its first reads ended. */
export async function seed(
  invocation: Invocation,
  options: { history: boolean },
): Promise<ExitCode> {
  const jobs = await makeDemo(invocation, options);
  if (options.history) return answerJobs(invocation.out, jobs);
  invocation.out.answer({ jobs: jobs.map(jobFacts) }, [
    'The demo shops are connected; npm start reads their history.',
  ]);
  return CLI_EXIT.ok;
}

/** Starts what `npm start` does, on a free port of this machine, until the demo is there, and stops it. */
export async function makeDemo(
  { signal, verbose }: Invocation,
  options: { history: boolean },
): Promise<JobState[]> {
  const config = loadConfig();
  refuseHosted(config);
  const log = commandLog(config, verbose);
  const teardown = createTeardown(log);
  try {
    const server = await startServer(
      { ...config, host: '127.0.0.1', port: 0, publicOrigin: null, telegram: null },
      {
        demo: 'yes',
        log,
        progress: createProgress((text) => void process.stderr.write(text)),
        teardown,
        signal,
        onStopped: (error) => log.error({ error: error.message }, 'The database stopped'),
      },
    );
    const { ctx } = server.runtime;
    if (!options.history) return await demoJobs(ctx);
    await Promise.race([server.demoIsTold, aborted(signal)]);
    return await whenRead(ctx, signal);
  } finally {
    await teardown.run();
  }
}

function refuseHosted({ database }: ServerConfig): void {
  if (database.kind === 'embedded') return;
  throw wrongUsage(
    'The demo is for the embedded database, beside which its simulators live. Nothing was changed; unset DATABASE_URL to try it',
  );
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The first reads of the simulated accounts. */
async function demoJobs(ctx: EngineContext): Promise<JobState[]> {
  const rows = await ctx.db
    .selectFrom('app_dashboard.sync_jobs as j')
    .innerJoin('app_dashboard.connectors as c', 'c.id', 'j.connector_id')
    .select('j.id')
    .where('c.simulated', '=', true)
    .where('j.kind', '=', 'HISTORICAL_INIT')
    .execute();
  return await readJobs(
    ctx,
    rows.map(({ id }) => id),
  );
}

async function whenRead(ctx: EngineContext, signal: AbortSignal): Promise<JobState[]> {
  for (;;) {
    signal.throwIfAborted();
    const jobs = await demoJobs(ctx);
    if (jobs.every(({ status }) => status === 'SUCCEEDED' || status === 'FAILED')) return jobs;
    await ctx.sleep(POLL_MS, signal).catch(() => {});
  }
}
