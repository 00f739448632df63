import { type SyncNote, syncNote } from '@commerce/core';
import type { Page, ReadContext, SlicePlan, SliceProof, Stream } from '../platform/stream.ts';
import { type BulkProof, readBulk } from './bulk/read-bulk.ts';
import { timezoneOf } from './account.ts';
import { isDenied } from './errors.ts';
import { collectedFrom, cursorAfter, planRead, rangeFilter } from './increments.ts';
import { mapOrders, type WholeOrder } from './map.ts';
import { missingOrderScopes, ordersBulkQuery } from './queries/orders.ts';
import { isFew, pagedOrders } from './read-pages.ts';
import { ORDER_SHAPE } from './reassembly/shape.ts';
import { grantedScopes, requireScope, seesAllOrders, SIXTY_DAYS_NOTE } from './scopes.ts';

const DENIED_NOTE = syncNote(
  'orders_denied',
  'Shopify refused a part of the orders although its scope is granted (customer data needs an approval of its own); orders were read without customers, products and costs',
);

const withoutNote = (missing: readonly string[]): SyncNote => {
  const scopes = missing.join(', ');
  const text = `Orders were read without the parts that need ${scopes}`;
  return syncNote('orders_without', text, { scopes });
};

/** The whole selection, or only what every app may read when Shopify refuses a part of it. */
async function* bulkOrders(
  context: ReadContext,
  slice: SlicePlan,
  granted: readonly string[],
  toPage: (orders: readonly WholeOrder[]) => Page,
): AsyncGenerator<Page, BulkProof, void> {
  const base = { shape: ORDER_SHAPE, toPage, notBefore: slice.to };
  const filter = rangeFilter(slice);
  try {
    return yield* readBulk(context, { ...base, query: ordersBulkQuery(filter, granted) });
  } catch (error) {
    if (!isDenied(error)) throw error;
    const core = ordersBulkQuery(filter, []);
    const { connection, signal, scratchDir } = context;
    const afresh: ReadContext = {
      connection,
      signal,
      scratchDir,
      state: null,
      saveState: (state) => context.saveState(state),
    };
    const proof = yield* readBulk(afresh, { ...base, query: core });
    return { ...proof, notes: [...proof.notes, DENIED_NOTE] };
  }
}

/** Small increments are paged within a second or two; everything else is a bulk operation. */
async function fewOrders(
  context: ReadContext,
  slice: SlicePlan,
  granted: readonly string[],
): Promise<string[] | null> {
  const filter = rangeFilter(slice);
  const isIncrement = slice.params?.field === 'updated_at' && context.state === null;
  if (!isIncrement || filter === null || !(await isFew(context, filter))) return null;
  try {
    return await pagedOrders(context, filter, granted);
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
}

function orderNotes(slice: SlicePlan, granted: readonly string[]): SyncNote[] {
  const missing = missingOrderScopes(granted);
  const isHistory = slice.params?.field !== 'updated_at';
  return [
    ...(isHistory && !seesAllOrders(granted) ? [SIXTY_DAYS_NOTE] : []),
    ...(isHistory && missing.length > 0 ? [withoutNote(missing)] : []),
  ];
}

async function* readOrders(
  context: ReadContext,
  slice: SlicePlan,
): AsyncGenerator<Page, SliceProof, void> {
  const { scopes, notes, answeredAt } = await grantedScopes(context.connection, context.signal);
  requireScope(scopes, 'read_orders', 'orders');
  const timezone = await timezoneOf(context.connection, context.signal);
  const toPage = (orders: readonly WholeOrder[]): Page => mapOrders(orders, timezone);
  const allNotes = [...notes, ...orderNotes(slice, scopes)];
  const few = await fewOrders(context, slice, scopes);
  const covered = (readAt: Date): Pick<SliceProof, 'collectedFrom'> =>
    seesAllOrders(scopes) ? {} : collectedFrom(slice, readAt, timezone);
  if (few !== null) {
    if (few.length > 0) yield toPage(few);
    const cursor = cursorAfter(slice, answeredAt);
    const counts = { expected: few.length, received: few.length };
    return { ...counts, cursor, notes: allNotes, ...covered(context.connection.now()) };
  }
  const {
    expected,
    received,
    startedAt,
    notes: bulkNotes,
  } = yield* bulkOrders(context, slice, scopes, toPage);
  return {
    expected,
    received,
    cursor: cursorAfter(slice, new Date(startedAt)),
    notes: [...allNotes, ...bulkNotes],
    ...covered(new Date(startedAt)),
  };
}

/** Orders with lines, payments and ledger: by last change, or by the day they were placed for a rebuild. */
export const ordersStream: Stream = {
  name: 'orders',
  order: 1,
  plan: (input) => planRead(input, 'processed_at'),
  read: readOrders,
};
