import { type SyncNote, syncNote } from '@commerce/core';
import type {
  Page,
  PlanInput,
  ReadContext,
  SlicePlan,
  SliceProof,
  Stream,
} from '../platform/stream.ts';
import { currencyOf } from './account.ts';
import { readBulk } from './bulk/read-bulk.ts';
import { isDenied } from './errors.ts';
import { cursorAfter, planRead, rangeFilter } from './increments.ts';
import { mapInventory } from './map-inventory.ts';
import { textOf } from './map.ts';
import { mapProducts } from './map-product.ts';
import { canRead } from './queries/fields.ts';
import { inventoryBulkQuery } from './queries/inventory.ts';
import { productsBulkQuery } from './queries/products.ts';
import { INVENTORY_SHAPE, PRODUCT_SHAPE } from './reassembly/shape.ts';
import { grantedScopes } from './scopes.ts';

const PRODUCTS_EVERY_MS = 15 * 60_000;
/** Levels change without their item's date changing, so stock is always read whole. */
const INVENTORY_EVERY_MS = 60 * 60_000;

/** Whether an increment comes too soon after the last read to be worth a bulk operation. */
const isFresh = ({ kind, lastReadAt, now }: PlanInput, everyMs: number): boolean =>
  kind === 'INCREMENTAL' && lastReadAt !== null && now.getTime() - lastReadAt.getTime() < everyMs;

const skipped = (note: SyncNote): SliceProof => ({
  expected: 0,
  received: 0,
  cursor: null,
  notes: [note],
});

async function* readProducts(
  context: ReadContext,
  slice: SlicePlan,
): AsyncGenerator<Page, SliceProof, void> {
  const { scopes, notes } = await grantedScopes(context.connection, context.signal);
  if (!canRead(scopes, ['read_products'])) {
    return skipped(
      syncNote('products_not_read', 'Products were not read: the app lacks read_products'),
    );
  }
  const currency = await currencyOf(context.connection, context.signal);
  const proof = yield* readBulk(context, {
    query: productsBulkQuery(rangeFilter(slice), scopes),
    shape: PRODUCT_SHAPE,
    toPage: (objects) => mapProducts(objects.map(textOf), currency),
    notBefore: slice.to,
  });
  return {
    expected: proof.expected,
    received: proof.received,
    cursor: cursorAfter(slice, new Date(proof.startedAt)),
    notes: [...notes, ...proof.notes],
  };
}

async function* readInventory(
  context: ReadContext,
  slice: SlicePlan,
): AsyncGenerator<Page, SliceProof, void> {
  const { scopes, notes } = await grantedScopes(context.connection, context.signal);
  if (!canRead(scopes, ['read_inventory'])) {
    return skipped(
      syncNote('stock_not_read', 'Stock levels were not read: the app lacks read_inventory'),
    );
  }
  const withNames = canRead(scopes, ['read_locations']);
  try {
    const proof = yield* readBulk(context, {
      query: inventoryBulkQuery(rangeFilter(slice), withNames),
      shape: INVENTORY_SHAPE,
      toPage: (objects) => mapInventory(objects.map(textOf)),
      notBefore: slice.to,
    });
    return {
      expected: proof.expected,
      received: proof.received,
      cursor: cursorAfter(slice, new Date(proof.startedAt)),
      notes: [...notes, ...proof.notes],
    };
  } catch (error) {
    // A level is told apart by its location, which some apps may not see at all.
    if (withNames || !isDenied(error)) throw error;
    return skipped(
      syncNote(
        'stock_locations_refused',
        'Stock levels were not read: Shopify refused their locations, the app lacks read_locations',
      ),
    );
  }
}

/** Products with their variants, by last change. Deletions are told by webhook only. */
export const productsStream: Stream = {
  name: 'products',
  order: 2,
  plan: (input) => (isFresh(input, PRODUCTS_EVERY_MS) ? [] : planRead(input, null)),
  read: readProducts,
};

/** Stock by item and location, always whole, at most hourly. */
export const inventoryStream: Stream = {
  name: 'inventory',
  order: 3,
  plan: (input) =>
    isFresh(input, INVENTORY_EVERY_MS) ? [] : planRead({ ...input, cursor: null }, null),
  read: readInventory,
};
