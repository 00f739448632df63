import { ACTS } from '../buttons.ts';
import { showCard } from '../cards.ts';
import { say, type Seat } from '../desk.ts';
import { questionKeyboard } from '../keyboards.ts';
import { proposalsOverview } from '../overview.ts';
import { boundToAll } from '../presses/batch.ts';
import { approvedProposals, membersOf } from '../presses/execute.ts';
import { MOST_CARDS } from './inbox.ts';

/** What is approved, each with its button, and one for all. */
export async function execute(seat: Seat): Promise<void> {
  const { words } = seat;
  const proposals = await approvedProposals(seat);
  if (proposals.length === 0) return void (await say(seat, words.nothingApproved));
  for (const proposal of proposals.slice(0, MOST_CARDS)) await showCard(seat, proposal);
  if (proposals.length === 1) return;
  const lines = proposalsOverview(seat, words.approvedWaiting(proposals.length), proposals);
  await say(seat, lines, {
    keyboard: questionKeyboard(seat, {
      text: words.executeAll(proposals.length),
      act: ACTS.executeAll,
      bound: boundToAll(membersOf(proposals)),
      now: seat.ctx.now(),
    }),
  });
}
