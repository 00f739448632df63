import { AppError } from '@commerce/core';
import { isRowId } from '../access/require-shop.ts';
import { isText } from '../lists/time-cursor.ts';

/** Where an object stands in the list of entities. */
export interface EntityPosition {
  rank: number;
  /** First characters of its name: cursors travel in addresses and stay short. */
  start: string;
  connector_id: string;
  entity_id: string;
}

export function writeEntityCursor({
  rank,
  start,
  connector_id,
  entity_id,
}: EntityPosition): string {
  return Buffer.from(JSON.stringify([rank, start, connector_id, entity_id])).toString('base64url');
}

/** Account, campaign, ad set, ad, keyword. */
const LEVEL_RANKS = [1, 2, 3, 4, 5];

/** @throws AppError `invalid_input` when it was not made by `writeEntityCursor` */
export function readEntityCursor(cursor: string): EntityPosition {
  try {
    const [rank, start, connector_id, entity_id] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as unknown[];
    if (
      LEVEL_RANKS.includes(rank as number) &&
      isText(start) &&
      typeof connector_id === 'string' &&
      isRowId(connector_id) &&
      isText(entity_id)
    ) {
      return { rank: rank as number, start, connector_id, entity_id };
    }
  } catch {
    // Said below.
  }
  throw new AppError('invalid_input', 'This cursor is not one of this list; start without one');
}
