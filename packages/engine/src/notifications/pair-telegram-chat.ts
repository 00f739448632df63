import { AppError, dayOf } from '@commerce/core';
import { holdLock, type Trx, withSystem } from '@commerce/db';
import { sql } from 'kysely';
import { hashToken } from '../accounts/random-token.ts';
import { findUser, userActor } from '../accounts/user-record.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { type TelegramChatView, chatView } from './chat-view.ts';

export interface PairTelegramChatInput {
  /** As typed; spaces, dashes and lower case are forgiven. */
  code: string;
  chatId: number;
  telegramUserId: number;
  title: string | null;
}

const TRIES = 5;
const WINDOW_MS = 15 * 60_000;
const DEFAULT_TIMEZONE = 'Asia/Seoul';
const DEFAULT_DIGEST_HOUR = 9;

/**
 * Lets a chat in with a code from the web app: from now on taps and commands of that Telegram account in that
 * chat are those of the person who made the code. Uses the code up; a digest comes at 9:00 until changed.
 * @throws AppError `rate_limited` after five wrong codes, `unauthenticated` for a code that is wrong, used or
 * has run out, `conflict` when the chat is another person's
 */
export async function pairTelegramChat(
  ctx: EngineContext,
  input: PairTelegramChatInput,
): Promise<TelegramChatView> {
  const now = ctx.now();
  await bookTry(ctx, input.telegramUserId);
  return await withSystem(ctx.db, async (trx) => {
    const used = await trx
      .updateTable('app_dashboard.telegram_pairings')
      .set({ used_at: now })
      .where('code_hash', '=', hashToken(input.code.toUpperCase().replace(/[\s-]/g, '')))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('user_id')
      .executeTakeFirst();
    const user = used ? await findUser(trx, { id: used.user_id }) : null;
    if (!user) {
      throw new AppError(
        'unauthenticated',
        'This code is wrong, was used already or has run out. Make a new one in the web app under Settings',
      );
    }
    const timezone = await timezoneOf(trx, user.id, user.agencyId);
    const row = await trx
      .insertInto('app_dashboard.telegram_chats')
      .values({
        agency_id: user.agencyId,
        chat_id: input.chatId,
        user_id: user.id,
        telegram_user_id: input.telegramUserId,
        title: input.title,
        locale: user.locale,
        timezone,
        digest_hour: DEFAULT_DIGEST_HOUR,
        digest_day: dayOf(now, timezone),
        paired_at: now,
      })
      .onConflict((conflict) =>
        conflict
          .column('chat_id')
          .doUpdateSet({
            telegram_user_id: input.telegramUserId,
            title: input.title,
            state: 'active',
            state_message: null,
            paired_at: now,
          })
          .where('app_dashboard.telegram_chats.user_id', '=', user.id),
      )
      .returningAll()
      .executeTakeFirst();
    if (!row) {
      throw new AppError(
        'conflict',
        'This chat belongs to another person; they remove it in the web app under Settings first',
      );
    }
    await recordAudit(
      trx,
      { now: () => now, actor: { ...userActor(user, ctx.actor), via: 'telegram' } },
      {
        action: 'telegram_chat.pair',
        shopId: null,
        targetType: 'telegram_chat',
        targetId: String(input.chatId),
        after: { telegram_user_id: input.telegramUserId, title: input.title },
      },
    );
    return chatView(row);
  });
}

/** Booked before the code is looked at, so that guesses made at once count too. */
async function bookTry(ctx: EngineContext, telegramUserId: number): Promise<void> {
  const subject = `telegram:${telegramUserId}`;
  const now = ctx.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  await withSystem(ctx.db, async (trx) => {
    await holdLock(trx, subject);
    const { tries } = await trx
      .selectFrom('app_dashboard.sign_in_attempts')
      .select((eb) => eb.fn.countAll<number>().as('tries'))
      .where('subject', '=', subject)
      .where('attempted_at', '>', since)
      .executeTakeFirstOrThrow();
    if (tries >= TRIES) {
      throw new AppError('rate_limited', 'Too many codes were tried; wait 15 minutes', {
        details: { retry_after_seconds: WINDOW_MS / 1000 },
      });
    }
    await trx
      .insertInto('app_dashboard.sign_in_attempts')
      .values({ subject, attempted_at: now, succeeded: false })
      .execute();
  });
}

/** Digest and quiet hours follow the clock of the person's first shop until they choose another. */
async function timezoneOf(trx: Trx, userId: string, agencyId: string): Promise<string> {
  const row = await trx
    .selectFrom('app_dashboard.shops as s')
    .leftJoin('app_dashboard.user_shops as us', (join) =>
      join.onRef('us.shop_id', '=', 's.id').on('us.user_id', '=', userId),
    )
    .select('s.timezone')
    .where('s.agency_id', '=', agencyId)
    .where('s.archived_at', 'is', null)
    .orderBy((eb) => eb.fn.coalesce('us.is_default', sql<boolean>`false`), 'desc')
    .orderBy('s.created_at')
    .orderBy('s.id')
    .executeTakeFirst();
  return row?.timezone ?? DEFAULT_TIMEZONE;
}
