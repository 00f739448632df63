import type { Trx } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { lockPerson } from './lock-person.ts';

export interface NewShop {
  agencyId: string;
  name: string;
  currency: string;
  timezone: string;
  isDemo: boolean;
  isDefault: boolean;
}

/** Stores a shop and shares it, as its manager, with the person who made it. */
export async function insertShop(trx: Trx, ctx: EngineContext, shop: NewShop): Promise<string> {
  const now = ctx.now();
  const id = ctx.newId();
  await trx
    .insertInto('app_dashboard.shops')
    .values({
      id,
      agency_id: shop.agencyId,
      name: shop.name,
      currency: shop.currency,
      timezone: shop.timezone,
      is_demo: shop.isDemo,
      created_at: now,
      updated_at: now,
    })
    .execute();
  if (ctx.actor.user) await share(trx, ctx.actor.user.id, id, shop.isDefault, now);
  await recordAudit(trx, ctx, {
    action: 'shop.create',
    shopId: id,
    targetType: 'shop',
    targetId: id,
    after: { name: shop.name, currency: shop.currency, timezone: shop.timezone },
  });
  return id;
}

/** The first shop of a person is their default whether they ask for it or not. */
async function share(trx: Trx, userId: string, shopId: string, wanted: boolean, now: Date) {
  await lockPerson(trx, userId);
  const current = await trx
    .selectFrom('app_dashboard.user_shops')
    .select('shop_id')
    .where('user_id', '=', userId)
    .where('is_default', '=', true)
    .executeTakeFirst();
  if (current && wanted) {
    await trx
      .updateTable('app_dashboard.user_shops')
      .set({ is_default: false })
      .where('user_id', '=', userId)
      .where('is_default', '=', true)
      .execute();
  }
  await trx
    .insertInto('app_dashboard.user_shops')
    .values({
      shop_id: shopId,
      user_id: userId,
      role: 'manager',
      is_default: wanted || !current,
      created_at: now,
    })
    .execute();
}
