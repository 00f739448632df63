import { requirePerson } from '../accounts/read-only.ts';
import type { EngineContext } from '../context.ts';
import { type TelegramChatView, chatView } from './chat-view.ts';

/** The chats in which who asks hears of decisions, newest first. */
export async function listTelegramChats(ctx: EngineContext): Promise<TelegramChatView[]> {
  const rows = await ctx.db
    .selectFrom('app_dashboard.telegram_chats')
    .selectAll()
    .where('user_id', '=', requirePerson(ctx.actor).id)
    .where('state', '<>', 'removed')
    .orderBy('paired_at', 'desc')
    .orderBy('chat_id')
    .execute();
  return rows.map(chatView);
}
