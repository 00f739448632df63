import type { ServerConfig } from '../config.ts';
import { refuseOpenDoor } from '../http/refuse-open-door.ts';
import { serveOn } from '../http/serve.ts';
import { startHttp } from '../http/start-http.ts';
import { sharedLimits } from '../limits/shared-limits.ts';
import { runHosted } from './run-hosted.ts';

/** How long running requests get when the process is to stop. */
const GRACE_MS = 8_000;

/**
 * `commerce web`: API and web app, no jobs. Keeps no state, so that any number may run at once. Runs until a
 * signal. @returns the code to exit with
 */
export async function serveWeb(config: ServerConfig): Promise<number> {
  return await runHosted(config, 'web', async ({ runtime, log, progress, teardown }) => {
    await refuseOpenDoor(config, runtime.database.db);
    const http = await startHttp(config);
    const limits = sharedLimits(config.redisUrl, log);
    teardown.add('the rate limits', () => limits.close());
    teardown.add('HTTP', () => http.close(GRACE_MS));
    const web = await serveOn(http, runtime, {
      workerRunning: () => false,
      ...(limits.store && { rateLimits: limits.store }),
    });
    teardown.add('the web app', () => web.close());
    if (web.missing) progress.line(`${web.missing}.`);
    process.stdout.write(`Commerce web is running at ${config.publicOrigin ?? http.origin}\n`);
  });
}
