import type { ServerConfig } from '../config.ts';
import { createLog, type ServerLog } from '../log/create-log.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { openRuntime } from '../runtime/open-runtime.ts';
import { createProgress, type Progress } from '../start/progress.ts';
import { createTeardown, type Teardown } from '../start/teardown.ts';
import { untilStopped } from '../start/until-stopped.ts';

/** What a hosted process is given once its database is open. */
export interface HostedParts {
  runtime: Runtime;
  log: ServerLog;
  progress: Progress;
  teardown: Teardown;
}

/** Opens the database for a process of one purpose, starts it, and waits for a signal. @returns the code to exit with */
export async function runHosted(
  config: ServerConfig,
  purpose: 'web' | 'worker' | 'bot',
  start: (parts: HostedParts) => Promise<void>,
): Promise<number> {
  const log = createLog({ level: config.logLevel ?? 'info', format: 'json' });
  const progress = createProgress((text) => void process.stderr.write(text));
  const teardown = createTeardown(log);
  return await untilStopped(progress, teardown, async (signal, onStopped) => {
    const runtime = await progress.step('Opening the database', () =>
      openRuntime(config, {
        log,
        actor: { type: 'system', id: purpose, user: null },
        applicationName: `commerce-${purpose}`,
        onProgress: (message) => progress.line(`  ${message}`),
        onStopped,
      }),
    );
    teardown.add('the database', () => runtime.close());
    signal.throwIfAborted();
    await start({ runtime, log, progress, teardown });
  });
}
