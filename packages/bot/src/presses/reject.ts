import { cutText, findCard, getProposal, notePayload } from '@commerce/engine';
import { updateCard } from '../cards.ts';
import { say, type Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import { reasonKeyboard } from '../keyboards.ts';
import type { CardPress } from '../card-press.ts';
import { decide } from './decide.ts';

const REPLY_MS = 10 * 60_000;
const LONGEST_REASON = 500;

export async function askReason(press: CardPress): Promise<void> {
  const { seat, messageId, proposal } = press;
  const open = proposal.status === 'proposed' || proposal.status === 'approved';
  // Somebody was first: deciding says who.
  if (!open) return await decide(press, { decision: 'reject' });
  const keyboard = reasonKeyboard(seat, proposal);
  await updateCard(seat, messageId, proposal, { keyboard, note: seat.words.whyReject });
}

export async function rejectBecause(press: CardPress): Promise<void> {
  const reason = press.seat.words.reasons[Number(press.choice)];
  await decide(press, { decision: 'reject', ...(reason !== undefined && { reason }) });
}

/** Asks for an answer to a message; what was asked is kept with the card, so that a restart does not lose it. */
export async function askWords({ seat, messageId, proposal }: CardPress): Promise<void> {
  const { chatId, desk, words } = seat;
  const card = await findCard(desk.ctx, { chatId, messageId });
  if (!card) return;
  const until = new Date(seat.ctx.now().getTime() + REPLY_MS).toISOString();
  const asked = await say(seat, words.askReason(escapeHtml(proposal.entity_name)), {
    keyboard: { force_reply: true, input_field_placeholder: words.askReasonHint },
    replyTo: messageId,
  });
  await updateCard(seat, messageId, proposal);
  if (asked.outcome !== 'sent') return;
  await notePayload(desk.ctx, card, {
    prompt_id: asked.messageId,
    reason_until: until,
  });
}

/** An answer to the question for a reason, or to its card while the question stands; false: it was neither. */
export async function rejectInWords(
  seat: Seat,
  reply: { to: number; text: string },
): Promise<boolean> {
  const { chatId, desk } = seat;
  const card = await findCard(desk.ctx, { chatId, messageId: reply.to });
  const until = card?.payload['reason_until'];
  if (!card?.proposalId || card.messageId === null || typeof until !== 'string') return false;
  if (until < seat.ctx.now().toISOString()) return false;
  const proposal = await getProposal(seat.ctx, { proposalId: card.proposalId });
  const press = { seat, messageId: card.messageId, proposal, choice: '' };
  await decide(press, { decision: 'reject', reason: cutText(reply.text.trim(), LONGEST_REASON) });
  await notePayload(desk.ctx, card, { prompt_id: null, reason_until: null });
  return true;
}
