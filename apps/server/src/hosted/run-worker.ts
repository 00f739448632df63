import { startWorker } from '@commerce/engine';
import type { ServerConfig } from '../config.ts';
import { startTelegram } from '../telegram/start-telegram.ts';
import { webOriginOf } from './run-bot.ts';
import { runHosted } from './run-hosted.ts';

const POLL_MS = 2_000;
const GRACE_MS = 8_000;

/**
 * `commerce worker`: schedules and runs jobs, decides on what they brought, and runs the bot; serves nothing. Any number share the work. Runs until a signal;
 * running jobs are then given back. @returns the code to exit with
 */
export async function runWorker(config: ServerConfig): Promise<number> {
  return await runHosted(config, 'worker', async ({ runtime, log, teardown }) => {
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
    const bot = startTelegram(runtime, webOriginOf(config), (words) => log.info({}, words));
    teardown.add('the Telegram bot', () => bot?.stop());
    process.stdout.write('Commerce worker is running\n');
  });
}
