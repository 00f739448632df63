import { addDays, dayOf, later, startOfDay } from '@commerce/core';
import { updateCard } from '../cards.ts';
import { snoozeKeyboard } from '../keyboards.ts';
import type { CardPress } from '../card-press.ts';
import { decide } from './decide.ts';

const HOUR_MS = 3600_000;

export async function askSnooze(press: CardPress): Promise<void> {
  const { seat, messageId, proposal } = press;
  if (proposal.status !== 'proposed') return await updateCard(seat, messageId, proposal);
  const keyboard = snoozeKeyboard(seat, proposal);
  await updateCard(seat, messageId, proposal, { keyboard, note: seat.words.snoozeUntil });
}

/** In the order of the buttons: an hour, tomorrow at nine where the chat is, three days. */
export function snoozeEnd(choice: string, now: Date, timezone: string): Date {
  if (choice === '0') return new Date(now.getTime() + HOUR_MS);
  if (choice === '2') return new Date(now.getTime() + 72 * HOUR_MS);
  const tomorrow = startOfDay(addDays(dayOf(now, timezone), 1), timezone);
  return new Date(later(tomorrow.getTime(), 9 * 60, timezone));
}

export async function snoozeUntil(press: CardPress): Promise<void> {
  const { ctx, chat } = press.seat;
  const until = snoozeEnd(press.choice, ctx.now(), chat.timezone);
  await decide(press, { decision: 'snooze', until: until.toISOString() });
}
