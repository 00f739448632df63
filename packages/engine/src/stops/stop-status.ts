import type { ExecutionMode } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';

export interface WriteStop {
  id: string;
  /** null: every shop of the agency. */
  shop_id: string | null;
  shop_name: string | null;
  reason: string | null;
  engaged_by: string;
  engaged_by_name: string | null;
  engaged_via: string;
  /** ISO 8601. */
  engaged_at: string;
}

export interface StopStatus {
  /** Whether every shop of the agency is stopped. */
  stopped: boolean;
  /** All that hold now and concern shops who asks may see, the agency's own first. */
  stops: WriteStop[];
  mode: ExecutionMode;
}

/** Whether writes are stopped, by whom and since when. @throws AppError `unauthenticated` */
export async function stopStatus(ctx: EngineContext): Promise<StopStatus> {
  const rows = await readAsActor(ctx, (trx) =>
    trx
      .selectFrom('app_dashboard.write_stops as w')
      .leftJoin('app_dashboard.shops as s', 's.id', 'w.shop_id')
      .selectAll('w')
      .select('s.name as shop_name')
      .where('w.released_at', 'is', null)
      .orderBy('w.shop_id', (order) => order.asc().nullsFirst())
      .orderBy('w.engaged_at', 'desc')
      .execute(),
  );
  return {
    stopped: rows.some(({ shop_id }) => shop_id === null),
    stops: rows.map((row) => ({
      id: row.id,
      shop_id: row.shop_id,
      shop_name: row.shop_name,
      reason: row.reason,
      engaged_by: row.engaged_by,
      engaged_by_name: row.engaged_by_name,
      engaged_via: row.engaged_via,
      engaged_at: row.engaged_at.toISOString(),
    })),
    mode: ctx.settings.executionMode ?? 'manual',
  };
}
