import { loadConfig, refuseTakenPort, runStart } from '@commerce/server';
import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { builtWebApp } from '../web-build.ts';

/** `commerce start`: what npm start does. */
export const startCommand = ({ leaf }: CommandMaker): Command =>
  leaf<{ demo?: boolean }>(
    'start',
    'database, API, web app and worker in one process',
    async (_invocation, { demo }) => {
      const config = loadConfig();
      await refuseTakenPort(config);
      await builtWebApp();
      const wish = demo === undefined ? 'auto' : demo ? 'yes' : 'no';
      return (await runStart(config, { demo: wish })) as ExitCode;
    },
  )
    .option('--demo', "add the demo's shops to an existing workspace")
    .option('--no-demo', 'give a new data directory an empty workspace');
