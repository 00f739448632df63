import type { OrderRow } from '@commerce/core';
import type { Trx } from '../database.ts';
import { applyOrders, dropEmptyRevenue } from './order-rollups.ts';
import { runStatement, type Tenant } from './run-statement.ts';

/** Begins the id of an order of a file that gives none. */
const NAMED_ONLY = 'csv:';
const isNamedOnly = (order: OrderRow) => order.external_id.startsWith(NAMED_ONLY);

/**
 * Orders that a file knew by name only make way for the same orders under the platform's ids, or both
 * would count. Returns how many went, and takes them out of the rollups.
 */
export async function replaceFileOrders(
  trx: Trx,
  tenant: Tenant,
  arriving: readonly OrderRow[],
): Promise<number> {
  const names = arriving.filter((order) => !isNamedOnly(order)).map((order) => order.name);
  if (names.length === 0) return 0;
  const { rows } = await runStatement<{ id: string }>(
    trx,
    `select external_id as id from core_warehouse.orders
     where shop_id = $1 and connector_id = $2 and external_id like '${NAMED_ONLY}%' and source = 'file'
       and name = any ($3::text[])`,
    [tenant.shopId, tenant.connectorId, names],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  const days = await applyOrders(trx, tenant, ids, -1);
  await runStatement(
    trx,
    `with lines as (
       delete from core_warehouse.order_line_items
       where shop_id = $1 and connector_id = $2 and order_id = any ($3::text[])
     ),
     payments as (
       delete from core_warehouse.transactions
       where shop_id = $1 and connector_id = $2 and order_id = any ($3::text[])
     ),
     events as (
       delete from core_warehouse.order_ledger
       where shop_id = $1 and connector_id = $2 and order_id = any ($3::text[])
     )
     delete from core_warehouse.orders
     where shop_id = $1 and connector_id = $2 and external_id = any ($3::text[])`,
    [tenant.shopId, tenant.connectorId, ids],
  );
  await dropEmptyRevenue(trx, tenant, days);
  return ids.length;
}

/** Those of the arriving orders without an id of their own that are stored under one already. */
export async function storedUnderIds(
  trx: Trx,
  tenant: Tenant,
  arriving: readonly OrderRow[],
): Promise<Set<string>> {
  const named = arriving.filter(isNamedOnly);
  if (named.length === 0) return new Set();
  const { rows } = await runStatement<{ id: string }>(
    trx,
    `select distinct i.id
     from unnest($3::text[], $4::text[], $5::date[]) as i(id, name, day)
     join core_warehouse.orders o on o.shop_id = $1 and o.connector_id = $2
       and o.order_day = i.day and o.name = i.name and o.external_id not like '${NAMED_ONLY}%'`,
    [
      tenant.shopId,
      tenant.connectorId,
      named.map((order) => order.external_id),
      named.map((order) => order.name),
      named.map((order) => order.order_day),
    ],
  );
  return new Set(rows.map((row) => row.id));
}
