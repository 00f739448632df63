import type { ProposalStatus } from '../api/types.ts';

/** The parts of the inbox, by what became of the proposals in them. */
export const VIEWS = {
  open: ['proposed', 'approved', 'executing', 'unknown_outcome'],
  snoozed: ['proposed'],
  done: ['executed', 'failed', 'undone'],
  closed: ['rejected', 'expired', 'superseded'],
} as const satisfies Record<string, readonly ProposalStatus[]>;
export type View = keyof typeof VIEWS;
export const VIEW_NAMES = Object.keys(VIEWS) as View[];

export interface InboxQuery {
  view: View;
  shop: string | undefined;
  cursor: string | undefined;
  /** The proposal that is open beside the list. */
  open: string | undefined;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const isView = (value: unknown): value is View => VIEW_NAMES.includes(value as View);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const text = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const id = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && UUID.test(value) ? value : undefined;

/** What an address asks for; anything else in it is passed over. */
export const readInboxQuery = (query: Query): InboxQuery => ({
  view: isView(query.view) ? query.view : 'open',
  shop: id(query.shop),
  cursor: text(query.cursor),
  open: id(query.open),
});

/** The address of a part of the inbox; the inverse of `readInboxQuery`. */
export function inboxPath(query: Partial<InboxQuery>): string {
  const search = new URLSearchParams();
  if (query.view && query.view !== 'open') search.set('view', query.view);
  if (query.shop) search.set('shop', query.shop);
  if (query.cursor) search.set('cursor', query.cursor);
  if (query.open) search.set('open', query.open);
  return search.size > 0 ? `/inbox?${search}` : '/inbox';
}
