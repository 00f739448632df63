import { AppError } from '@commerce/core';
import { say, type Seat } from './desk.ts';
import { errorText } from './redact.ts';

/** Does what a person asked for; a refusal by the engine and a fault of ours are told in words, never thrown. */
export async function explained(seat: Seat, act: () => Promise<unknown>): Promise<void> {
  const { desk, words } = seat;
  try {
    await act();
  } catch (error) {
    const refused = error instanceof AppError;
    const known = refused && (error.code === 'forbidden' || error.code === 'not_found');
    if (!refused) {
      desk.ctx.log.error(
        { chat: seat.chatId, error: errorText(error, desk.token) },
        'What was asked for in a Telegram chat failed',
      );
    }
    await say(seat, known ? words.verdicts[error.code as 'forbidden'] : words.failed);
  }
}
