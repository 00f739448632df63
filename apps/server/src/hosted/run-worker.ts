import { startWorker } from '@commerce/engine';
import type { ServerConfig } from '../config.ts';
import { createLog } from '../log/create-log.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { createProgress } from '../start/progress.ts';
import { createTeardown } from '../start/teardown.ts';
import { untilStopped } from '../start/until-stopped.ts';

const POLL_MS = 2_000;
const GRACE_MS = 8_000;

/**
 * `commerce worker`: schedules and runs jobs, serves nothing. Any number share the work. Runs until a signal;
 * running jobs are then given back. @returns the code to exit with
 */
export async function runWorker(config: ServerConfig): Promise<number> {
  const log = createLog({ level: config.logLevel ?? 'info', format: 'json' });
  const progress = createProgress((text) => void process.stderr.write(text));
  const teardown = createTeardown(log);
  return await untilStopped(progress, teardown, async (signal, onStopped) => {
    const runtime = await progress.step('Opening the database', () =>
      openRuntime(config, {
        log,
        actor: { type: 'system', id: 'worker', user: null },
        applicationName: 'commerce-worker',
        onProgress: (message) => progress.line(`  ${message}`),
        onStopped,
      }),
    );
    teardown.add('the database', () => runtime.close());
    signal.throwIfAborted();
    const worker = startWorker(runtime.ctx, {
      concurrency: config.workerConcurrency,
      pollMs: POLL_MS,
      schedulerMs: config.syncIntervalMinutes * 60_000,
      graceMs: GRACE_MS,
      onProgress: (event) => {
        if (event.type !== 'job_ended') return;
        const { jobId, shopId, connectorName, ending, message } = event;
        log.info({ jobId, shopId, connectorName, ending, message }, 'A job ended');
      },
    });
    teardown.add('the worker', () => worker.stop());
    process.stdout.write('Commerce worker is running\n');
  });
}
