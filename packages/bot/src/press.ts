import { AppError, type Proposal } from '@commerce/core';
import { findCard, getProposalByShortId } from '@commerce/engine';
import { type Act, ACTS, isGenuine, isInTime, type Pressed, readButton } from './buttons.ts';
import { type CardPress, ignorePress } from './card-press.ts';
import { updateCard } from './cards.ts';
import { say, type Seat } from './desk.ts';
import { boundTo } from './keyboards.ts';
import { approve, confirmApprove } from './presses/approve.ts';
import { executeAll, executeOne } from './presses/execute.ts';
import { askReason, askWords, rejectBecause } from './presses/reject.ts';
import { resume } from './presses/resume.ts';
import { askSnooze, snoozeUntil } from './presses/snooze.ts';
import { askUndo, undoOne, undoSince } from './presses/undo.ts';

const ON_CARD: Readonly<Partial<Record<Act, (press: CardPress) => Promise<void>>>> = {
  [ACTS.approve]: approve,
  [ACTS.confirmApprove]: confirmApprove,
  [ACTS.reject]: askReason,
  [ACTS.rejectBecause]: rejectBecause,
  [ACTS.rejectInWords]: askWords,
  [ACTS.snooze]: askSnooze,
  [ACTS.snoozeUntil]: snoozeUntil,
  [ACTS.execute]: executeOne,
  [ACTS.undo]: askUndo,
  [ACTS.confirmUndo]: undoOne,
  [ACTS.back]: ({ seat, messageId, proposal }) => updateCard(seat, messageId, proposal),
};

/** A press of a button that concerns more than one proposal; each checks its own signature. */
const AT_LARGE: Readonly<
  Partial<Record<Act, (seat: Seat, pressed: Pressed, messageId: number) => Promise<void>>>
> = {
  [ACTS.executeAll]: executeAll,
  [ACTS.undoSince]: undoSince,
  [ACTS.resume]: resume,
};

/** These ask within a minute; `choice` is when the question was put. */
const CONFIRMATIONS: readonly Act[] = [ACTS.confirmApprove, ACTS.confirmUndo];

/** Carries out a press by the person of the chat. Forged, foreign and outdated buttons do nothing. */
export async function handlePress(seat: Seat, messageId: number, data: string): Promise<void> {
  const pressed = readButton(data);
  if (!pressed) return ignorePress(seat, 'unreadable');
  const { chatId, desk, words } = seat;
  const card = await findCard(desk.ctx, { chatId, messageId });
  const atLarge = AT_LARGE[pressed.act];
  if (atLarge && !card) return await atLarge(seat, pressed, messageId);
  const proposal = await findShown(seat, pressed.subject);
  if (!proposal) {
    ignorePress(seat, 'of no proposal');
    // The card was theirs when it came; they may have lost the shop since.
    return card ? void (await say(seat, words.verdicts.not_found)) : undefined;
  }
  if (card && card.proposalId !== proposal.id) return ignorePress(seat, 'of another message');
  if (!isGenuine(desk.buttonKey, pressed, { chatId, bound: boundTo(proposal) })) {
    return ignorePress(seat, 'not ours');
  }
  if (CONFIRMATIONS.includes(pressed.act) && !isInTime(pressed.choice, seat.ctx.now())) {
    return await updateCard(seat, messageId, proposal, { note: words.tooLateToConfirm });
  }
  await ON_CARD[pressed.act]?.({ seat, messageId, proposal, choice: pressed.choice });
}

async function findShown(seat: Seat, shortId: string): Promise<Proposal | null> {
  try {
    return await getProposalByShortId(seat.ctx, { shortId });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
