import { type BotState, type RunningBot, startBot } from '@commerce/bot';
import type { Actor } from '@commerce/engine';
import type { Runtime } from '../runtime/create-runtime.ts';

const SYSTEM: Actor = { type: 'system', id: 'telegram', user: null };

/** What an operator is told of the bot; null for what needs no words. */
export function botWords(state: BotState): string | null {
  switch (state.state) {
    case 'running':
      return `The Telegram bot @${state.username} is listening`;
    case 'unauthorized':
      return 'Telegram refuses the bot token. Set the one @BotFather shows as TELEGRAM_BOT_TOKEN and start again';
    case 'conflict':
      return 'Something else asks Telegram with the same bot token. Stop it, or give it a bot of its own';
    default:
      return null;
  }
}

/**
 * Starts the bot in the background when a token is set; of several processes one asks Telegram.
 * @param webOrigin where people open the web app
 */
export function startTelegram(
  { config, ctx, buttonKey }: Runtime,
  webOrigin: string,
  tell: (words: string) => void,
): RunningBot | null {
  const { telegram } = config;
  if (telegram === null) return null;
  return startBot({
    ctx: { ...ctx, actor: SYSTEM },
    token: telegram.token,
    allowedChatId: telegram.allowedChatId,
    ...(telegram.apiRoot !== null && { apiRoot: telegram.apiRoot }),
    buttonKey,
    webOrigin,
    onState: (state) => {
      const words = botWords(state);
      if (words !== null) tell(words);
    },
  });
}
