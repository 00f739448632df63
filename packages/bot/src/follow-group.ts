import { type EngineContext, moveTelegramChat } from '@commerce/engine';

/**
 * Follows groups that became supergroups, which Telegram alone can say. The one chat that the server's
 * configuration names stays that one: it is for the operator to name another.
 */
export function groupFollower(ctx: EngineContext, allowedChatId: number | null) {
  const followed = new Map<number, number>();
  return async (from: number, to: number): Promise<boolean> => {
    if (from === allowedChatId) {
      ctx.log.error(
        { chat: from, now: to },
        `The Telegram group of TELEGRAM_ALLOWED_CHAT_ID became a supergroup: set it to ${to}, pair the group again, and start again`,
      );
      return false;
    }
    if (await moveTelegramChat(ctx, { from, to })) followed.set(from, to);
    // What was on its way to the old id comes later than the news, and goes over too.
    return followed.get(from) === to;
  };
}
