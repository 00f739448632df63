import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { whoActs } from '../proposals/who-acts.ts';
import { holdStops } from './hold-stops.ts';
import { stopScope } from './stop-scope.ts';

export interface EngageStopInput {
  /** null or absent: every shop of the agency. */
  shopId?: string | null | undefined;
  reason?: string | undefined;
}

/**
 * The kill switch: from the commit on nothing is sent any more, whatever was approved before. What is on its
 * way already is read back as ever. Engaging what is engaged changes nothing.
 * @throws AppError `not_found`, `forbidden`, `unauthenticated`
 */
export async function engageStop(
  ctx: EngineContext,
  input: EngageStopInput,
): Promise<{ engaged: boolean }> {
  const shopId = input.shopId ?? null;
  const who = whoActs(ctx.actor);
  return await withSystem(ctx.db, async (trx) => {
    const agencies = await stopScope(trx, ctx, { shopId, act: 'engage' });
    if (agencies.length === 0) return { engaged: false };
    await holdStops(trx, agencies, 'stopping');
    const rows = await trx
      .insertInto('app_dashboard.write_stops')
      .values(
        agencies.map((agency) => ({
          agency_id: agency,
          shop_id: shopId,
          reason: input.reason ?? null,
          engaged_by: who.by,
          engaged_by_name: who.byName,
          engaged_via: who.via,
          engaged_at: ctx.now(),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning(['id', 'agency_id'])
      .execute();
    for (const row of rows) {
      await recordAudit(trx, ctx, {
        action: 'kill_switch.engage',
        shopId,
        targetType: shopId === null ? 'agency' : 'shop',
        targetId: shopId ?? row.agency_id,
        after: { stop: row.id, reason: input.reason ?? null },
      });
    }
    return { engaged: rows.length > 0 };
  });
}
