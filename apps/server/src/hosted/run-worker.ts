import { startWorker } from '@commerce/engine';
import type { ServerConfig } from '../config.ts';
import { storyIsOpen } from '../demo/demo-file.ts';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { startTelegram } from '../telegram/start-telegram.ts';
import { webOriginOf } from './run-bot.ts';
import { runHosted } from './run-hosted.ts';

const POLL_MS = 2_000;
const GRACE_MS = 8_000;

/**
 * `commerce worker`: schedules and runs jobs, decides on what they brought, and runs the bot; serves nothing. Any number share the work. Runs until a signal;
 * running jobs are then given back. @returns the code to exit with
 * @throws OperatorError beside a demo whose story is not told
 */
export async function runWorker(config: ServerConfig): Promise<number> {
  if (storyIsOpen(config.dataDir)) {
    throw new OperatorError(
      `npm start has not yet followed the story of the demo in ${config.dataDir} to its end, and a worker beside it ` +
        'would tell it of days that have not come. Nothing was started. Start the worker again when npm start says ' +
        'that the ads were followed.',
      { exitCode: EXIT.busy },
    );
  }
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
