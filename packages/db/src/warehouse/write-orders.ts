import type { CanonicalBatch } from '@commerce/core';
import type { Trx } from '../database.ts';
import { bothSettled } from './both-settled.ts';
import { changedOrders, removeLostParts } from './changed-orders.ts';
import { classifyOrders } from './classify-orders.ts';
import { copyRows, readyRows } from './copy-rows.ts';
import { bundleOrders, type OrderBundle, pickOrders } from './order-bundle.ts';
import { applyOrders, dropEmptyRevenue } from './order-rollups.ts';
import { ledgerShape, lineItemShape, orderShape, transactionShape } from './order-shapes.ts';
import { replaceFileOrders, storedUnderIds } from './replace-file-orders.ts';
import type { StoredSource, Tenant } from './run-statement.ts';
import { upsertRows } from './upsert.ts';

export interface OrdersWritten {
  /** Rows added, replaced or removed. */
  rows: number;
  stale: number;
  keptBack: number;
}

/**
 * Writes whole orders and moves the revenue rollups by exactly what changed. The caller holds the
 * connector's lock.
 */
export async function writeOrders(
  trx: Trx,
  tenant: Tenant,
  source: StoredSource,
  { rows: batch, undated = false }: { rows: CanonicalBatch; undated?: boolean },
): Promise<OrdersWritten> {
  const whole = bundleOrders(batch);
  const twins = await storedUnderIds(trx, tenant, whole.orders);
  const arrived = twins.size === 0 ? whole : withoutOrders(whole, twins);
  if (arrived.orders.length === 0) return { rows: 0, stale: 0, keptBack: twins.size };
  const classes = await classifyOrders(trx, tenant, { source, undated }, arrived.orders);
  const bundle = withDeletions(arrived, classes.deletions);
  const fresh = pickOrders(bundle, classes.fresh);
  const [replaced, ready] = await bothSettled(
    replaceFileOrders(trx, tenant, arrived.orders),
    readyOrders(tenant, source, fresh),
  );
  let rows = replaced;
  for (const part of ready) rows += await copyRows(trx, part);
  const touched = new Set<string>();
  let changed = new Set<string>();
  if (classes.stored.size > 0) {
    const stored = pickOrders(bundle, classes.stored);
    changed = await changedOrders(trx, tenant, source, stored);
    for (const day of await applyOrders(trx, tenant, [...changed], -1)) touched.add(day);
    rows += await replaceOrders(trx, tenant, source, pickOrders(stored, changed));
  }
  await applyOrders(trx, tenant, [...classes.fresh, ...changed], 1);
  await dropEmptyRevenue(trx, tenant, [...touched]);
  return { rows, stale: classes.stale, keptBack: classes.keptBack + twins.size };
}

function withoutOrders(bundle: OrderBundle, ids: ReadonlySet<string>): OrderBundle {
  const others = bundle.orders.map((order) => order.external_id).filter((id) => !ids.has(id));
  return pickOrders(bundle, new Set(others));
}

function withDeletions(bundle: OrderBundle, deletions: ReadonlyMap<string, Date>): OrderBundle {
  if (deletions.size === 0) return bundle;
  const orders = bundle.orders.map((order) => {
    const deletedAt = deletions.get(order.external_id);
    if (deletedAt === undefined || order.deleted_at !== null) return order;
    return { ...order, deleted_at: deletedAt.toISOString() };
  });
  return { ...bundle, orders };
}

/** An order that is not stored has no stored parts either, so nothing of these can conflict. */
async function readyOrders(tenant: Tenant, source: StoredSource, bundle: OrderBundle) {
  return [
    await readyRows(tenant, orderShape, bundle.orders, { source }),
    await readyRows(tenant, lineItemShape, bundle.line_items),
    await readyRows(tenant, transactionShape, bundle.transactions),
    await readyRows(tenant, ledgerShape, bundle.ledger),
  ];
}

async function replaceOrders(trx: Trx, tenant: Tenant, source: StoredSource, bundle: OrderBundle) {
  if (bundle.orders.length === 0) return 0;
  const ids = bundle.orders.map((order) => order.external_id);
  return (
    (await upsertRows(trx, tenant, orderShape, bundle.orders, { fixed: { source } })) +
    (await upsertRows(trx, tenant, lineItemShape, bundle.line_items)) +
    (await upsertRows(trx, tenant, transactionShape, bundle.transactions)) +
    (await upsertRows(trx, tenant, ledgerShape, bundle.ledger)) +
    (await removeLostParts(trx, tenant, lineItemShape, ids, bundle.line_items)) +
    (await removeLostParts(trx, tenant, transactionShape, ids, bundle.transactions)) +
    (await removeLostParts(trx, tenant, ledgerShape, ids, bundle.ledger))
  );
}
