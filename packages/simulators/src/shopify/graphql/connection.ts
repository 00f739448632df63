import { orderSortValue } from '../search/order-sort.ts';
import { legacyId } from '../state/ids.ts';
import type { Order } from '../state/order-types.ts';
import { badRequest } from './errors.ts';
import type { Step } from './plan.ts';

interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

/** Cuts one page out of a full, ordered list; lists come already reversed where roots sort. */
export function connectionPage(step: Step, all: readonly unknown[]): Record<string, unknown> {
  const { first, last, after, before, reverse } = step.args as PageArguments;
  const size = first ?? last;
  if (size === null || size === undefined)
    throw badRequest('you must provide one of first or last');
  if (size < 0 || size > 250) {
    throw badRequest(`${first == null ? 'last' : 'first'} cannot exceed 250 or be negative`);
  }
  const sorted = step.args.sortKey === undefined && reverse ? [...all].reverse() : all;
  const from = after ? seek(step, sorted, after).after : 0;
  const to = before ? seek(step, sorted, before).at : sorted.length;
  const start = first == null ? Math.max(from, to - size) : from;
  const end = first == null ? to : Math.min(to, from + size);
  const nodes = sorted.slice(start, end);
  const cursors = nodes.map((node) => cursorOf(step, node));
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursors[index] })),
    pageInfo: {
      hasNextPage: end < to,
      hasPreviousPage: start > 0,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}

interface Cursor {
  last_id: string;
  last_value: number | string;
}

/** Opaque to clients; order cursors hold the sort value, so a page may start between two rows. */
function cursorOf(step: Step, node: unknown): string {
  const cursor: Cursor = isOrders(step)
    ? { last_id: (node as Order).id, last_value: sortValue(step, node as Order) }
    : { last_id: idOf(node), last_value: idOf(node) };
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

function seek(step: Step, rows: readonly unknown[], text: string): { at: number; after: number } {
  const cursor = readCursor(text);
  if (isOrders(step)) return seekOrders(step, rows as readonly Order[], cursor);
  const at = rows.findIndex((row) => idOf(row) === cursor.last_id);
  if (at === -1) throw badRequest('Invalid cursor for current pagination sort.');
  return { at, after: at + 1 };
}

function seekOrders(step: Step, rows: readonly Order[], cursor: Cursor) {
  const direction = step.args.reverse === true ? -1 : 1;
  const place = (row: Order) => {
    const byValue = sortValue(step, row) - Number(cursor.last_value);
    const byId = Number(legacyId(row.id)) - Number(legacyId(cursor.last_id));
    return direction * (byValue || byId);
  };
  const ahead = (limit: number) => {
    const index = rows.findIndex((row) => place(row) >= limit);
    return index === -1 ? rows.length : index;
  };
  const at = ahead(0);
  const exact = rows[at] !== undefined && place(rows[at]) === 0;
  return { at, after: exact ? at + 1 : at };
}

function readCursor(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Cursor;
    if (typeof cursor.last_id === 'string') return cursor;
  } catch {
    // Falls through to the platform's own complaint below.
  }
  throw badRequest('Invalid cursor for current pagination sort.');
}

function isOrders(step: Step): boolean {
  return step.name === 'orders' && step.parent.name === 'QueryRoot';
}

function sortValue(step: Step, order: Order): number {
  return orderSortValue(step.args.sortKey as string, order);
}

function idOf(node: unknown): string {
  const { id, of } = node as { id?: unknown; of?: { index?: unknown } };
  return typeof id === 'string' ? id : `#${String(of?.index)}`;
}
