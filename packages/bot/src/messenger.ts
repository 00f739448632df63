import type { EngineContext } from '@commerce/engine';
import { type Api, GrammyError, HttpError } from 'grammy';
import type { ForceReply, InlineKeyboardMarkup } from 'grammy/types';
import { plainText } from './html.ts';
import { errorText } from './redact.ts';

export interface Message {
  /** Of parse_mode HTML, at most 4096 letters. */
  html: string;
  keyboard?: InlineKeyboardMarkup | ForceReply;
  /** Message it answers. */
  replyTo?: number;
}

/** What Telegram made of a message. */
export type Delivery =
  | { outcome: 'sent'; messageId: number }
  /** The message to edit is no longer there. */
  | { outcome: 'gone' }
  /** The chat cannot be written to until somebody writes from it. */
  | { outcome: 'blocked'; error: string }
  /** Telegram asks to wait longer than a handler can, or cannot be reached. */
  | { outcome: 'wait'; seconds: number; error: string }
  | { outcome: 'failed'; error: string };

/** Before a group that goes on under another id was followed there, or not. */
type Attempted = Delivery | { outcome: 'moved'; to: number; error: string };

/** Writes to chats, at most one message a second each; every refusal comes back as an outcome. */
export interface Messenger {
  send(chatId: number, message: Message): Promise<Delivery>;
  edit(chatId: number, messageId: number, message: Message): Promise<Delivery>;
}

export interface MessengerOptions {
  api: Api;
  ctx: Pick<EngineContext, 'sleep' | 'log'>;
  token: string;
  /** Milliseconds. */
  gap: number;
  /** A group goes on under another id; whether it is followed there. */
  follow: (from: number, to: number) => Promise<boolean>;
  /** Ends waiting for a turn; what is on its way is not broken off, or it would be sent twice. */
  signal: AbortSignal;
}

export function createMessenger(options: MessengerOptions): Messenger {
  const { api } = options;
  const turn = pacer(options);
  const moved = new Map<number, number>();
  const placeOf = (chatId: number): number => moved.get(chatId) ?? chatId;
  const extras = ({ keyboard, replyTo }: Message) => ({
    link_preview_options: { is_disabled: true },
    ...(keyboard && { reply_markup: keyboard }),
    ...(replyTo !== undefined && { reply_parameters: { message_id: replyTo } }),
  });
  return {
    async send(chatId, message) {
      const place = placeOf(chatId);
      await turn(place);
      const delivery = await attempt(options, async (formatted) => {
        const sent = await api.sendMessage(
          place,
          formatted ? message.html : plainText(message.html),
          { ...extras(message), ...(formatted && { parse_mode: 'HTML' as const }) },
        );
        return sent.message_id;
      });
      if (!(await goneOver(place, delivery))) return settled(delivery);
      // What it answers stayed behind.
      const { replyTo: _, ...again } = message;
      return await this.send(place, again);
    },
    async edit(chatId, messageId, message) {
      if (moved.has(chatId)) return { outcome: 'gone' };
      await turn(chatId);
      const { keyboard } = message;
      const delivery = await attempt(
        options,
        async (formatted) => {
          await api.editMessageText(
            chatId,
            messageId,
            formatted ? message.html : plainText(message.html),
            {
              link_preview_options: { is_disabled: true },
              ...(keyboard && 'inline_keyboard' in keyboard && { reply_markup: keyboard }),
              ...(formatted && { parse_mode: 'HTML' as const }),
            },
          );
          return messageId;
        },
        messageId,
      );
      return (await goneOver(chatId, delivery)) ? { outcome: 'gone' } : settled(delivery);
    },
  };

  /** Follows a group to its new id, once. */
  async function goneOver(from: number, delivery: Attempted): Promise<boolean> {
    if (delivery.outcome !== 'moved' || moved.has(from)) return false;
    if (!(await options.follow(from, delivery.to))) return false;
    moved.set(from, delivery.to);
    return true;
  }
}

/** A group that is not followed cannot be written to. */
const settled = (delivery: Attempted): Delivery =>
  delivery.outcome === 'moved'
    ? { outcome: 'blocked', error: `${delivery.error}; its new id is ${delivery.to}` }
    : delivery;

/** Takes turns per chat. */
function pacer({ ctx, gap, signal }: MessengerOptions): (chatId: number) => Promise<void> {
  const next = new Map<number, number>();
  return async (chatId) => {
    const now = performance.now();
    const at = Math.max(now, next.get(chatId) ?? 0);
    next.set(chatId, at + gap);
    if (at > now) await ctx.sleep(at - now, signal).catch(() => {});
  };
}

/** Once more without formatting where Telegram cannot read it: a decision must not be lost over a bracket. */
async function attempt(
  options: MessengerOptions,
  act: (formatted: boolean) => Promise<number>,
  edited?: number,
): Promise<Attempted> {
  try {
    return { outcome: 'sent', messageId: await act(true) };
  } catch (error) {
    if (!isUnreadable(error)) return deliveryOf(error, options.token, edited);
    options.ctx.log.warn(
      { error: errorText(error, options.token) },
      'Telegram could not read the formatting of a message; it goes without',
    );
  }
  try {
    return { outcome: 'sent', messageId: await act(false) };
  } catch (error) {
    return deliveryOf(error, options.token, edited);
  }
}

const says = (error: GrammyError, part: string): boolean =>
  error.description.toLowerCase().includes(part);

const isUnreadable = (error: unknown): boolean =>
  error instanceof GrammyError && error.error_code === 400 && says(error, "can't parse entities");

/** However long a network is away, what waits for it is not given up. */
const UNREACHABLE_SECONDS = 30;

/** By the code first; the words only tell apart what shares one. */
function deliveryOf(error: unknown, token: string, edited?: number): Attempted {
  const text = errorText(error, token);
  if (!(error instanceof GrammyError)) {
    if (error instanceof HttpError)
      return { outcome: 'wait', seconds: UNREACHABLE_SECONDS, error: text };
    throw error;
  }
  switch (error.error_code) {
    case 403:
      return { outcome: 'blocked', error: text };
    case 429:
      return { outcome: 'wait', seconds: error.parameters.retry_after ?? 60, error: text };
    case 400:
      if (edited !== undefined && says(error, 'message is not modified')) {
        return { outcome: 'sent', messageId: edited };
      }
      if (says(error, 'message to edit not found') || says(error, "message can't be edited")) {
        return { outcome: 'gone' };
      }
      if (error.parameters.migrate_to_chat_id !== undefined) {
        return { outcome: 'moved', to: error.parameters.migrate_to_chat_id, error: text };
      }
      if (says(error, 'chat not found')) return { outcome: 'blocked', error: text };
      return { outcome: 'failed', error: text };
    default:
      return error.error_code >= 500
        ? { outcome: 'wait', seconds: UNREACHABLE_SECONDS, error: text }
        : { outcome: 'failed', error: text };
  }
}
