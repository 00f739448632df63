import type { MetricsDailyRow } from '@commerce/core';
import type { Trx } from '../database.ts';
import { metricsShape } from './ads-shapes.ts';
import { lastPerKey } from './distinct-rows.ts';
import { removeFileRows, withoutAnswered } from './file-metrics.ts';
import { incomingRows } from './incoming-rows.ts';
import { runStatement, type StoredSource, type Tenant } from './run-statement.ts';
import { columnNames, valueColumns } from './table-shape.ts';

export interface MetricsWritten {
  rows: number;
  /** Rows of a file of a level and day for which the platform itself has answered. */
  keptBack: number;
}

/** Columns that describe the row; all others are what the platform measured. */
const descriptive = new Set(['campaign_id', 'adset_id', 'entity_name', 'attribution_setting']);
const values = valueColumns(metricsShape);
const measured = values.filter((name) => !descriptive.has(name));
const list = (alias: string, names: readonly string[]) =>
  names.map((name) => `${alias}.${name}`).join(', ');

/**
 * Writes metrics and refreshes the marketing rollups of the days on which something changed.
 * observed_at moves only when a measured value does; the trigger then keeps the earlier values. An
 * answer that is older than the stored one is ignored. The platform's own answer for a level and day
 * takes the place of all that files said of it.
 */
export async function writeMetrics(
  trx: Trx,
  tenant: Tenant,
  origin: { source: StoredSource; receivedAt: Date },
  rows: readonly MetricsDailyRow[],
): Promise<MetricsWritten> {
  if (rows.length === 0) return { rows: 0, keptBack: 0 };
  const arrived = lastPerKey(metricsShape, rows);
  const fromFile = origin.source === 'file';
  const distinct = fromFile ? await withoutAnswered(trx, tenant, arrived) : arrived;
  const keptBack = arrived.length - distinct.length;
  if (distinct.length === 0) return { rows: 0, keptBack };
  const removed = fromFile
    ? { rows: 0, days: [] }
    : await removeFileRows(trx, tenant, origin.receivedAt, distinct);
  const params: unknown[] = [tenant.shopId, tenant.connectorId, origin.source, origin.receivedAt];
  const { from, value } = incomingRows(distinct, metricsShape.columns, params);
  const names = columnNames(metricsShape);
  const { rows: result } = await runStatement<{ rows: number; days: string[] | null }>(
    trx,
    `with written as (
       insert into core_warehouse.metrics_daily as t
         (shop_id, connector_id, ${names.join(', ')}, source, first_observed_at, observed_at)
       select $1, $2, ${names.map((name) => value[name]).join(', ')}, $3, $4, $4
       from ${from}
       on conflict (shop_id, connector_id, ${metricsShape.key.join(', ')}) do update
       set ${values.map((name) => `${name} = excluded.${name}`).join(', ')}, source = excluded.source,
         observed_at = case
           when (${list('t', measured)}) is distinct from (${list('excluded', measured)})
           then excluded.observed_at else t.observed_at end
       where (${list('t', values)}, t.source) is distinct from (${list('excluded', values)}, excluded.source)
         and excluded.observed_at >= t.observed_at
         and (t.source = 'file' or excluded.source = 'api')
       returning day
     )
     select count(*)::integer as rows, array_agg(distinct day) as days from written`,
    params,
  );
  const written = result[0] ?? { rows: 0, days: null };
  await refreshMarketing(trx, tenant, [...(written.days ?? []), ...removed.days]);
  return { rows: written.rows + removed.rows, keptBack };
}

/** Recomputes the marketing rollups of these account days. */
export async function refreshMarketing(
  trx: Trx,
  tenant: Tenant,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return;
  await runStatement(trx, 'select reporting.refresh_marketing($1, $2, $3::date[])', [
    tenant.shopId,
    tenant.connectorId,
    days,
  ]);
}
