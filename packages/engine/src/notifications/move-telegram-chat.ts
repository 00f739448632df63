import { withSystem } from '@commerce/db';
import { sql } from 'kysely';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { holdTargets } from './hold-targets.ts';
import { onBehalfOf } from './on-behalf-of.ts';

/**
 * Follows a group that Telegram made a supergroup: the same people under another id. What was sent to the group
 * cannot be edited there any more, so cards of open decisions wait to be sent anew. Only the person who paired the
 * group is listened to, before and after.
 * @returns whether what is for the old chat goes to the new one: not when no chat of ours has the old id, or
 * the new one was paired already and hears everything itself
 */
export async function moveTelegramChat(
  ctx: EngineContext,
  { from, to }: { from: number; to: number },
): Promise<boolean> {
  return await withSystem(ctx.db, async (trx) => {
    await holdTargets(trx, 'moving');
    const chat = await trx
      .selectFrom('app_dashboard.telegram_chats')
      .select(['user_id', 'agency_id'])
      .where('chat_id', '=', from)
      .forUpdate()
      .executeTakeFirst();
    if (!chat) return false;
    const taken = await trx
      .selectFrom('app_dashboard.telegram_chats')
      .select('chat_id')
      .where('chat_id', '=', to)
      .executeTakeFirst();
    const ofOld = sql<boolean>`channel = 'telegram' and target = ${String(from)}`;
    if (taken) {
      await trx.deleteFrom('app_dashboard.notifications').where(ofOld).execute();
      await trx.deleteFrom('app_dashboard.telegram_chats').where('chat_id', '=', from).execute();
    } else {
      await trx
        .updateTable('app_dashboard.telegram_chats')
        .set({ chat_id: to, state: 'active', state_message: null })
        .where('chat_id', '=', from)
        .execute();
      await trx
        .updateTable('app_dashboard.notifications')
        .set((eb) => ({
          target: String(to),
          message_id: null,
          payload: sql`payload - 'prompt_id'`,
          state: sql`case when kind = 'proposal' and state = 'sent' then 'pending' else state end`,
          next_attempt_at: eb
            .case()
            .when('state', '=', 'sent')
            .then(ctx.now())
            .else(eb.ref('next_attempt_at'))
            .end(),
        }))
        .where(ofOld)
        .execute();
    }
    await recordAudit(trx, onBehalfOf(ctx, { id: chat.user_id, agencyId: chat.agency_id }), {
      action: 'telegram_chat.move',
      shopId: null,
      targetType: 'telegram_chat',
      targetId: String(to),
      before: { chat_id: String(from) },
      after: { chat_id: String(to) },
    });
    return !taken;
  });
}
