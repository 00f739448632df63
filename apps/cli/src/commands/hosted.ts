import { loadConfig, runWorker, serveWeb } from '@commerce/server';
import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { builtWebApp } from '../web-build.ts';

/** `commerce web` and `worker`: the parts of `start`, any number of them. */
export const hostedCommands = ({ leaf }: CommandMaker): Command[] => [
  leaf<object>('web', 'API and web app only; for the hosted form', async () => {
    const config = loadConfig();
    await builtWebApp();
    return (await serveWeb(config)) as ExitCode;
  }),
  leaf<object>('worker', 'sync jobs only; for the hosted form', async () => {
    return (await runWorker(loadConfig())) as ExitCode;
  }),
];
