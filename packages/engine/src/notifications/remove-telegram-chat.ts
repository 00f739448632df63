import { withSystem } from '@commerce/db';
import { requirePerson } from '../accounts/read-only.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { notYours } from './update-telegram-chat.ts';

/**
 * Ends what a chat of who asks may do and hears; a new code lets it in again.
 * @throws AppError `not_found` also for a chat of somebody else
 */
export async function removeTelegramChat(
  ctx: EngineContext,
  { chatId }: { chatId: string },
): Promise<void> {
  const person = requirePerson(ctx.actor);
  await withSystem(ctx.db, async (trx) => {
    const row = await trx
      .deleteFrom('app_dashboard.telegram_chats')
      .where('chat_id', '=', Number(chatId))
      .where('user_id', '=', person.id)
      .returning(['chat_id', 'title'])
      .executeTakeFirst();
    if (!row) throw notYours();
    await trx
      .deleteFrom('app_dashboard.notifications')
      .where('channel', '=', 'telegram')
      .where('target', '=', chatId)
      .execute();
    await recordAudit(trx, ctx, {
      action: 'telegram_chat.remove',
      shopId: null,
      targetType: 'telegram_chat',
      targetId: chatId,
      before: { title: row.title },
    });
  });
}
