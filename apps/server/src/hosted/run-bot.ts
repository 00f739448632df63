import type { ServerConfig } from '../config.ts';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { startTelegram } from '../telegram/start-telegram.ts';
import { runHosted } from './run-hosted.ts';

/**
 * `commerce bot`: the Telegram bot alone, beside processes that serve and work. Runs until a signal.
 * @returns the code to exit with
 * @throws OperatorError when no token is set
 */
export async function runBot(config: ServerConfig): Promise<number> {
  if (config.telegram === null) {
    throw new OperatorError(
      'TELEGRAM_BOT_TOKEN is not set, so there is no bot to run. Make one with @BotFather in Telegram, set its token, and start again. Nothing was started.',
      { exitCode: EXIT.usage },
    );
  }
  return await runHosted(config, 'bot', async ({ runtime, progress, teardown }) => {
    const bot = startTelegram(runtime, webOriginOf(config), (words) => progress.line(`${words}.`));
    teardown.add('the Telegram bot', () => bot?.stop());
    process.stdout.write('Commerce bot is running\n');
  });
}

/** Where people open the web app, for processes that do not serve it themselves. */
export const webOriginOf = ({ publicOrigin, host, port }: ServerConfig): string =>
  publicOrigin ?? `http://${host}:${port}`;
