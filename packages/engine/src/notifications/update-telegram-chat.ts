import { AppError, assertTimezone, dayOf, timezoneOffset } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { requirePerson } from '../accounts/read-only.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { type TelegramChatView, chatView } from './chat-view.ts';
import { type QuietHours, quietColumns } from './quiet-hours.ts';

export interface UpdateTelegramChatInput {
  chatId: string;
  locale?: 'ko' | 'en' | undefined;
  timezone?: string | undefined;
  /** Local hour of the daily digest, 0 to 23; null for none. */
  digestHour?: number | null | undefined;
  quietHours?: QuietHours | null | undefined;
}

/**
 * Changes how a chat of who asks hears of decisions; what is left out stays.
 * @throws AppError `not_found` also for a chat of somebody else, `unknown_timezone`, `invalid_input`
 */
export async function updateTelegramChat(
  ctx: EngineContext,
  input: UpdateTelegramChatInput,
): Promise<TelegramChatView> {
  const person = requirePerson(ctx.actor);
  if (input.timezone !== undefined) assertTimezone(input.timezone);
  return await withSystem(ctx.db, async (trx) => {
    const before = await trx
      .selectFrom('app_dashboard.telegram_chats')
      .selectAll()
      .where('chat_id', '=', Number(input.chatId))
      .where('user_id', '=', person.id)
      .where('state', '<>', 'removed')
      .forUpdate()
      .executeTakeFirst();
    if (!before) throw notYours();
    const timezone = input.timezone ?? before.timezone;
    const row = await trx
      .updateTable('app_dashboard.telegram_chats')
      .set({
        timezone,
        ...(input.locale !== undefined && { locale: input.locale }),
        ...(input.quietHours !== undefined && quietColumns(input.quietHours)),
        ...(input.digestHour !== undefined && {
          digest_hour: input.digestHour,
          // An hour that is over today begins tomorrow.
          digest_day: hourIsOver(input.digestHour, ctx.now(), timezone)
            ? dayOf(ctx.now(), timezone)
            : null,
        }),
      })
      .where('chat_id', '=', before.chat_id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordAudit(trx, ctx, {
      action: 'telegram_chat.update',
      shopId: null,
      targetType: 'telegram_chat',
      targetId: input.chatId,
      before: chatView(before),
      after: chatView(row),
    });
    return chatView(row);
  });
}

export const notYours = (): AppError =>
  new AppError('not_found', 'There is no such chat among yours');

function hourIsOver(hour: number | null, now: Date, timezone: string): boolean {
  return hour !== null && localHour(now, timezone) > hour;
}

/** Hour of the day, 0 to 23, of an instant in a timezone. */
export function localHour(now: Date, timezone: string): number {
  return new Date(now.getTime() + timezoneOffset(now, timezone)).getUTCHours();
}
