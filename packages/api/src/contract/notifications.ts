import { z } from '@hono/zod-openapi';
import { Instant, QuietHours } from './primitives.ts';

/** Send `/start <code>` to the bot before it expires; it is shown this once. */
export const TelegramPairing = z
  .object({
    code: z.string(),
    expires_at: Instant,
  })
  .openapi('TelegramPairing');

/** Telegram's ids have at most 52 significant bits. Source: Bot API, Chat, read 2026-11. */
const ChatId = z
  .string()
  .regex(/^-?\d{1,16}$/)
  .openapi({ example: '123456789' });
export const TelegramChat = z
  .object({
    chat_id: ChatId,
    title: z.string().nullable(),
    locale: z.enum(['ko', 'en']),
    timezone: z.string(),
    /** Local hour of the daily digest; null: none. */
    digest_hour: z.int().min(0).max(23).nullable(),
    quiet_hours: QuietHours.nullable(),
    state: z.enum(['active', 'blocked', 'removed']),
    state_message: z.string().nullable(),
    paired_at: Instant,
  })
  .openapi('TelegramChat');

/** What is left out stays as it is. */
export const UpdateTelegramChat = z
  .strictObject({
    locale: z.enum(['ko', 'en']).optional(),
    timezone: z.string().min(1).max(64).optional(),
    digest_hour: z.int().min(0).max(23).nullable().optional(),
    quiet_hours: QuietHours.nullable().optional(),
  })
  .openapi('UpdateTelegramChat');
export const TelegramChatParams = z.object({ chat_id: ChatId });

/** The server's VAPID key, for `pushManager.subscribe`. */
export const PushKey = z.object({ public_key: z.string() }).openapi('PushKey');
/** As `PushSubscription.toJSON()` gives it. */
export const SubscribePush = z
  .strictObject({
    endpoint: z.url().max(2000),
    keys: z.strictObject({
      p256dh: z.string().regex(/^[\w-]{20,200}={0,2}$/),
      auth: z.string().regex(/^[\w-]{10,100}={0,2}$/),
    }),
    locale: z.enum(['ko', 'en']).optional(),
  })
  .openapi('SubscribePush');
export const PushSubscription = z
  .object({ id: z.uuid(), created_at: Instant })
  .openapi('PushSubscription');
export const UnsubscribePush = z
  .strictObject({ endpoint: z.url().max(2000) })
  .openapi('UnsubscribePush');
