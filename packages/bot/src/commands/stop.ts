import { AppError } from '@commerce/core';
import { cutText, engageStop, listShops, stopStatus } from '@commerce/engine';
import { ACTS } from '../buttons.ts';
import { say, type Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import { stopLines } from './status.ts';
import { questionKeyboard } from '../keyboards.ts';
import { boundToAll } from '../presses/batch.ts';

/** At once and without a question: everything, or what the person manages where they may not stop everything. */
export async function stop(seat: Seat, argument: string): Promise<void> {
  const { words } = seat;
  const reason = argument === '' ? {} : { reason: cutText(argument, 200) };
  try {
    const { engaged } = await engageStop(seat.ctx, reason);
    await say(seat, engaged ? words.stopped : words.alreadyStopped);
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'forbidden')) throw error;
    const { items } = await listShops(seat.ctx, { limit: 100 });
    const managed = items.filter(({ role }) => role === 'manager');
    if (managed.length === 0) throw error;
    for (const { id: shopId } of managed) await engageStop(seat.ctx, { shopId, ...reason });
    await say(seat, escapeHtml(words.stoppedShops(managed.map(({ name }) => name).join(', '))));
  }
}

export async function resume(seat: Seat): Promise<void> {
  const { words } = seat;
  const { stops } = await stopStatus(seat.ctx);
  if (stops.length === 0) return void (await say(seat, words.notStopped));
  await say(seat, [...(await stopLines(seat)).map(escapeHtml), words.confirmResume], {
    keyboard: questionKeyboard(seat, {
      text: words.confirmResumeButton,
      act: ACTS.resume,
      bound: boundToAll(stops.map(({ id }) => id)),
      now: seat.ctx.now(),
    }),
  });
}
