import type { ServerConfig } from '../config.ts';
import { refuseOpenDoor } from '../http/refuse-open-door.ts';
import { serveOn } from '../http/serve.ts';
import { startHttp } from '../http/start-http.ts';
import { sharedLimits } from '../limits/shared-limits.ts';
import { createLog } from '../log/create-log.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { createProgress } from '../start/progress.ts';
import { createTeardown } from '../start/teardown.ts';
import { untilStopped } from '../start/until-stopped.ts';

/** How long running requests get when the process is to stop. */
const GRACE_MS = 8_000;

/**
 * `commerce web`: API and web app, no jobs. Keeps no state, so that any number may run at once. Runs until a
 * signal. @returns the code to exit with
 */
export async function serveWeb(config: ServerConfig): Promise<number> {
  const log = createLog({ level: config.logLevel ?? 'info', format: 'json' });
  const progress = createProgress((text) => void process.stderr.write(text));
  const teardown = createTeardown(log);
  return await untilStopped(progress, teardown, async (signal, onStopped) => {
    const runtime = await progress.step('Opening the database', () =>
      openRuntime(config, {
        log,
        actor: { type: 'system', id: 'web', user: null },
        applicationName: 'commerce-web',
        onProgress: (message) => progress.line(`  ${message}`),
        onStopped,
      }),
    );
    teardown.add('the database', () => runtime.close());
    signal.throwIfAborted();
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
