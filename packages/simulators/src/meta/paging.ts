import { GraphError } from './errors.ts';
import { limitParam, type Params } from './params.ts';

export interface PagedReply<T> {
  data: T[];
  paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
}

/** Where the reply's `next` link points: the full request address without paging parameters. */
export interface PageAddress {
  origin: string;
  path: string;
  params: Params;
  accessToken: string;
}

export function encodeCursor(index: number): string {
  return Buffer.from(String(index)).toString('base64').replaceAll('=', 'ZD');
}

function decodeCursor(cursor: string): number {
  const text = Buffer.from(cursor.replaceAll('ZD', '='), 'base64').toString();
  if (!/^\d+$/.test(text) || encodeCursor(Number(text)) !== cursor) {
    throw new GraphError({ code: 2642, message: 'Invalid cursor values.' });
  }
  return Number(text);
}

/** Cuts one page. `next` is there exactly when another page is; an empty list has no paging. */
export function page<T>(items: readonly T[], address: PageAddress): PagedReply<T> {
  const limit = limitParam(address.params);
  const after = address.params.get('after');
  const start = after ? decodeCursor(after) + 1 : 0;
  if (start > items.length) {
    throw new GraphError({ code: 100, message: 'After Cursor specified exceeds the max limit.' });
  }
  const data = items.slice(start, start + limit);
  if (data.length === 0) return { data };
  const cursors = {
    before: encodeCursor(start),
    after: encodeCursor(start + data.length - 1),
  };
  const more = start + data.length < items.length;
  return { data, paging: { cursors, ...(more ? { next: link(address, cursors.after) } : {}) } };
}

function link(address: PageAddress, after: string): string {
  const url = new URL(address.path, address.origin);
  url.searchParams.set('access_token', address.accessToken);
  for (const [name, value] of address.params) {
    if (name !== 'after' && name !== 'access_token') url.searchParams.set(name, value);
  }
  url.searchParams.set('after', after);
  return url.toString();
}
