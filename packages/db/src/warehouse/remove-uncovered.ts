import type { Day, EntityLevel } from '@commerce/core';
import type { Trx } from '../database.ts';
import { bumpDataVersion } from './data-version.ts';
import { lockConnector } from './lock-connector.ts';
import { keepGone } from './metric-versions.ts';
import { runStatement, type StoredSource, type Tenant } from './run-statement.ts';
import { refreshMarketing } from './write-metrics.ts';

export interface UncoveredInput extends Tenant {
  level: EntityLevel;
  /** Account days, both included. */
  from: Day;
  to: Day;
  /** What a complete reading of the range brought, as `entity_id|day`. */
  seen: ReadonlySet<string>;
  /** Who read completely: a file takes back only what files brought. */
  source: StoredSource;
  /** When it was read; the removed values stay in the versions until then. Default: now. */
  observedAt?: Date;
}

/**
 * Removes metrics that a complete reading of their level and days did not bring any more, keeps them
 * as versions, and refreshes the rollups of their days. Returns how many went.
 */
export async function removeUncovered(trx: Trx, input: UncoveredInput): Promise<number> {
  await lockConnector(trx, input);
  const entities: string[] = [];
  const days: string[] = [];
  for (const key of input.seen) {
    const cut = key.lastIndexOf('|');
    entities.push(key.slice(0, cut));
    days.push(key.slice(cut + 1));
  }
  const { rows } = await runStatement<{ rows: number; days: string[] | null }>(
    trx,
    `with gone as (
       delete from core_warehouse.metrics_daily m
       where m.shop_id = $1 and m.connector_id = $2 and m.level = $3 and m.day between $4::date and $5::date
         and ($6 = 'api' or m.source = 'file')
         and (m.entity_id, m.day) not in (select * from unnest($7::text[], $8::date[]))
       returning m.*
     ),
     kept as (
       ${keepGone('coalesce($9::timestamptz, now())')}
     )
     select count(*)::integer as rows, array_agg(distinct day) as days from gone`,
    [
      input.shopId,
      input.connectorId,
      input.level,
      input.from,
      input.to,
      input.source,
      entities,
      days,
      input.observedAt ?? null,
    ],
  );
  const removed = rows[0] ?? { rows: 0, days: null };
  await refreshMarketing(trx, input, removed.days ?? []);
  if (removed.rows > 0) await bumpDataVersion(trx, input);
  return removed.rows;
}
