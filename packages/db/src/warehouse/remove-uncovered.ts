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

export interface UncoveredRows {
  rows: number;
  /** On how many days they lie. */
  days: number;
}

/** Stored rows `m` of the range that the reading did not bring; binds $1 to $8. */
const UNCOVERED = `m.shop_id = $1 and m.connector_id = $2 and m.level = $3 and m.day between $4::date and $5::date
  and ($6 = 'api' or m.source = 'file')
  and (m.entity_id, m.day) not in (select * from unnest($7::text[], $8::date[]))`;

function uncoveredParams(input: UncoveredInput): unknown[] {
  const { shopId, connectorId, level, from, to, source, seen } = input;
  const entities: string[] = [];
  const days: string[] = [];
  for (const key of seen) {
    const cut = key.lastIndexOf('|');
    entities.push(key.slice(0, cut));
    days.push(key.slice(cut + 1));
  }
  return [shopId, connectorId, level, from, to, source, entities, days];
}

/** What `removeUncovered` would remove now. */
export async function countUncovered(trx: Trx, input: UncoveredInput): Promise<UncoveredRows> {
  const { rows } = await runStatement<UncoveredRows>(
    trx,
    `select count(*)::integer as rows, count(distinct m.day)::integer as days
     from core_warehouse.metrics_daily m where ${UNCOVERED}`,
    uncoveredParams(input),
  );
  return rows[0] ?? { rows: 0, days: 0 };
}

/**
 * Removes metrics that a complete reading of their level and days did not bring any more, keeps them
 * as versions, and refreshes the rollups of their days. Returns what went.
 */
export async function removeUncovered(trx: Trx, input: UncoveredInput): Promise<UncoveredRows> {
  await lockConnector(trx, input, input.observedAt);
  const { rows } = await runStatement<{ rows: number; days: string[] | null }>(
    trx,
    `with gone as (
       delete from core_warehouse.metrics_daily m
       where ${UNCOVERED}
       returning m.*
     ),
     kept as (
       ${keepGone('coalesce($9::timestamptz, now())')}
     )
     select count(*)::integer as rows, array_agg(distinct day) as days from gone`,
    [...uncoveredParams(input), input.observedAt ?? null],
  );
  const { rows: removed, days } = rows[0] ?? { rows: 0, days: null };
  await refreshMarketing(trx, input, days ?? []);
  if (removed > 0) await bumpDataVersion(trx, input);
  return { rows: removed, days: days?.length ?? 0 };
}
