import { ACTS } from '../buttons.ts';
import { updateCard } from '../cards.ts';
import { confirmKeyboard } from '../keyboards.ts';
import type { CardPress } from '../card-press.ts';
import { decide } from './decide.ts';

/** High risk is asked twice. */
export async function approve(press: CardPress): Promise<void> {
  const { seat, messageId, proposal } = press;
  if (proposal.risk !== 'high' || proposal.status !== 'proposed') {
    return await decide(press, { decision: 'approve' });
  }
  const keyboard = confirmKeyboard(seat, proposal, {
    text: seat.words.confirmApproveButton,
    act: ACTS.confirmApprove,
    now: seat.ctx.now(),
  });
  await updateCard(seat, messageId, proposal, { keyboard, note: seat.words.confirmApprove });
}

export const confirmApprove = (press: CardPress): Promise<void> =>
  decide(press, { decision: 'approve' });
