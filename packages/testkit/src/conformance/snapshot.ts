import type { Db } from '@commerce/db';
import { sql } from 'kysely';

export const FACT_TABLES = [
  'core_warehouse.orders',
  'core_warehouse.order_line_items',
  'core_warehouse.transactions',
  'core_warehouse.order_ledger',
  'core_warehouse.products',
  'core_warehouse.product_variants',
  'core_warehouse.inventory_levels',
  'core_warehouse.entities',
  'core_warehouse.metrics_daily',
  'core_warehouse.account_activities',
  'reporting.daily_revenue_rollup',
  'reporting.marketing_daily_rollup',
] as const;

/** Who holds a fact and when we saw it are no part of the fact. */
const NOT_FACTS = ['shop_id', 'connector_id', 'observed_at', 'first_observed_at'];

export type Snapshot = Record<string, string[]>;

/** Every stored fact of a connector as text, table by table, in a stable order. */
export async function snapshot(
  db: Db,
  connectorId: string,
  options: { tables?: readonly string[]; without?: readonly string[]; where?: string } = {},
): Promise<Snapshot> {
  const without = [...NOT_FACTS, ...(options.without ?? [])];
  const taken: Snapshot = {};
  for (const table of options.tables ?? FACT_TABLES) {
    const { rows } = await sql<{ fact: string }>`
      select (to_jsonb(t) - ${without}::text[])::text as fact from ${sql.table(table)} t
      where connector_id = ${connectorId} and ${sql.raw(options.where ?? 'true')} order by 1
    `.execute(db);
    taken[table] = rows.map(({ fact }) => fact);
  }
  return taken;
}

export const countFacts = (taken: Snapshot): number =>
  Object.values(taken).reduce((sum, rows) => sum + rows.length, 0);
