import type { Trx } from '../database.ts';
import { bumpDataVersion } from './data-version.ts';
import { lockConnector } from './lock-connector.ts';
import { applyOrders } from './order-rollups.ts';
import { runStatement, type Tenant } from './run-statement.ts';
import { refreshMarketing } from './write-metrics.ts';

const ORDERS_AT_ONCE = 5_000;

/** Computes all rollups of a shop anew from its ledger and metrics. */
export async function rebuildRollups(trx: Trx, shopId: string): Promise<void> {
  const { rows } = await runStatement<{ id: string }>(
    trx,
    'select id from app_dashboard.connectors where shop_id = $1 order by id',
    [shopId],
  );
  const tenants = rows.map(({ id }) => ({ shopId, connectorId: id }));
  for (const tenant of tenants) await lockConnector(trx, tenant);
  await runStatement(trx, 'delete from reporting.daily_revenue_rollup where shop_id = $1', [
    shopId,
  ]);
  await runStatement(trx, 'delete from reporting.marketing_daily_rollup where shop_id = $1', [
    shopId,
  ]);
  for (const tenant of tenants) {
    await rebuildRevenue(trx, tenant);
    await rebuildMarketing(trx, tenant);
  }
  await bumpDataVersion(trx, { shopId });
}

async function rebuildRevenue(trx: Trx, tenant: Tenant): Promise<void> {
  let after = '';
  for (;;) {
    const { rows } = await runStatement<{ id: string }>(
      trx,
      `select external_id as id from core_warehouse.orders
       where shop_id = $1 and connector_id = $2 and external_id > $3
       order by external_id limit $4`,
      [tenant.shopId, tenant.connectorId, after, ORDERS_AT_ONCE],
    );
    const ids = rows.map((row) => row.id);
    await applyOrders(trx, tenant, ids, 1);
    if (ids.length < ORDERS_AT_ONCE) return;
    after = ids.at(-1) as string;
  }
}

async function rebuildMarketing(trx: Trx, tenant: Tenant): Promise<void> {
  const { rows } = await runStatement<{ day: string }>(
    trx,
    `select distinct day from core_warehouse.metrics_daily
     where shop_id = $1 and connector_id = $2 order by day`,
    [tenant.shopId, tenant.connectorId],
  );
  await refreshMarketing(
    trx,
    tenant,
    rows.map((row) => row.day),
  );
}
