import type { CanonicalBatch } from '@commerce/core';
import type { Trx } from '../database.ts';
import { activityShape } from './activity-shape.ts';
import { entityShape } from './ads-shapes.ts';
import { inventoryLevelShape, productShape, variantShape } from './catalog-shapes.ts';
import { lastPerKey } from './distinct-rows.ts';
import type { StoredSource, Tenant } from './run-statement.ts';
import type { TableShape } from './table-shape.ts';
import { type UpsertRules, upsertRows } from './upsert.ts';

const notOlder =
  '(t.source_updated_at is null or excluded.source_updated_at is null or excluded.source_updated_at >= t.source_updated_at)';

/** What the platform says replaces what is stored, unless it is older. */
const fromPlatform: UpsertRules = { when: notOlder };

/**
 * A file fills in what it carries, never erases what it lacks, and leaves alone what the platform
 * itself dated.
 */
const fromFile: UpsertRules = {
  set: (name) => `coalesce(excluded.${name}, t.${name})`,
  when: '(t.source_updated_at is null or excluded.source_updated_at >= t.source_updated_at)',
};

/** Writes what has only a present state: catalogue, stock, ad objects and the log of their changes. Returns the rows that changed. */
export async function writeSnapshots(
  trx: Trx,
  tenant: Tenant,
  source: StoredSource,
  batch: CanonicalBatch,
): Promise<number> {
  const rules = source === 'file' ? fromFile : fromPlatform;
  const write = <Row extends object>(shape: TableShape<Row>, rows: readonly Row[] = []) =>
    upsertRows(trx, tenant, shape, lastPerKey(shape, rows), rules);
  return (
    (await write(productShape, batch.products)) +
    (await write(variantShape, batch.variants)) +
    (await write(inventoryLevelShape, batch.inventory_levels)) +
    (await write(entityShape, batch.entities)) +
    (await upsertRows(
      trx,
      tenant,
      activityShape,
      lastPerKey(activityShape, batch.activities ?? []),
    ))
  );
}
