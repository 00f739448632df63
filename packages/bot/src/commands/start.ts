import { AppError, type Locale } from '@commerce/core';
import { findChatOperator, pairTelegramChat } from '@commerce/engine';
import { type Desk, say, seatOf } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import { WORDS } from '../words.ts';

export interface StartInput {
  chatId: number;
  isPrivate: boolean;
  telegramUserId: number;
  title: string | null;
  /** What follows the command: a code, or nothing. */
  argument: string;
  locale: Locale;
}

/** `/start <code>` lets a chat in; without a code a stranger learns, in private only, how to get one. */
export async function start(desk: Desk, input: StartInput): Promise<void> {
  const { chatId, telegramUserId, argument: code, title } = input;
  const words = WORDS[input.locale];
  const known = await findChatOperator(desk.ctx, { chatId, telegramUserId });
  if (known && code === '') {
    const seat = seatOf(desk, known);
    return void (await say(seat, seat.words.welcomeBack));
  }
  if (code === '') {
    if (input.isPrivate) await say({ desk, chatId }, words.howToPair);
    return;
  }
  try {
    await pairTelegramChat(desk.ctx, { code, chatId, telegramUserId, title });
  } catch (error) {
    const refusal = error instanceof AppError ? words.pairFailed[error.code] : undefined;
    if (refusal === undefined) throw error;
    return void (await say({ desk, chatId }, refusal));
  }
  const operator = await findChatOperator(desk.ctx, { chatId, telegramUserId });
  if (!operator) return;
  const seat = seatOf(desk, operator);
  await say(seat, escapeHtml(seat.words.paired(operator.actor.name ?? '')));
}
