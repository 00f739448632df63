import type { Execution, UndoCandidate } from '@commerce/core';
import { previewUndo, undoExecutions } from '@commerce/engine';
import { ACTS, type Pressed } from '../buttons.ts';
import { updateCard } from '../cards.ts';
import type { Seat } from '../desk.ts';
import { confirmKeyboard } from '../keyboards.ts';
import { type CardPress, ignorePress } from '../card-press.ts';
import { explained } from '../explained.ts';
import { boundToAll, isConfirmed, tellVerdicts } from './batch.ts';
import { showVerdict } from './show-verdict.ts';

/** Says why it cannot be undone, or asks. */
export async function askUndo({ seat, messageId, proposal }: CardPress): Promise<void> {
  const { words } = seat;
  const executionId = proposal.execution?.id;
  if (executionId === undefined) return await updateCard(seat, messageId, proposal);
  const [candidate] = await previewUndo(seat.ctx, { executionIds: [executionId] });
  if (!candidate?.undoable) {
    const note = words.undoReasons[candidate?.code ?? ''] ?? words.cannotUndo;
    return await updateCard(seat, messageId, proposal, { note });
  }
  const keyboard = confirmKeyboard(seat, proposal, {
    text: words.confirmUndoButton,
    act: ACTS.confirmUndo,
    now: seat.ctx.now(),
  });
  await updateCard(seat, messageId, proposal, { keyboard, note: words.confirmUndo });
}

export async function undoOne({ seat, messageId, proposal }: CardPress): Promise<void> {
  const executionId = proposal.execution?.id;
  if (executionId === undefined) return await updateCard(seat, messageId, proposal);
  await updateCard(seat, messageId, proposal, { note: seat.words.running });
  const work = async () => {
    const [verdict] = await undoExecutions(seat.ctx, { executionIds: [executionId] });
    await showVerdict({ seat, messageId, proposal }, verdict);
  };
  seat.desk.inBackground(explained(seat, work));
}

/** What can be undone of everything since an instant; a button that undoes it is bound to exactly this. */
export const undoable = (candidates: readonly UndoCandidate[]): Execution[] =>
  candidates.filter((candidate) => candidate.undoable).map(({ execution }) => execution);

/** `subject`: since when, seconds in base 36. */
export async function undoSince(seat: Seat, pressed: Pressed, messageId: number): Promise<void> {
  const since = new Date(Number.parseInt(pressed.subject, 36) * 1000);
  if (Number.isNaN(since.getTime())) return ignorePress(seat, 'unreadable');
  // The platform is asked about every object, which may take longer than a question stands.
  const pressedAt = seat.ctx.now();
  const members = undoable(await previewUndo(seat.ctx, { since: since.toISOString() }));
  const bound = boundToAll(members.map(({ id }) => id));
  if (!(await isConfirmed(seat, pressed, { messageId, bound, pressedAt }))) return;
  const work = async () => {
    const executionIds = members.map(({ id }) => id);
    const verdicts = await undoExecutions(seat.ctx, { executionIds });
    await tellVerdicts(seat, verdicts, new Map(members.map((item) => [item.id, item.entity_name])));
  };
  seat.desk.inBackground(explained(seat, work));
}
