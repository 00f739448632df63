import type { Day, EntityLevel, MetricsDailyRow } from '@commerce/core';
import type { Trx } from '../database.ts';
import { keepGone } from './metric-versions.ts';
import { runStatement, type Tenant } from './run-statement.ts';

interface LevelDay {
  level: EntityLevel;
  day: Day;
}

const levelDayKey = ({ level, day }: LevelDay) => `${level}|${day}`;

/** The levels and days of these rows, each once, as two arrays side by side. */
function levelDays(rows: readonly LevelDay[]): [levels: string[], days: string[]] {
  const distinct = [...new Map(rows.map((row) => [levelDayKey(row), row])).values()];
  return [distinct.map((row) => row.level), distinct.map((row) => row.day)];
}

/**
 * A file may know an ad object by its name only, so its rows cannot be told apart from the platform's
 * own by their ids: where the platform answered for a level and day, that is all there is. A whole day that
 * it was asked for is answered at every level, also where it had nothing to tell.
 */
export async function withoutAnswered(
  trx: Trx,
  tenant: Tenant,
  rows: readonly MetricsDailyRow[],
): Promise<MetricsDailyRow[]> {
  const { rows: answered } = await runStatement<LevelDay>(
    trx,
    `select i.level, i.day
     from unnest($3::text[], $4::date[]) as i(level, day)
     where exists (
       select from core_warehouse.metrics_daily s
       where s.shop_id = $1 and s.connector_id = $2 and s.level = i.level and s.day = i.day
         and s.source = 'api'
     ) or exists (
       select from app_dashboard.connectors c
       join app_dashboard.shops h on h.id = c.shop_id
       where c.shop_id = $1 and c.id = $2 and c.mode = 'api' and c.collected_from <= i.day
         and i.day < (c.last_synced_at at time zone coalesce(c.timezone, h.timezone))::date
     )`,
    [tenant.shopId, tenant.connectorId, ...levelDays(rows)],
  );
  const held = new Set(answered.map(levelDayKey));
  return rows.filter((row) => !held.has(levelDayKey(row)));
}

/** Takes away what files said of these levels and days beside these rows; returns the days it touched. */
export async function removeFileRows(
  trx: Trx,
  tenant: Tenant,
  receivedAt: Date,
  rows: readonly MetricsDailyRow[],
): Promise<{ rows: number; days: string[] }> {
  const { rows: found } = await runStatement<LevelDay & { entity_id: string }>(
    trx,
    `select s.level, s.day, s.entity_id
     from unnest($3::text[], $4::date[]) as i(level, day)
     cross join lateral (
       select m.level, m.day, m.entity_id from core_warehouse.metrics_daily m
       where m.shop_id = $1 and m.connector_id = $2 and m.level = i.level and m.day = i.day
         and m.source = 'file'
       offset 0
     ) s`,
    [tenant.shopId, tenant.connectorId, ...levelDays(rows)],
  );
  const arriving = new Set(rows.map((row) => `${levelDayKey(row)}|${row.entity_id}`));
  const gone = found.filter((row) => !arriving.has(`${levelDayKey(row)}|${row.entity_id}`));
  if (gone.length > 0) await deleteMetrics(trx, tenant, receivedAt, gone);
  return { rows: gone.length, days: gone.map((row) => row.day) };
}

async function deleteMetrics(
  trx: Trx,
  tenant: Tenant,
  receivedAt: Date,
  keys: readonly (LevelDay & { entity_id: string })[],
): Promise<void> {
  await runStatement(
    trx,
    `with gone as (
       delete from core_warehouse.metrics_daily m
       using unnest($3::text[], $4::text[], $5::date[]) as i(level, entity_id, day)
       where m.shop_id = $1 and m.connector_id = $2 and m.level = i.level
         and m.entity_id = i.entity_id and m.day = i.day
       returning m.*
     )
     ${keepGone('$6')}`,
    [
      tenant.shopId,
      tenant.connectorId,
      keys.map((row) => row.level),
      keys.map((row) => row.entity_id),
      keys.map((row) => row.day),
      receivedAt,
    ],
  );
}
