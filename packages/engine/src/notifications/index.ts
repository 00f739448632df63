export { adoptTelegramChat } from './adopt-telegram-chat.ts';
export {
  noteBotState,
  readBotState,
  type TelegramBotReport,
  type TelegramBotState,
} from './bot-state.ts';
export { cardsToRefresh } from './cards-to-refresh.ts';
export type { TelegramChatView } from './chat-view.ts';
export { claimNotifications } from './claim-notifications.ts';
export { createTelegramPairing } from './create-telegram-pairing.ts';
export { cutText } from './cut-text.ts';
export { deliverPush, type PushReport } from './deliver-push.ts';
export { type DigestFacts, digestFacts } from './digest-facts.ts';
export { findCard, noteCard } from './find-card.ts';
export { type ChatOperator, findChatOperator, findChatPerson } from './find-chat-operator.ts';
export { isUpdateHandled, noteUpdateHandled } from './handled-updates.ts';
export { listTelegramChats } from './list-telegram-chats.ts';
export { moveTelegramChat } from './move-telegram-chat.ts';
export type { NotificationRecord } from './notification-record.ts';
export { pairTelegramChat, type PairTelegramChatInput } from './pair-telegram-chat.ts';
export { type PollingLease, takePollingLease } from './polling-lease.ts';
export { proposalOf, proposalToTell } from './proposal-to-tell.ts';
export { pushPublicKey } from './push-keys.ts';
export { type QueuedNotifications, queueNotifications } from './queue-notifications.ts';
export type { QuietHours } from './quiet-hours.ts';
export { removeTelegramChat } from './remove-telegram-chat.ts';
export { settleChat } from './settle-chat.ts';
export {
  type NotificationOutcome,
  notePayload,
  settleNotification,
} from './settle-notification.ts';
export { subscribePush, type SubscribePushInput, unsubscribePush } from './subscribe-push.ts';
export { updateTelegramChat, type UpdateTelegramChatInput } from './update-telegram-chat.ts';
