import { loadConfig, runBot, runWorker, serveWeb } from '@commerce/server';
import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { builtWebApp } from '../web-build.ts';

/** `commerce web`, `worker` and `bot`: the parts of `start`, any number of the first two. */
export const hostedCommands = ({ leaf }: CommandMaker): Command[] => [
  leaf<object>('web', 'API and web app only; for the hosted form', async () => {
    const config = loadConfig();
    await builtWebApp();
    return (await serveWeb(config)) as ExitCode;
  }),
  leaf<object>('worker', 'sync jobs only; for the hosted form', async () => {
    return (await runWorker(loadConfig())) as ExitCode;
  }),
  leaf<object>('bot', 'the Telegram bot only; for the hosted form', async () => {
    return (await runBot(loadConfig())) as ExitCode;
  }),
];
