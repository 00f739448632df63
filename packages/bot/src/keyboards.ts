import type { Proposal } from '@commerce/core';
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { type Act, ACTS, askedAt, buttonData } from './buttons.ts';
import type { Seat } from './desk.ts';
import { isPublicOrigin, proposalAddress } from './web-link.ts';

/** What a proposal's buttons are bound to: pressed after the change became another one, they are worth nothing. */
export const boundTo = (proposal: Pick<Proposal, 'id' | 'diff_hash'>): string =>
  `${proposal.id}|${proposal.diff_hash}`;

type Place = Pick<Seat, 'desk' | 'chatId' | 'words'>;

function button(
  { desk, chatId }: Place,
  proposal: Proposal,
  text: string,
  act: Act,
  choice = '',
): InlineKeyboardButton {
  const meaning = { act, chatId, subject: proposal.short_id, choice, bound: boundTo(proposal) };
  return { text, callback_data: buttonData(desk.buttonKey, meaning) };
}

const inRows = (...rows: InlineKeyboardButton[][]): InlineKeyboardMarkup => ({
  inline_keyboard: rows.filter((row) => row.length > 0),
});

/** What can be done with a proposal as it stands. */
export function cardKeyboard(seat: Place, proposal: Proposal): InlineKeyboardMarkup {
  const { words, desk } = seat;
  const make = (text: string, act: Act) => button(seat, proposal, text, act);
  const open = isPublicOrigin(desk.webOrigin)
    ? [{ text: words.open, url: proposalAddress(desk.webOrigin, proposal.id) }]
    : [];
  switch (proposal.status) {
    case 'proposed':
      return inRows(
        [make(words.approve, ACTS.approve), make(words.reject, ACTS.reject)],
        [make(words.snooze, ACTS.snooze), ...open],
      );
    case 'approved':
      return proposal.executable
        ? inRows([make(words.execute, ACTS.execute), make(words.callOff, ACTS.reject)], open)
        : inRows(open);
    case 'executed':
      return proposal.reversible && proposal.undoes === null && proposal.execution
        ? inRows([make(words.undo, ACTS.undo), ...open])
        : inRows(open);
    default:
      return inRows(open);
  }
}

export function confirmKeyboard(
  seat: Place,
  proposal: Proposal,
  input: { text: string; act: Act; now: Date },
): InlineKeyboardMarkup {
  return inRows([
    button(seat, proposal, input.text, input.act, askedAt(input.now)),
    button(seat, proposal, seat.words.back, ACTS.back),
  ]);
}

/** The usual answers, own words, and back; `choice` is the number of the answer. */
export function reasonKeyboard(seat: Place, proposal: Proposal): InlineKeyboardMarkup {
  const { words } = seat;
  const reasons = words.reasons.map((text, index) => [
    button(seat, proposal, text, ACTS.rejectBecause, String(index)),
  ]);
  return inRows(...reasons, [
    button(seat, proposal, words.ownWords, ACTS.rejectInWords),
    button(seat, proposal, words.back, ACTS.back),
  ]);
}

export function snoozeKeyboard(seat: Place, proposal: Proposal): InlineKeyboardMarkup {
  const { words } = seat;
  const choices = words.snoozes.map((text, index) =>
    button(seat, proposal, text, ACTS.snoozeUntil, String(index)),
  );
  return inRows(choices, [button(seat, proposal, words.back, ACTS.back)]);
}

/** One question about more than a single proposal. */
export function questionKeyboard(
  { desk, chatId }: Place,
  input: { text: string; act: Act; subject?: string; bound: string; now: Date },
): InlineKeyboardMarkup {
  const meaning = {
    act: input.act,
    chatId,
    subject: input.subject ?? '',
    choice: askedAt(input.now),
    bound: input.bound,
  };
  return inRows([{ text: input.text, callback_data: buttonData(desk.buttonKey, meaning) }]);
}
