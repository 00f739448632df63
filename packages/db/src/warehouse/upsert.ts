import type { Trx } from '../database.ts';
import { type FixedColumns, incomingRows } from './incoming-rows.ts';
import { runStatement, type Tenant } from './run-statement.ts';
import { columnNames, type TableShape, valueColumns } from './table-shape.ts';

export interface UpsertRules {
  /** SQL of a column's new value; `t` is the stored row. Default: the incoming value. */
  set?: (name: string) => string;
  /** SQL condition beyond "something differs" for a stored row to be replaced. */
  when?: string;
  fixed?: FixedColumns;
}

/** Adds rows and replaces stored ones that differ; rows that are the same are not touched. */
export async function upsertRows<Row extends object>(
  trx: Trx,
  tenant: Tenant,
  shape: TableShape<Row>,
  rows: readonly Row[],
  rules: UpsertRules = {},
): Promise<number> {
  if (rows.length === 0) return 0;
  const fixed = rules.fixed ?? {};
  const params: unknown[] = [tenant.shopId, tenant.connectorId];
  const text = insertStatement(shape, rows, fixed, params);
  const values = [...valueColumns(shape), ...Object.keys(fixed)];
  const next = values.map(rules.set ?? ((name) => `excluded.${name}`));
  const { affected } = await runStatement(
    trx,
    `${text}
     on conflict (shop_id, connector_id, ${shape.key.join(', ')}) do update
     set ${values.map((name, index) => `${name} = ${next[index]}`).join(', ')}
     where (${values.map((name) => `t.${name}`).join(', ')}) is distinct from (${next.join(', ')})
       ${rules.when === undefined ? '' : `and ${rules.when}`}`,
    params,
  );
  return affected;
}

/** The first two parameters are the shop and the connector. */
function insertStatement<Row extends object>(
  shape: TableShape<Row>,
  rows: readonly Row[],
  fixed: FixedColumns,
  params: unknown[],
): string {
  const { from, value } = incomingRows(rows, shape.columns, params, fixed);
  const names = [...columnNames(shape), ...Object.keys(fixed)];
  return `insert into ${shape.table} as t (shop_id, connector_id, ${names.join(', ')})
     select $1, $2, ${names.map((name) => value[name]).join(', ')}
     from ${from}`;
}
