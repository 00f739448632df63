import type { OrderRow } from '@commerce/core';
import type { Trx } from '../database.ts';
import { runStatement, type StoredSource, type Tenant } from './run-statement.ts';

/** What to do with the orders of a page. */
export interface OrderClasses {
  fresh: ReadonlySet<string>;
  /** Stored already, and what came is at least as new. */
  stored: ReadonlySet<string>;
  /** Older than what is stored: late webhooks, overlapping reads, older files. */
  stale: number;
  /** From a file, while the platform's own answer is stored. */
  keptBack: number;
  /** Deletions heard of earlier, by order. */
  deletions: ReadonlyMap<string, Date>;
}

type Class = 'fresh' | 'stored' | 'stale' | 'kept_back';

/**
 * Compares a page with what is stored, by the platform's own time of change. The platform's answer replaces
 * what a file said, and so does a file that states no such time (`undated`).
 */
export async function classifyOrders(
  trx: Trx,
  tenant: Tenant,
  origin: { source: StoredSource; undated: boolean },
  orders: readonly OrderRow[],
): Promise<OrderClasses> {
  const { rows } = await runStatement<{ id: string; class: Class; deleted_at: Date | null }>(
    trx,
    `select i.id, d.deleted_at,
       case when o.source is null then 'fresh'
         when $5 = 'file' and o.source <> 'file' then 'kept_back'
         when o.source = 'file' and ($5 <> 'file' or $6) then 'stored'
         when i.updated_at < o.source_updated_at then 'stale'
         else 'stored' end as class
     from unnest($3::text[], $4::timestamptz[]) as i(id, updated_at)
     left join lateral (
       select s.source_updated_at, s.source from core_warehouse.orders s
       where s.shop_id = $1 and s.connector_id = $2 and s.external_id = i.id
       offset 0
     ) o on true
     left join lateral (
       select s.deleted_at from core_warehouse.order_deletions s
       where s.shop_id = $1 and s.connector_id = $2 and s.order_id = i.id and s.deleted_at >= i.updated_at
       offset 0
     ) d on true
     where o.source is not null or d.deleted_at is not null`,
    [
      tenant.shopId,
      tenant.connectorId,
      orders.map((order) => order.external_id),
      orders.map((order) => order.source_updated_at),
      origin.source,
      origin.undated,
    ],
  );
  const fresh = new Set(orders.map((order) => order.external_id));
  const of = (wanted: Class) => rows.filter((row) => row.class === wanted).map((row) => row.id);
  for (const row of rows) if (row.class !== 'fresh') fresh.delete(row.id);
  return {
    fresh,
    stored: new Set(of('stored')),
    stale: of('stale').length,
    keptBack: of('kept_back').length,
    deletions: new Map(
      rows.flatMap((row) => (row.deleted_at ? [[row.id, row.deleted_at] as const] : [])),
    ),
  };
}
