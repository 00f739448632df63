import { type EngineContext, readBotState } from '@commerce/engine';
import type { ServerConfig } from '@commerce/server';
import { type Finding, ok, warning } from './finding.ts';

const CHECK = 'telegram bot';
/** Connecting takes a moment. */
const CONNECTING_MS = 60_000;

/** What the process that runs the bot said of it last; null where there is no bot. */
export async function checkTelegram(
  { telegram }: Pick<ServerConfig, 'telegram'>,
  ctx: Pick<EngineContext, 'db' | 'now'>,
): Promise<Finding | null> {
  const bot = await readBotState(ctx);
  if (bot === null && telegram === null) return null;
  const since = bot?.since.toISOString();
  switch (bot?.state) {
    case 'unauthorized':
      return warning(
        CHECK,
        `Telegram refuses its token since ${since}; no chat hears or is heard`,
        'Set the token that @BotFather shows as TELEGRAM_BOT_TOKEN and start again.',
      );
    case 'conflict':
      return warning(
        CHECK,
        `something else asks Telegram with the same token since ${since}; taps and commands may get lost there`,
        'Stop the other program (or its webhook), or make this one a bot of its own with @BotFather and set its TELEGRAM_BOT_TOKEN.',
      );
    case 'connecting':
      if (!bot.asking || ctx.now().getTime() - bot.since.getTime() < CONNECTING_MS) break;
      return warning(
        CHECK,
        `Telegram does not answer since ${since}; messages wait`,
        'Check that the machine that runs the bot reaches api.telegram.org (network, firewall, proxy).',
      );
    case 'running':
      if (bot.asking) return ok(CHECK, `@${bot.username} is listening since ${since}`);
      break;
    case 'stopped':
    case undefined:
      break;
  }
  return ok(
    CHECK,
    bot?.asking ? 'is connecting' : 'is not running now; npm start, commerce worker or bot run it',
  );
}
