import type { Actor, ChatOperator, EngineContext, TelegramChatView } from '@commerce/engine';
import { splitLines } from './html.ts';
import type { Delivery, Message, Messenger } from './messenger.ts';
import { type Words, WORDS } from './words.ts';

/** What every part of the bot works with. */
export interface Desk {
  /** The system. */
  ctx: EngineContext;
  messenger: Messenger;
  token: string;
  buttonKey: Buffer;
  webOrigin: string;
  /** The only chat, if the configuration names one. */
  allowedChatId: number | null;
  /** A group that became a supergroup goes on under another id; false where it is not followed there. */
  follow(from: number, to: number): Promise<boolean>;
  /** Milliseconds an update is waited for before the next is handled. */
  patience: number;
  /** Goes on while the next update is handled, so that /stop never waits behind an execution. */
  inBackground(work: Promise<void>): void;
}

/** A chat with the person whose acts its taps and words are. */
export interface Seat {
  desk: Desk;
  /** Acts as the person. */
  ctx: EngineContext;
  actor: Actor & { user: NonNullable<Actor['user']> };
  chat: TelegramChatView;
  chatId: number;
  words: Words;
}

export const seatOf = (desk: Desk, { chat, actor }: ChatOperator): Seat => ({
  desk,
  ctx: { ...desk.ctx, actor },
  actor,
  chat,
  chatId: Number(chat.chat_id),
  words: WORDS[chat.locale],
});

/** Sends lines to the chat; the keyboard goes under the last part. */
export async function say(
  { desk, chatId }: Pick<Seat, 'desk' | 'chatId'>,
  lines: readonly string[] | string,
  extra: Pick<Message, 'keyboard' | 'replyTo'> = {},
): Promise<Delivery> {
  const parts = splitLines(typeof lines === 'string' ? [lines] : lines);
  let last: Delivery = { outcome: 'failed', error: 'nothing to say' };
  for (const [index, html] of parts.entries()) {
    const isLast = index === parts.length - 1;
    last = await desk.messenger.send(chatId, { html, ...(isLast && extra) });
    if (last.outcome !== 'sent') return last;
  }
  return last;
}
