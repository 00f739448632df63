import type { Proposal } from '@commerce/core';
import {
  cardsToRefresh,
  claimNotifications,
  findChatPerson,
  type NotificationRecord,
  proposalOf,
  proposalToTell,
  settleChat,
  settleNotification,
} from '@commerce/engine';
import { cardMessage, settleEdit } from './cards.ts';
import { sendDigest } from './commands/digest.ts';
import { MOST_CARDS } from './commands/inbox.ts';
import { type Desk, say, type Seat, seatOf } from './desk.ts';
import type { Delivery } from './messenger.ts';
import { proposalsOverview } from './overview.ts';
import { errorText } from './redact.ts';

const AT_ONCE = 100;

/**
 * Starts to send what is due and to bring cards up to what was decided elsewhere. Chats do not wait for each
 * other: one that is still at it is in `busy`, and left out until it is through.
 */
export async function emptyOutbox(desk: Desk, busy: Set<string>): Promise<void> {
  const rest = { limit: AT_ONCE, except: [...busy] };
  const due = await claimNotifications(desk.ctx, { channel: 'telegram', ...rest });
  const behind = await cardsToRefresh(desk.ctx, rest);
  for (const target of new Set([...due, ...behind].map((notification) => notification.target))) {
    const ofChat = (notification: NotificationRecord) => notification.target === target;
    busy.add(target);
    const work = toChat(desk, due.filter(ofChat), sendToChat)
      .then(() => toChat(desk, behind.filter(ofChat), refreshCards))
      .catch((error: unknown) => {
        desk.ctx.log.error(
          { chat: target, error: errorText(error, desk.token) },
          'Messages of a chat could not be sent; they are tried again',
        );
      })
      .finally(() => busy.delete(target));
    desk.inBackground(work);
  }
}

async function toChat(
  desk: Desk,
  mine: NotificationRecord[],
  act: (seat: Seat, mine: NotificationRecord[]) => Promise<void>,
): Promise<void> {
  const [first] = mine;
  if (!first) return;
  const chatId = Number(first.target);
  const allowed = desk.allowedChatId === null || desk.allowedChatId === chatId;
  const person = allowed ? await findChatPerson(desk.ctx, { chatId }) : null;
  if (person) return await act(seatOf(desk, person), mine);
  for (const notification of mine) {
    await settleNotification(desk.ctx, notification, { outcome: 'nobody_there' });
  }
}

type Open = { notification: NotificationRecord; proposal: Proposal };

/** One decision is a card. Several are a list and the cards of the first few; the rest wait in the inbox. */
async function sendToChat(seat: Seat, notifications: NotificationRecord[]): Promise<void> {
  const open: Open[] = [];
  for (const notification of notifications) {
    const proposal = await proposalToTell(seat.ctx, notification);
    if (proposal) open.push({ notification, proposal });
    else if (notification.kind === 'digest') {
      await settle(seat, notification, 0, await sendDigest(seat));
    } else await settleNotification(seat.desk.ctx, notification, { outcome: 'dropped' });
  }
  if (open.length > 1) {
    const proposals = open.map(({ proposal }) => proposal);
    const lines = proposalsOverview(seat, seat.words.waiting(open.length), proposals);
    const listed = await say(seat, lines);
    for (const { notification, proposal } of open.slice(MOST_CARDS)) {
      const delivery = listed.outcome === 'sent' ? { ...listed, messageId: null } : listed;
      await settle(seat, notification, proposal.revision, delivery);
    }
    if (listed.outcome !== 'sent') return await settleAll(seat, open.slice(0, MOST_CARDS), listed);
  }
  const cards = open.slice(0, MOST_CARDS);
  for (const [index, { notification, proposal }] of cards.entries()) {
    const delivery = await seat.desk.messenger.send(seat.chatId, cardMessage(seat, proposal));
    await settle(seat, notification, proposal.revision, delivery);
    const held = delivery.outcome === 'wait' || delivery.outcome === 'blocked';
    if (held) return await settleAll(seat, cards.slice(index + 1), delivery);
  }
}

async function settleAll(seat: Seat, open: readonly Open[], delivery: Delivery): Promise<void> {
  for (const { notification, proposal } of open) {
    await settle(seat, notification, proposal.revision, delivery);
  }
}

async function settle(
  seat: Seat,
  notification: NotificationRecord,
  revision: number,
  delivery: Delivery | { outcome: 'sent'; messageId: null },
): Promise<void> {
  const { ctx } = seat.desk;
  const { chatId } = seat;
  switch (delivery.outcome) {
    case 'sent':
      return await settleNotification(ctx, notification, {
        outcome: 'sent',
        messageId: delivery.messageId,
        revision,
      });
    case 'blocked':
      await settleChat(ctx, { chatId, state: 'blocked', message: delivery.error });
      return await settleNotification(ctx, notification, {
        outcome: 'retry',
        error: delivery.error,
        afterSeconds: 0,
      });
    case 'wait':
      return await settleNotification(ctx, notification, {
        outcome: 'retry',
        error: delivery.error,
        afterSeconds: delivery.seconds,
      });
    case 'gone':
    case 'failed':
      return await settleNotification(ctx, notification, {
        outcome: 'retry',
        error: delivery.outcome === 'failed' ? delivery.error : 'the message is gone',
      });
  }
}

async function refreshCards(seat: Seat, cards: NotificationRecord[]): Promise<void> {
  // What one card was refused for a while, the others need not ask for.
  let held: Delivery | null = null;
  for (const card of cards) {
    const proposal = await proposalOf(seat.ctx, card);
    if (proposal === null || card.messageId === null) {
      await settleNotification(seat.desk.ctx, card, { outcome: 'dropped' });
      continue;
    }
    const { messenger } = seat.desk;
    const message = cardMessage(seat, proposal);
    const delivery: Delivery = held ?? (await messenger.edit(seat.chatId, card.messageId, message));
    await settleEdit(seat, card, proposal, delivery);
    if (delivery.outcome === 'wait' || delivery.outcome === 'blocked') held = delivery;
  }
}
