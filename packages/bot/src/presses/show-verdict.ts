import type { MemberVerdict } from '@commerce/core';
import { getProposal } from '@commerce/engine';
import type { CardPress } from '../card-press.ts';
import { updateCard } from '../cards.ts';
import { verdictWords } from '../verdict-words.ts';

/** Brings a card up to what became of a press, with a word where the card alone does not tell. */
export async function showVerdict(
  { seat, messageId, proposal }: Omit<CardPress, 'choice'>,
  verdict: MemberVerdict | undefined,
): Promise<void> {
  const note = verdict ? verdictWords(seat, verdict) : null;
  const after = await getProposal(seat.ctx, { proposalId: proposal.id });
  await updateCard(seat, messageId, after, note === null ? {} : { note });
}
