import {
  createTelegramPairing,
  listTelegramChats,
  pushPublicKey,
  removeTelegramChat,
  subscribePush,
  unsubscribePush,
  updateTelegramChat,
} from '@commerce/engine';
import { Done } from '../contract/auth.ts';
import { pageOf } from '../contract/envelope.ts';
import {
  PushKey,
  PushSubscription,
  SubscribePush,
  TelegramChat,
  TelegramChatParams,
  TelegramPairing,
  UnsubscribePush,
  UpdateTelegramChat,
} from '../contract/notifications.ts';
import { endpoint } from '../endpoint/endpoint.ts';

const tag = 'Notifications';

const pair = endpoint({
  method: 'post',
  path: '/api/v1/notifications/telegram/pairings',
  tag,
  summary: 'A code that lets a Telegram chat in',
  description:
    'For people, not API keys. Sent to the bot as `/start <code>` within ten minutes, once.',
  access: 'write',
  audit: { records: ['telegram_pairing.create'] },
  repeatable: false,
  data: TelegramPairing,
  status: 201,
  handle: ({ ctx }) => createTelegramPairing(ctx),
});

const chats = endpoint({
  method: 'get',
  path: '/api/v1/notifications/telegram/chats',
  tag,
  summary: 'One’s Telegram chats',
  access: 'read',
  audit: { records: 'nothing', because: 'reads one’s own chats' },
  data: pageOf(TelegramChat),
  handle: async ({ ctx }) => ({ items: await listTelegramChats(ctx), next_cursor: null }),
});

const update = endpoint({
  method: 'patch',
  path: '/api/v1/notifications/telegram/chats/{chat_id}',
  tag,
  summary: 'Language, digest and quiet hours of a chat',
  access: 'write',
  audit: { records: ['telegram_chat.update'] },
  params: TelegramChatParams,
  body: UpdateTelegramChat,
  data: TelegramChat,
  errors: ['not_found'],
  handle: ({ ctx, params, body }) =>
    updateTelegramChat(ctx, {
      chatId: params.chat_id,
      locale: body.locale,
      timezone: body.timezone,
      digestHour: body.digest_hour,
      quietHours: body.quiet_hours,
    }),
});

const remove = endpoint({
  method: 'delete',
  path: '/api/v1/notifications/telegram/chats/{chat_id}',
  tag,
  summary: 'Let a chat out again',
  access: 'write',
  audit: { records: ['telegram_chat.remove'] },
  params: TelegramChatParams,
  data: Done,
  errors: ['not_found'],
  async handle({ ctx, params }) {
    await removeTelegramChat(ctx, { chatId: params.chat_id });
    return { done: true as const };
  },
});

const pushKey = endpoint({
  method: 'get',
  path: '/api/v1/notifications/push/key',
  tag,
  summary: 'The key browsers subscribe with',
  access: 'read',
  audit: { records: 'nothing', because: 'the public half of a key pair' },
  data: PushKey,
  handle: ({ ctx }) => pushPublicKey(ctx),
});

const subscribe = endpoint({
  method: 'post',
  path: '/api/v1/notifications/push/subscriptions',
  tag,
  summary: 'Tell this browser of decisions',
  access: 'write',
  audit: { records: ['push.subscribe'] },
  body: SubscribePush,
  data: PushSubscription,
  status: 201,
  handle: ({ ctx, body }) =>
    subscribePush(ctx, { endpoint: body.endpoint, keys: body.keys, locale: body.locale }),
});

const unsubscribe = endpoint({
  method: 'delete',
  path: '/api/v1/notifications/push/subscriptions',
  tag,
  summary: 'Tell this browser nothing any more',
  access: 'write',
  audit: { records: ['push.unsubscribe'] },
  body: UnsubscribePush,
  data: Done,
  async handle({ ctx, body }) {
    await unsubscribePush(ctx, { endpoint: body.endpoint });
    return { done: true as const };
  },
});

export const notificationEndpoints = [pair, chats, update, remove, pushKey, subscribe, unsubscribe];
