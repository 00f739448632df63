import type { Trx } from '../database.ts';
import { runStatement, type Tenant } from './run-statement.ts';

/** Puts orders into the revenue rollups (1) or takes them out (-1); returns the days it touched. */
export async function applyOrders(
  trx: Trx,
  tenant: Tenant,
  ids: readonly string[],
  sign: 1 | -1,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await runStatement<{ day: string }>(
    trx,
    'select distinct day from reporting.apply_orders($1, $2, $3::text[], $4) as day',
    [tenant.shopId, tenant.connectorId, ids, sign],
  );
  return rows.map((row) => row.day);
}

/** Removes the revenue days on which nothing is left. */
export async function dropEmptyRevenue(
  trx: Trx,
  tenant: Tenant,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return;
  await runStatement(trx, 'select reporting.drop_empty_revenue($1, $2, $3::date[])', [
    tenant.shopId,
    tenant.connectorId,
    days,
  ]);
}
