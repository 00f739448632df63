import type { Trx } from '../database.ts';
import { bumpDataVersion } from './data-version.ts';
import { lockConnector } from './lock-connector.ts';
import { applyOrders, dropEmptyRevenue } from './order-rollups.ts';
import { runStatement, type Tenant } from './run-statement.ts';

export interface OrderDeletion extends Tenant {
  /** External id of the order. */
  orderId: string;
  deletedAt: Date;
}

/**
 * Takes a deleted order out of revenue and keeps its rows. A deletion of an order that is not stored
 * yet is remembered: an answer of the platform from before it will not bring the order back. Returns
 * whether reports changed.
 */
export async function markOrderDeleted(trx: Trx, input: OrderDeletion): Promise<boolean> {
  await lockConnector(trx, input);
  const key = [input.shopId, input.connectorId, input.orderId];
  await runStatement(
    trx,
    `insert into core_warehouse.order_deletions (shop_id, connector_id, order_id, deleted_at)
     values ($1, $2, $3, $4)
     on conflict (shop_id, connector_id, order_id) do update
     set deleted_at = greatest(order_deletions.deleted_at, excluded.deleted_at)`,
    [...key, input.deletedAt],
  );
  const { rows } = await runStatement(
    trx,
    `select from core_warehouse.orders
     where shop_id = $1 and connector_id = $2 and external_id = $3 and deleted_at is null`,
    key,
  );
  if (rows.length === 0) return false;
  const days = await applyOrders(trx, input, [input.orderId], -1);
  await runStatement(
    trx,
    `update core_warehouse.orders set deleted_at = $4
     where shop_id = $1 and connector_id = $2 and external_id = $3`,
    [...key, input.deletedAt],
  );
  await applyOrders(trx, input, [input.orderId], 1);
  await dropEmptyRevenue(trx, input, days);
  await bumpDataVersion(trx, input);
  return true;
}
