import { type Proposal, renderCard } from '@commerce/core';
import {
  cutText,
  findCard,
  noteCard,
  type NotificationRecord,
  settleChat,
  settleNotification,
} from '@commerce/engine';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Desk, Seat } from './desk.ts';
import { escapeHtml, MAX_TEXT } from './html.ts';
import { cardKeyboard } from './keyboards.ts';
import type { Delivery, Message } from './messenger.ts';
import { isPublicOrigin, proposalAddress } from './web-link.ts';

export interface CardChange {
  /** In the place of the proposal's own buttons. */
  keyboard?: InlineKeyboardMarkup;
  /** A line under the card: a question, or what went wrong. */
  note?: string;
}

/** A proposal as a message: the same words as in the web inbox. */
export function cardMessage(seat: Seat, proposal: Proposal, change: CardChange = {}): Message {
  const { desk, chat } = seat;
  const { title, change: diff, risk, status, lines } = renderCard(proposal, chat);
  const local = isPublicOrigin(desk.webOrigin)
    ? []
    : [proposalAddress(desk.webOrigin, proposal.id)];
  const html = fitted({
    head: `<b>${lineOf(title)}</b>`,
    lines: [...lines, ...local].map((line) => ({
      html: lineOf(line),
      needed: [diff, risk, status, ...local].includes(line),
    })),
    foot: change.note ? ['', `<b>${lineOf(change.note)}</b>`] : [],
  });
  return { html, keyboard: change.keyboard ?? cardKeyboard(seat, proposal) };
}

const LONGEST_LINE = 600;
const lineOf = (text: string): string =>
  escapeHtml(text.length > LONGEST_LINE ? `${cutText(text, LONGEST_LINE)}…` : text);

/** What is decided about stays, however long the words around it are: those go, the last first. */
function fitted(card: {
  head: string;
  lines: readonly { html: string; needed: boolean }[];
  foot: readonly string[];
}): string {
  const kept = [...card.lines];
  const text = () => [card.head, ...kept.map(({ html }) => html), ...card.foot].join('\n');
  while (text().length > MAX_TEXT) {
    const last = kept.findLastIndex(({ needed }) => !needed);
    if (last < 0) break;
    kept.splice(last, 1);
  }
  return text();
}

/** Shows a proposal in a message of its own, which from then on follows the proposal. */
export async function showCard(
  seat: Seat,
  proposal: Proposal,
  change: CardChange = {},
): Promise<Delivery> {
  const delivery = await seat.desk.messenger.send(seat.chatId, cardMessage(seat, proposal, change));
  if (delivery.outcome === 'sent') {
    await noteCard(seat.desk.ctx, {
      agencyId: seat.actor.user.agencyId,
      shopId: proposal.shop_id,
      proposalId: proposal.id,
      chatId: seat.chat.chat_id,
      messageId: delivery.messageId,
      revision: proposal.revision,
    });
  }
  return delivery;
}

/** Brings the message of a card up to the proposal; where the message is gone, a new one is sent. */
export async function updateCard(
  seat: Seat,
  messageId: number,
  proposal: Proposal,
  change: CardChange = {},
): Promise<void> {
  const { desk, chatId } = seat;
  const card = await findCard(desk.ctx, { chatId, messageId });
  const delivery = await desk.messenger.edit(
    chatId,
    messageId,
    cardMessage(seat, proposal, change),
  );
  if (card) await settleEdit(seat, card, proposal, delivery);
  else if (delivery.outcome === 'gone') await showCard(seat, proposal, change);
}

/** Notes what became of an edit: shown now, to be tried again, or shown in a new message. */
export async function settleEdit(
  seat: Seat,
  card: NotificationRecord,
  proposal: Proposal,
  delivery: Delivery,
): Promise<void> {
  const { desk, chatId } = seat;
  const { revision } = proposal;
  switch (delivery.outcome) {
    case 'sent':
      return await settleNotification(desk.ctx, card, {
        outcome: 'sent',
        messageId: delivery.messageId,
        revision,
      });
    case 'gone': {
      const again = await desk.messenger.send(chatId, cardMessage(seat, proposal));
      if (again.outcome !== 'gone') return await settleEdit(seat, card, proposal, again);
      return await postponeEdit(desk, card, 'the message is gone');
    }
    case 'blocked':
      return await settleChat(desk.ctx, { chatId, state: 'blocked', message: delivery.error });
    case 'wait':
      return await postponeEdit(desk, card, delivery.error, delivery.seconds);
    case 'failed':
      return await postponeEdit(desk, card, delivery.error);
  }
}

async function postponeEdit(
  desk: Desk,
  card: NotificationRecord,
  error: string,
  afterSeconds?: number,
): Promise<void> {
  await settleNotification(desk.ctx, card, {
    outcome: 'edit_later',
    error,
    ...(afterSeconds !== undefined && { afterSeconds }),
  });
}
