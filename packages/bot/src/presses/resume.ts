import { AppError } from '@commerce/core';
import { releaseStop, stopStatus } from '@commerce/engine';
import type { Pressed } from '../buttons.ts';
import { stopLines } from '../commands/status.ts';
import type { Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import { boundToAll, isConfirmed } from './batch.ts';

/** Releases the stops that were shown; one that was engaged after the question needs a new one. */
export async function resume(seat: Seat, pressed: Pressed, messageId: number): Promise<void> {
  const { stops } = await stopStatus(seat.ctx);
  const bound = boundToAll(stops.map(({ id }) => id));
  if (!(await isConfirmed(seat, pressed, { messageId, bound }))) return;
  let refused = false;
  for (const { shop_id: shopId } of stops) {
    try {
      await releaseStop(seat.ctx, { shopId });
    } catch (error) {
      // A manager lets their shops go on, also where somebody else has to let all of them go on.
      if (!(error instanceof AppError && error.code === 'forbidden')) throw error;
      refused = true;
    }
  }
  const { words } = seat;
  const lines = refused
    ? [words.resumeRefused, ...(await stopLines(seat)).map(escapeHtml)]
    : [words.resumed];
  await seat.desk.messenger.edit(seat.chatId, messageId, { html: lines.join('\n') });
}
