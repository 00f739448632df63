import {
  addDays,
  AppError,
  changeText,
  dayOf,
  isDay,
  startOfDay,
  type UndoCandidate,
} from '@commerce/core';
import { getProposal, listExecutions, previewUndo } from '@commerce/engine';
import { ACTS } from '../buttons.ts';
import { showCard } from '../cards.ts';
import { say, type Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import { questionKeyboard } from '../keyboards.ts';
import { boundToAll } from '../presses/batch.ts';
import { undoable } from '../presses/undo.ts';
import { MOST_CARDS } from './inbox.ts';

const MONDAY = 1;

/** Start of the day that is meant, where the chat is; null for what is no day. */
export function sinceWhen(text: string, now: Date, timezone: string): Date | null {
  const today = dayOf(now, timezone);
  const word = text.trim().toLowerCase();
  if (word === 'today' || word === '오늘') return startOfDay(today, timezone);
  if (word === 'monday' || word === '월요일') {
    const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
    return startOfDay(addDays(today, -((weekday - MONDAY + 7) % 7)), timezone);
  }
  return isDay(word) && word <= today ? startOfDay(word, timezone) : null;
}

/** The last changes with their buttons, or everything since a day after a look at what cannot be undone. */
export async function undo(seat: Seat, argument: string): Promise<void> {
  const { words, chat } = seat;
  if (argument === '') return await undoLast(seat);
  const since = sinceWhen(argument, seat.ctx.now(), chat.timezone);
  if (since === null) return void (await say(seat, words.undoUsage));
  const candidates = await candidatesSince(seat, since);
  if (candidates === null) return void (await say(seat, words.tooManyToUndo));
  const possible = undoable(candidates);
  if (possible.length === 0) return void (await say(seat, words.nothingToUndo));
  const lines = candidates.map(({ execution, undoable: can, code }) => {
    const why = can ? '' : ` — ${words.undoReasons[code ?? ''] ?? words.cannotUndo}`;
    const change = changeText(execution.diff, chat.locale);
    return escapeHtml(`${can ? '↩️' : '·'} ${execution.entity_name}: ${change}${why}`);
  });
  const title = escapeHtml(words.undoPreview(possible.length, candidates.length));
  await say(seat, [`<b>${title}</b>`, ...lines], {
    keyboard: questionKeyboard(seat, {
      text: words.undoAll(possible.length),
      act: ACTS.undoSince,
      subject: Math.floor(since.getTime() / 1000).toString(36),
      bound: boundToAll(possible.map(({ id }) => id)),
      now: seat.ctx.now(),
    }),
  });
}

/** null when they are more than can be undone at once. */
async function candidatesSince(seat: Seat, since: Date): Promise<UndoCandidate[] | null> {
  try {
    return await previewUndo(seat.ctx, { since: since.toISOString() });
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return null;
    throw error;
  }
}

async function undoLast(seat: Seat): Promise<void> {
  const { items } = await listExecutions(seat.ctx, { limit: 50 });
  const possible = items.filter((item) => item.undoable).slice(0, MOST_CARDS);
  if (possible.length === 0) return void (await say(seat, seat.words.nothingToUndo));
  for (const { proposal_id: proposalId } of possible) {
    await showCard(seat, await getProposal(seat.ctx, { proposalId }));
  }
}
