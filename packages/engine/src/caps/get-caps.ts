import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { type CapsView, loadCaps } from './load-caps.ts';

/** The limits of a shop's live writes. @throws AppError `not_found`, `invalid_input` for a broken caps file */
export async function getCaps(ctx: EngineContext, input: { shopId: string }): Promise<CapsView> {
  const shop = await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  return await readAsActor(ctx, (trx) => loadCaps(ctx, trx, shop.id));
}
