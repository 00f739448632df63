import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { whoActs } from '../proposals/who-acts.ts';
import { stopScope } from './stop-scope.ts';

/**
 * Lets writes happen again. A shop's own stop and its agency's are two: releasing one leaves the other.
 * @param input `shopId` null or absent: the stop of every shop
 * @throws AppError `not_found`, `forbidden`, `unauthenticated`
 */
export async function releaseStop(
  ctx: EngineContext,
  input: { shopId?: string | null | undefined },
): Promise<{ released: boolean }> {
  refuseMcp(ctx.actor);
  const shopId = input.shopId ?? null;
  const who = whoActs(ctx.actor);
  return await withSystem(ctx.db, async (trx) => {
    const agencies = await stopScope(trx, ctx, { shopId, act: 'release' });
    if (agencies.length === 0) return { released: false };
    const rows = await trx
      .updateTable('app_dashboard.write_stops')
      .set({
        released_by: who.by,
        released_by_name: who.byName,
        released_via: who.via,
        released_at: ctx.now(),
      })
      .where('agency_id', 'in', agencies)
      .where('shop_id', shopId === null ? 'is' : '=', shopId)
      .where('released_at', 'is', null)
      .returning(['id', 'agency_id', 'reason'])
      .execute();
    for (const row of rows) {
      await recordAudit(trx, ctx, {
        action: 'kill_switch.release',
        shopId,
        targetType: shopId === null ? 'agency' : 'shop',
        targetId: shopId ?? row.agency_id,
        before: { stop: row.id, reason: row.reason },
      });
    }
    return { released: rows.length > 0 };
  });
}
