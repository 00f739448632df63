import { allProposals } from '../all-proposals.ts';
import { showCard } from '../cards.ts';
import { say, type Seat } from '../desk.ts';
import { proposalsOverview } from '../overview.ts';

/** Cards of one answer; more would bury the first. */
export const MOST_CARDS = 5;

/** What waits for a decision: a list when it is several, and the cards of the newest. */
export async function inbox(seat: Seat): Promise<void> {
  const items = await allProposals(seat.ctx, ['proposed']);
  if (items.length === 0) return void (await say(seat, seat.words.nothingWaits));
  if (items.length > 1) {
    await say(seat, proposalsOverview(seat, seat.words.waiting(items.length), items));
  }
  for (const proposal of items.slice(0, MOST_CARDS)) await showCard(seat, proposal);
}
