import type { Trx } from '../database.ts';
import { type FixedColumns, incomingRows } from './incoming-rows.ts';
import type { OrderBundle } from './order-bundle.ts';
import { ledgerShape, lineItemShape, orderShape, transactionShape } from './order-shapes.ts';
import { runStatement, type StoredSource, type Tenant } from './run-statement.ts';
import { type TableShape, valueColumns } from './table-shape.ts';

/** Those of the stored orders in which anything differs from the bundle. */
export async function changedOrders(
  trx: Trx,
  tenant: Tenant,
  source: StoredSource,
  bundle: OrderBundle,
): Promise<Set<string>> {
  const ids = bundle.orders.map((order) => order.external_id);
  return new Set([
    ...(await differing(trx, tenant, orderShape, bundle.orders, 'external_id', { source })),
    ...(await differing(trx, tenant, lineItemShape, bundle.line_items, 'order_id')),
    ...(await differing(trx, tenant, transactionShape, bundle.transactions, 'order_id')),
    ...(await differing(trx, tenant, ledgerShape, bundle.ledger, 'order_id')),
    ...(await withLostParts(trx, tenant, lineItemShape, ids, bundle.line_items)),
    ...(await withLostParts(trx, tenant, transactionShape, ids, bundle.transactions)),
    ...(await withLostParts(trx, tenant, ledgerShape, ids, bundle.ledger)),
  ]);
}

/** Orders with a row that is new or not the same as its stored one. */
async function differing<Row extends object>(
  trx: Trx,
  tenant: Tenant,
  shape: TableShape<Row>,
  rows: readonly Row[],
  orderColumn: keyof Row & string,
  fixed: FixedColumns = {},
): Promise<string[]> {
  if (rows.length === 0) return [];
  const params: unknown[] = [tenant.shopId, tenant.connectorId];
  const { from, value } = incomingRows(rows, shape.columns, params, fixed);
  const names = [...valueColumns(shape), ...Object.keys(fixed)];
  const stored = [...names.map((name) => `s.${name}`), 'true as found'];
  const { rows: found } = await runStatement<{ id: string }>(
    trx,
    `select distinct ${value[orderColumn]} as id
     from ${from}
     left join lateral (
       select ${stored.join(', ')} from ${shape.table} s
       where s.shop_id = $1 and s.connector_id = $2
         and ${shape.key.map((name) => `s.${name} = ${value[name]}`).join(' and ')}
       offset 0
     ) t on true
     where t.found is null
       or (${names.map((name) => `t.${name}`).join(', ')})
         is distinct from (${names.map((name) => value[name]).join(', ')})`,
    params,
  );
  return found.map((row) => row.id);
}

/** Orders that have more stored parts than came. */
async function withLostParts<Row extends { order_id: string }>(
  trx: Trx,
  tenant: Tenant,
  shape: TableShape<Row>,
  ids: readonly string[],
  parts: readonly Row[],
): Promise<string[]> {
  const counts = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const part of parts) counts.set(part.order_id, (counts.get(part.order_id) ?? 0) + 1);
  const { rows } = await runStatement<{ id: string }>(
    trx,
    `select i.id
     from unnest($3::text[], $4::integer[]) as i(id, parts)
     where i.parts < (
       select count(*) from ${shape.table} s
       where s.shop_id = $1 and s.connector_id = $2 and s.order_id = i.id
     )`,
    [tenant.shopId, tenant.connectorId, [...counts.keys()], [...counts.values()]],
  );
  return rows.map((row) => row.id);
}

/** Removes the stored parts of these orders that did not come again. */
export async function removeLostParts<Row extends { order_id: string }>(
  trx: Trx,
  tenant: Tenant,
  shape: TableShape<Row>,
  ids: readonly string[],
  parts: readonly Row[],
): Promise<number> {
  const key = shape.key.filter((name) => name !== 'order_id').join();
  const { affected } = await runStatement(
    trx,
    `delete from ${shape.table} t where t.ctid = any (array(
       select s.ctid
       from unnest($3::text[]) as i(id)
       cross join lateral (
         select l.ctid, l.${key} as key from ${shape.table} l
         where l.shop_id = $1 and l.connector_id = $2 and l.order_id = i.id
         offset 0
       ) s
       where (i.id, s.key) not in (select * from unnest($4::text[], $5::text[]))
     ))`,
    [
      tenant.shopId,
      tenant.connectorId,
      ids,
      parts.map((part) => part.order_id),
      parts.map((part) => part[key as keyof Row]),
    ],
  );
  return affected;
}
