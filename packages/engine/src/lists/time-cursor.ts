import { AppError } from '@commerce/core';

/** Where a page of a list ended that is ordered by time and id, newest first. */
export interface TimeCursor {
  /** ISO instant, as exact as the list is ordered: microseconds where the database made it. */
  at: string;
  id: string;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(\d{3})?Z$/;

export const encodeCursor = ({ at, id }: TimeCursor): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url');

/**
 * @param fits whether a text can be an id of the list
 * @throws AppError `invalid_input` for anything that `encodeCursor` did not make
 */
export function decodeCursor(
  text: string | null | undefined,
  fits: (id: string) => boolean = () => true,
): TimeCursor | null {
  if (text === undefined || text === null) return null;
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [unknown, unknown];
    if (isInstant(at) && isText(id) && fits(id)) {
      return { at, id };
    }
  } catch {
    // Said below, as for a text that parses but is no cursor.
  }
  throw new AppError('invalid_input', 'That cursor is none of this list; start from its beginning');
}

/** NUL is in no text of the database, and it takes none. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && !value.includes('\0');

/** The pattern alone lets days through that no calendar has, and the database has no year 0. */
const isInstant = (at: unknown): at is string =>
  typeof at === 'string' &&
  INSTANT.test(at) &&
  !at.startsWith('0000') &&
  !Number.isNaN(Date.parse(at)) &&
  new Date(at).toISOString().slice(0, 23) === at.slice(0, 23);

/** One row more than the page holds says whether there is another page. */
export function cutPage<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
  at: (row: Row) => string,
): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, next: more ? encodeCursor({ at: at(last), id: last.id }) : null };
}

export const MAX_PAGE = 100;
