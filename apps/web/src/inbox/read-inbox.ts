import { readProposals } from '../api/server.ts';
import { type InboxQuery, VIEWS } from './inbox-query.ts';

const PAGE_SIZE = 50;

/** One page of a part of the inbox, newest first. */
export const readInbox = ({ view, shop, cursor }: InboxQuery) =>
  readProposals({
    status: VIEWS[view].join(','),
    shop_id: shop,
    snoozed: view === 'snoozed' ? 'only' : 'hide',
    limit: PAGE_SIZE,
    cursor,
  });
