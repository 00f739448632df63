import type { LiveState } from '@commerce/core';
import type { CoreWarehouseEntities, Trx } from '@commerce/db';
import { sql, type Updateable } from 'kysely';
import type { EngineContext } from '../context.ts';
import type { HeldExecution } from './execution-record.ts';

/**
 * Puts what was read back into the warehouse, so that reports and rules see it before the next sync, and lets
 * the object's history name this execution as the one that changed it, also where a sync saw it first. Whatever
 * else of the object is new was changed by somebody else.
 */
export async function storeLive(
  trx: Trx,
  ctx: EngineContext,
  { execution, change }: HeldExecution,
  live: LiveState,
): Promise<void> {
  const observedAt = ctx.now().toISOString();
  const store = async (by: string, set: Updateable<CoreWarehouseEntities>) => {
    await sql`
      select set_config('commerce.execution_id', ${by}, true), set_config('commerce.observed_at', ${observedAt}, true)
    `.execute(trx);
    await trx
      .updateTable('core_warehouse.entities')
      .set(set)
      .where('shop_id', '=', execution.shop_id)
      .where('connector_id', '=', execution.connector_id)
      .where('level', '=', execution.level as 'ad')
      .where('external_id', '=', execution.entity_id)
      .where(
        sql<boolean>`(source_updated_at is null or ${live.updated_at}::timestamptz is null
          or source_updated_at <= ${live.updated_at}::timestamptz)`,
      )
      .execute();
  };
  const { name, status, effective_status, daily_budget, lifetime_budget } = live;
  // What it comes to in effect follows from the status that was set.
  await store(execution.id, {
    [change.field]: live[change.field],
    ...(change.field === 'status' && { effective_status }),
  });
  await store('', {
    ...{ name, status, effective_status, daily_budget, lifetime_budget },
    source_updated_at: live.updated_at,
  });
  const same =
    change.field === 'status'
      ? sql<boolean>`after = ${change.after}`
      : sql<boolean>`after::numeric = ${change.after}::numeric`;
  await trx
    .updateTable('core_warehouse.entity_changes')
    .set({ execution_id: execution.id })
    .where('shop_id', '=', execution.shop_id)
    .where('connector_id', '=', execution.connector_id)
    .where('level', '=', execution.level)
    .where('entity_id', '=', execution.entity_id)
    .where('field', '=', change.field)
    .where('execution_id', 'is', null)
    .where('observed_at', '>=', execution.started_at)
    .where(same)
    .execute();
}
