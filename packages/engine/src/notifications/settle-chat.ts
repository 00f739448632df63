import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { onBehalfOf } from './on-behalf-of.ts';

/**
 * Notes that a chat cannot be written to (`blocked`: the bot was blocked or removed) or can be again
 * (`active`: somebody wrote from it). What waits for a blocked chat goes on waiting.
 */
export async function settleChat(
  ctx: EngineContext,
  input: { chatId: number; state: 'active' | 'blocked'; message?: string },
): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    const row = await trx
      .updateTable('app_dashboard.telegram_chats')
      .set({ state: input.state, state_message: input.message ?? null })
      .where('chat_id', '=', input.chatId)
      .where('state', '=', input.state === 'active' ? 'blocked' : 'active')
      .returning(['chat_id', 'user_id', 'agency_id'])
      .executeTakeFirst();
    if (!row) return;
    await recordAudit(trx, onBehalfOf(ctx, { id: row.user_id, agencyId: row.agency_id }), {
      action: input.state === 'blocked' ? 'telegram_chat.block' : 'telegram_chat.unblock',
      shopId: null,
      targetType: 'telegram_chat',
      targetId: String(row.chat_id),
      after: { message: input.message ?? null },
    });
  });
}
