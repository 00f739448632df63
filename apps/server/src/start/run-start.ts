import type { ServerConfig } from '../config.ts';
import { createLog } from '../log/create-log.ts';
import type { DemoWish } from './choose-demo.ts';
import { createProgress } from './progress.ts';
import { startServer, type StartedServer } from './start-server.ts';
import { createTeardown } from './teardown.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * `npm start`: starts everything, says where it is on stdout, and runs until a signal.
 * @returns the code to exit with
 */
export async function runStart(config: ServerConfig, options: { demo: DemoWish }): Promise<number> {
  const log = createLog({ level: config.logLevel ?? 'warn', format: 'text' });
  const progress = createProgress((text) => void process.stderr.write(text));
  const teardown = createTeardown(log);
  return await untilStopped(progress, teardown, async (signal, onStopped) => {
    const { demo } = options;
    const parts = { demo, log, progress, teardown, signal, onStopped };
    tellWhere(await startServer(config, parts));
  });
}

function tellWhere({ origin, signInLink, webMissing }: StartedServer): void {
  const lines = [
    '',
    `Commerce is running at ${origin}`,
    ...(signInLink ? [`Sign in (works once, for 30 minutes): ${signInLink}`] : []),
    ...(webMissing ? [`${webMissing}.`] : []),
    'Stop with Ctrl-C.',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
