import { AppError } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import { refuseReadOnly } from '../accounts/read-only.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { lockPerson } from './lock-person.ts';

/**
 * Opens this shop first from now on. A choice of the person, so whoever may look at the shop may make it.
 * @throws AppError `not_found`, `forbidden` for a key that only reads
 */
export async function setDefaultShop(ctx: EngineContext, input: { shopId: string }): Promise<void> {
  refuseReadOnly(ctx.actor);
  const { user } = ctx.actor;
  if (!user) throw new AppError('unauthenticated', 'Only a person has a default shop');
  await withSystem(ctx.db, async (trx) => {
    const shop = await requireShop(trx, ctx.actor, input.shopId, 'read');
    await lockPerson(trx, user.id);
    await trx
      .updateTable('app_dashboard.user_shops')
      .set({ is_default: false })
      .where('user_id', '=', user.id)
      .where('is_default', '=', true)
      .execute();
    await trx
      .insertInto('app_dashboard.user_shops')
      .values({
        shop_id: shop.id,
        user_id: user.id,
        // Only an owner comes here without a row, and an owner manages every shop.
        role: 'manager',
        is_default: true,
        created_at: ctx.now(),
      })
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'user_id']).doUpdateSet({ is_default: true }),
      )
      .execute();
    await recordAudit(trx, ctx, {
      action: 'shop.set_default',
      shopId: shop.id,
      targetType: 'user',
      targetId: user.id,
    });
  });
}
