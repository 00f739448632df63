import { decideProposals } from '@commerce/engine';
import type { CardPress } from '../card-press.ts';
import { showVerdict } from './show-verdict.ts';

/** Decides as the person of the chat, bound to the change they were shown, and brings the card up to it. */
export async function decide(
  { seat, messageId, proposal }: CardPress,
  input: { decision: 'approve' | 'reject' | 'snooze'; reason?: string; until?: string },
): Promise<void> {
  const [verdict] = await decideProposals(seat.ctx, {
    ...input,
    members: [{ id: proposal.id, diffHash: proposal.diff_hash }],
  });
  await showVerdict({ seat, messageId, proposal }, verdict);
}
