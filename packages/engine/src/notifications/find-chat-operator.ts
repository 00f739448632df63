import { userActor } from '../accounts/user-record.ts';
import type { Actor, EngineContext } from '../context.ts';
import { type TelegramChatView, chatView } from './chat-view.ts';

export interface ChatOperator {
  chat: TelegramChatView;
  /** The person, as they are in the database right now. */
  actor: Actor & { user: NonNullable<Actor['user']> };
}

/**
 * Whose acts those of a Telegram account in a chat are; null when the chat was never let in, is another
 * account's, or its person was switched off. Asked anew for every tap and every word.
 */
export async function findChatOperator(
  ctx: Pick<EngineContext, 'db'>,
  input: { chatId: number; telegramUserId: number },
): Promise<ChatOperator | null> {
  const row = await chatsWithPeople(ctx)
    .where('c.chat_id', '=', input.chatId)
    .where('c.telegram_user_id', '=', input.telegramUserId)
    .executeTakeFirst();
  return row ? toOperator(row) : null;
}

/** The person a chat's messages are for, or null as above. */
export async function findChatPerson(
  ctx: Pick<EngineContext, 'db'>,
  input: { chatId: number },
): Promise<ChatOperator | null> {
  const row = await chatsWithPeople(ctx).where('c.chat_id', '=', input.chatId).executeTakeFirst();
  return row ? toOperator(row) : null;
}

const chatsWithPeople = (ctx: Pick<EngineContext, 'db'>) =>
  ctx.db
    .selectFrom('app_dashboard.telegram_chats as c')
    .innerJoin('app_dashboard.users as u', (join) =>
      join.onRef('u.id', '=', 'c.user_id').onRef('u.agency_id', '=', 'c.agency_id'),
    )
    .selectAll('c')
    .select(['u.role', 'u.display_name', 'u.email'])
    .where('c.state', '<>', 'removed')
    .where('u.disabled_at', 'is', null);

type Row = Awaited<ReturnType<ReturnType<typeof chatsWithPeople>['executeTakeFirstOrThrow']>>;

function toOperator(row: Row): ChatOperator {
  const person = { id: row.user_id, agencyId: row.agency_id, role: row.role };
  return {
    chat: chatView(row),
    actor: {
      ...userActor(person, {}),
      via: 'telegram',
      name: row.display_name || row.email.replace(/@.*/, ''),
    },
  };
}
