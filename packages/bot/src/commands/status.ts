import { listShops, stopStatus } from '@commerce/engine';
import { allProposals } from '../all-proposals.ts';
import { say, type Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';

const MOST_SHOPS = 50;

/** Whether writes are stopped, how many decisions wait, and how fresh the data of each shop are. */
export async function status(seat: Seat): Promise<void> {
  const { words } = seat;
  const [{ items: shops }, open] = await Promise.all([
    listShops(seat.ctx, { limit: 1000 }),
    allProposals(seat.ctx, ['proposed', 'approved', 'executing', 'unknown_outcome']),
  ]);
  const count = (...statuses: string[]) =>
    open.filter((proposal) => statuses.includes(proposal.status)).length;
  const lines = shops
    .slice(0, MOST_SHOPS)
    .map(({ name, freshness }) => `· ${name}: ${words.freshness[freshness.state]}`);
  await say(seat, [
    `<b>${words.statusTitle}</b>`,
    ...(await stopLines(seat)).map(escapeHtml),
    words.counts(count('proposed'), count('approved'), count('executing', 'unknown_outcome')),
    ...lines.map(escapeHtml),
    ...(shops.length > lines.length ? [words.more(shops.length - lines.length)] : []),
  ]);
}

/** The stops that hold, each with who engaged it, and how things are executed otherwise. */
export async function stopLines({ ctx, words }: Seat): Promise<string[]> {
  const { stops, mode } = await stopStatus(ctx);
  const lines = stops.map((stop) => {
    const by = stop.engaged_by_name === null ? '' : ` (${stop.engaged_by_name})`;
    return words.stopLine(stop.shop_name ?? words.allShops, by);
  });
  return [...lines, words.modeLine(words.modes[mode])];
}
