import type { Answer } from '../api/problem.ts';
import { readProposals } from '../api/server.ts';
import type { Proposal } from '../api/types.ts';
import { type InboxQuery, VIEWS } from './inbox-query.ts';

const PAGE_SIZE = 50;

/** One page of a part of the inbox, newest first. */
export async function readInbox(
  { view, shop, cursor }: InboxQuery,
  now: number,
): Promise<Answer<{ items: Proposal[]; next_cursor: string | null }>> {
  const answer = await readProposals({
    status: VIEWS[view].join(','),
    shop_id: shop,
    snoozed: view === 'snoozed' ? 'show' : 'hide',
    limit: PAGE_SIZE,
    cursor,
  });
  if (!answer.ok || view !== 'snoozed') return answer;
  const isOff = ({ snoozed_until: until }: Proposal) => until !== null && Date.parse(until) > now;
  return { ok: true, data: { ...answer.data, items: answer.data.items.filter(isOff) } };
}
