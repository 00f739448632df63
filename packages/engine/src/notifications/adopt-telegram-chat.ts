import { dayOf } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { onBehalfOf } from './on-behalf-of.ts';

/**
 * Lets the private chat that the server's configuration names act as the agency's owner, without a code. In a
 * private chat the chat's id is the person's, so nobody else can write there; a group needs a code to say whose
 * taps count, and gets nothing here. Does nothing when the chat is known or there is no owner yet.
 */
export async function adoptTelegramChat(
  ctx: EngineContext,
  { chatId }: { chatId: number },
): Promise<void> {
  if (chatId <= 0) return;
  const now = ctx.now();
  await withSystem(ctx.db, async (trx) => {
    const owner = await trx
      .selectFrom('app_dashboard.users as u')
      .select(['u.id', 'u.agency_id', 'u.locale'])
      .select((eb) =>
        eb
          .selectFrom('app_dashboard.shops as s')
          .select('s.timezone')
          .whereRef('s.agency_id', '=', 'u.agency_id')
          .where('s.archived_at', 'is', null)
          .orderBy('s.created_at')
          .limit(1)
          .as('timezone'),
      )
      .where('u.role', '=', 'AGENCY_OWNER')
      .where('u.disabled_at', 'is', null)
      .orderBy('u.created_at')
      .orderBy('u.id')
      .executeTakeFirst();
    if (!owner) return;
    const timezone = owner.timezone ?? 'Asia/Seoul';
    const row = await trx
      .insertInto('app_dashboard.telegram_chats')
      .values({
        agency_id: owner.agency_id,
        chat_id: chatId,
        user_id: owner.id,
        telegram_user_id: chatId,
        locale: owner.locale,
        timezone,
        digest_hour: 9,
        digest_day: dayOf(now, timezone),
        paired_at: now,
      })
      .onConflict((conflict) => conflict.column('chat_id').doNothing())
      .returning('chat_id')
      .executeTakeFirst();
    if (!row) return;
    await recordAudit(trx, onBehalfOf(ctx, { id: owner.id, agencyId: owner.agency_id }), {
      action: 'telegram_chat.pair',
      shopId: null,
      targetType: 'telegram_chat',
      targetId: String(chatId),
      after: { user_id: owner.id, by: 'configuration' },
    });
  });
}
