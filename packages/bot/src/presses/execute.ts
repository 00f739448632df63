import type { Proposal } from '@commerce/core';
import { executeProposals, listProposals } from '@commerce/engine';
import type { Pressed } from '../buttons.ts';
import { updateCard } from '../cards.ts';
import type { Seat } from '../desk.ts';
import type { CardPress } from '../card-press.ts';
import { explained } from '../explained.ts';
import { boundToAll, isConfirmed, tellVerdicts } from './batch.ts';
import { showVerdict } from './show-verdict.ts';

/** Carries out what was approved. A second tap meanwhile is told that it is under way. */
export async function executeOne({ seat, messageId, proposal }: CardPress): Promise<void> {
  await updateCard(seat, messageId, proposal, { note: seat.words.running });
  const work = async () => {
    const [verdict] = await executeProposals(seat.ctx, {
      members: [{ id: proposal.id, diffHash: proposal.diff_hash }],
    });
    await showVerdict({ seat, messageId, proposal }, verdict);
  };
  seat.desk.inBackground(explained(seat, work));
}

/** What of all shops is approved and can be executed, oldest first. */
export async function approvedProposals(seat: Seat): Promise<Proposal[]> {
  const { items } = await listProposals(seat.ctx, { statuses: ['approved'], limit: 100 });
  return items.filter(({ executable }) => executable).reverse();
}

/** What a button that executes several is bound to. */
export const membersOf = (proposals: readonly Proposal[]): string[] =>
  proposals.map(({ id, diff_hash: hash }) => `${id}|${hash}`);

export async function executeAll(seat: Seat, pressed: Pressed, messageId: number): Promise<void> {
  const proposals = await approvedProposals(seat);
  const bound = boundToAll(membersOf(proposals));
  if (!(await isConfirmed(seat, pressed, { messageId, bound }))) return;
  const work = async () => {
    const verdicts = await executeProposals(seat.ctx, {
      members: proposals.map(({ id, diff_hash: diffHash }) => ({ id, diffHash })),
    });
    const names = new Map(proposals.map((item) => [item.id, item.entity_name]));
    await tellVerdicts(seat, verdicts, names);
  };
  seat.desk.inBackground(explained(seat, work));
}
