import type { AppDashboardNotifications } from '@commerce/db';
import { type Selectable, sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { type NotificationRecord, toNotification } from './notification-record.ts';
import { quietNow } from './quiet-hours.ts';

/** Whoever claimed and fell silent loses the message after this; then another sends it. */
const CLAIM_MS = 60_000;

/**
 * Takes messages that are due, oldest first; `settleNotification` says what became of each. Nothing is taken for
 * a chat in its quiet hours, for one that cannot be written to, or for a target in `except`.
 */
export async function claimNotifications(
  ctx: EngineContext,
  input: { channel: 'telegram' | 'web_push'; limit: number; except?: readonly string[] },
): Promise<NotificationRecord[]> {
  const now = ctx.now();
  const resting = [
    ...(input.except ?? []),
    ...(input.channel === 'telegram' ? await restingChats(ctx, now) : []),
  ];
  const { rows } = await sql<Selectable<AppDashboardNotifications>>`
    with due as (
      select agency_id, id from app_dashboard.notifications
      where state = 'pending' and channel = ${input.channel} and next_attempt_at <= ${now}::timestamptz
        and target <> all (${resting}::text[])
      order by created_at, id
      limit ${input.limit}
      for update skip locked
    )
    update app_dashboard.notifications n
    set attempts = n.attempts + 1, next_attempt_at = ${new Date(now.getTime() + CLAIM_MS)}::timestamptz
    from due where n.agency_id = due.agency_id and n.id = due.id
    returning n.*`.execute(ctx.db);
  const order = (row: Selectable<AppDashboardNotifications>) => row.created_at.getTime();
  return rows.sort((a, b) => order(a) - order(b)).map(toNotification);
}

async function restingChats(ctx: EngineContext, now: Date): Promise<string[]> {
  const chats = await ctx.db
    .selectFrom('app_dashboard.telegram_chats')
    .select(['chat_id', 'state', 'timezone', 'quiet_from', 'quiet_to'])
    .execute();
  return chats
    .filter((chat) => chat.state !== 'active' || quietNow(chat, now))
    .map(({ chat_id }) => String(chat_id));
}
