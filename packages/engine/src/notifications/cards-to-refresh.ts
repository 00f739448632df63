import type { EngineContext } from '../context.ts';
import { type NotificationRecord, toNotification } from './notification-record.ts';

/** Sent cards whose proposal has moved since, on whatever surface; those longest behind first. `except`: chats. */
export async function cardsToRefresh(
  ctx: Pick<EngineContext, 'db' | 'now'>,
  { limit, except = [] }: { limit: number; except?: readonly string[] },
): Promise<NotificationRecord[]> {
  const rows = await ctx.db
    .selectFrom('app_dashboard.notifications as n')
    .innerJoin('app_dashboard.action_proposals as p', (join) =>
      join.onRef('p.shop_id', '=', 'n.shop_id').onRef('p.id', '=', 'n.proposal_id'),
    )
    .innerJoin('app_dashboard.telegram_chats as c', (join) =>
      join.on((eb) => eb(eb.cast<string>('c.chat_id', 'text'), '=', eb.ref('n.target'))),
    )
    .selectAll('n')
    .where('n.channel', '=', 'telegram')
    .where('n.kind', '=', 'proposal')
    .where('n.state', '=', 'sent')
    .where('n.message_id', 'is not', null)
    .whereRef('n.revision', '<', 'p.revision')
    .where('n.next_attempt_at', '<=', ctx.now())
    .where('c.state', '=', 'active')
    .$if(except.length > 0, (cards) => cards.where('n.target', 'not in', except))
    .orderBy('p.updated_at')
    .orderBy('n.id')
    .limit(limit)
    .execute();
  return rows.map(toNotification);
}
