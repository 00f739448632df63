import { createInterface } from 'node:readline';
import { holdTrialChat, loadConfig, readRunning, runBot, webOriginOf } from '@commerce/server';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { CLI_EXIT, type ExitCode } from '../exit-codes.ts';
import { withSession } from '../session/open-session.ts';
import { withSimulators } from '../session/with-simulators.ts';

/** `commerce bot`: the Telegram bot alone, or tried without Telegram. */
export const botCommand = ({ leaf }: CommandMaker): Command =>
  leaf<{ try?: boolean }>(
    'bot',
    'the Telegram bot only; for the hosted form',
    async (invocation, options) =>
      options.try ? await tryBot(invocation) : ((await runBot(loadConfig())) as ExitCode),
  ).option('--try', 'chat with it in this terminal, over a simulated Telegram and as the owner');

const tryBot = (invocation: Invocation): Promise<ExitCode> =>
  withSession(invocation, (runtime) =>
    withSimulators(invocation, runtime, async (ctx) => {
      const { config } = runtime;
      const { signal, out } = invocation;
      const typed = createInterface({ input: process.stdin });
      // Listened to from now on: what is typed while the bot starts is not lost.
      const lines = typed[Symbol.asyncIterator]();
      const close = () => typed.close();
      signal.addEventListener('abort', close, { once: true });
      out.note(
        'A chat with the bot, over a simulated Telegram; what you decide here is decided. Type words or commands like /inbox; a number presses that button; /quit ends.',
      );
      try {
        await holdTrialChat(runtime, {
          ctx,
          webOrigin: readRunning(config.dataDir)?.address ?? webOriginOf(config),
          lines,
          show: (text) => void process.stdout.write(`${text}\n`),
          signal,
        });
      } finally {
        signal.removeEventListener('abort', close);
        close();
      }
      return CLI_EXIT.ok;
    }),
  );
