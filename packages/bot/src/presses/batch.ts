import { createHash } from 'node:crypto';
import type { MemberVerdict } from '@commerce/core';
import { isGenuine, isInTime, type Pressed } from '../buttons.ts';
import { ignorePress } from '../card-press.ts';
import { say, type Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import { verdictWords } from '../verdict-words.ts';

/** A button that does several things at once is bound to exactly those that were listed. */
export const boundToAll = (members: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([...members].sort()))
    .digest('base64url');

/**
 * Whether a question about several still stands: asked here, within a minute, of the same list. Its message loses
 * the button and says that it is under way, or that it is too late.
 * @param input `pressedAt`: where finding out what the list is by now takes a while
 */
export async function isConfirmed(
  seat: Seat,
  pressed: Pressed,
  input: { messageId: number; bound: string; pressedAt?: Date },
): Promise<boolean> {
  const { desk, chatId, words } = seat;
  if (!isGenuine(desk.buttonKey, pressed, { chatId, bound: input.bound })) {
    ignorePress(seat, 'not ours, or of another list');
    await say(seat, words.listChanged);
    return false;
  }
  const standing = isInTime(pressed.choice, input.pressedAt ?? seat.ctx.now());
  const html = standing ? words.running : words.tooLateToConfirm;
  await desk.messenger.edit(chatId, input.messageId, { html });
  return standing;
}

/** How many were done, and what became of the others. `names`: by the id a member was called by. */
export async function tellVerdicts(
  seat: Seat,
  verdicts: readonly MemberVerdict[],
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const problems = verdicts.flatMap((verdict) => {
    const text = verdictWords(seat, verdict);
    return text === null ? [] : [`· ${escapeHtml(`${names.get(verdict.id) ?? ''}: ${text}`)}`];
  });
  const done = verdicts.filter(({ code }) => code === 'done').length;
  await say(seat, [seat.words.batchDone(done, verdicts.length), ...problems]);
}
