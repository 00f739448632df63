import type { AuditEntry } from '../contract/audit.ts';
import type { Done } from '../contract/auth.ts';
import type {
  PushKey,
  PushSubscription,
  SubscribePush,
  TelegramChat,
  TelegramPairing,
  UpdateTelegramChat,
} from '../contract/notifications.ts';
import type { TimelineEntry } from '../contract/timeline.ts';
import { type Caller, type Input, type Output, type Page, path } from './caller.ts';
import type { CallOptions } from './request.ts';

export interface TimelineFilter {
  connector_id?: string | undefined;
  entity_id?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface AuditFilter {
  shop_id?: string | undefined;
  reads?: 'show' | 'hide' | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export const timelineCalls = (call: Caller) => ({
  list: (shopId: string, query: TimelineFilter = {}, how?: CallOptions) =>
    call<Page<typeof TimelineEntry>>(
      { method: 'GET', path: path`/api/v1/shops/${shopId}/timeline`, query: { ...query } },
      how,
    ),
});

export const auditCalls = (call: Caller) => ({
  list: (query: AuditFilter = {}, how?: CallOptions) =>
    call<Page<typeof AuditEntry>>(
      { method: 'GET', path: '/api/v1/audit', query: { ...query } },
      how,
    ),
});

export const notificationCalls = (call: Caller) => ({
  pairTelegram: (how?: CallOptions) =>
    call<Output<typeof TelegramPairing>>(
      { method: 'POST', path: '/api/v1/notifications/telegram/pairings', body: {} },
      how,
    ),
  chats: (how?: CallOptions) =>
    call<Page<typeof TelegramChat>>(
      { method: 'GET', path: '/api/v1/notifications/telegram/chats' },
      how,
    ),
  updateChat: (chatId: string, body: Input<typeof UpdateTelegramChat>, how?: CallOptions) =>
    call<Output<typeof TelegramChat>>(
      { method: 'PATCH', path: path`/api/v1/notifications/telegram/chats/${chatId}`, body },
      how,
    ),
  removeChat: (chatId: string, how?: CallOptions) =>
    call<Output<typeof Done>>(
      { method: 'DELETE', path: path`/api/v1/notifications/telegram/chats/${chatId}` },
      how,
    ),
  pushKey: (how?: CallOptions) =>
    call<Output<typeof PushKey>>({ method: 'GET', path: '/api/v1/notifications/push/key' }, how),
  subscribePush: (body: Input<typeof SubscribePush>, how?: CallOptions) =>
    call<Output<typeof PushSubscription>>(
      { method: 'POST', path: '/api/v1/notifications/push/subscriptions', body },
      how,
    ),
  unsubscribePush: (endpoint: string, how?: CallOptions) =>
    call<Output<typeof Done>>(
      { method: 'DELETE', path: '/api/v1/notifications/push/subscriptions', body: { endpoint } },
      how,
    ),
});
