import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { type NotificationRecord, toNotification } from './notification-record.ts';

/** The card that a message of a chat is, or whose question it is (`prompt_id` of its payload). */
export async function findCard(
  ctx: Pick<EngineContext, 'db'>,
  input: { chatId: number; messageId: number },
): Promise<NotificationRecord | null> {
  const row = await ctx.db
    .selectFrom('app_dashboard.notifications')
    .selectAll()
    .where('channel', '=', 'telegram')
    .where('kind', '=', 'proposal')
    .where('target', '=', String(input.chatId))
    .where((eb) =>
      eb.or([
        eb('message_id', '=', input.messageId),
        sql<boolean>`payload ->> 'prompt_id' = ${String(input.messageId)}`,
      ]),
    )
    .executeTakeFirst();
  return row ? toNotification(row) : null;
}

/** Remembers a card that was sent because somebody asked to see it, so that it is edited like the others. */
export async function noteCard(
  ctx: Pick<EngineContext, 'db' | 'now'>,
  input: {
    agencyId: string;
    shopId: string;
    proposalId: string;
    chatId: string;
    messageId: number;
    revision: number;
  },
): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .insertInto('app_dashboard.notifications')
    .values({
      agency_id: input.agencyId,
      shop_id: input.shopId,
      kind: 'proposal',
      proposal_id: input.proposalId,
      channel: 'telegram',
      target: input.chatId,
      dedupe_key: `shown:${input.messageId}`,
      state: 'sent',
      message_id: input.messageId,
      revision: input.revision,
      next_attempt_at: now,
      created_at: now,
      sent_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
