import { releaseStop, stopStatus } from '@commerce/engine';
import type { Pressed } from '../buttons.ts';
import type { Seat } from '../desk.ts';
import { boundToAll, isConfirmed } from './batch.ts';

/** Releases the stops that were shown; one that was engaged after the question needs a new one. */
export async function resume(seat: Seat, pressed: Pressed, messageId: number): Promise<void> {
  const { stops } = await stopStatus(seat.ctx);
  const bound = boundToAll(stops.map(({ id }) => id));
  if (!(await isConfirmed(seat, pressed, { messageId, bound }))) return;
  for (const stop of stops) await releaseStop(seat.ctx, { shopId: stop.shop_id });
  await seat.desk.messenger.edit(seat.chatId, messageId, { html: seat.words.resumed });
}
