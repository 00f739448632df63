import { AppError } from '@commerce/core';
import type { Db } from '@commerce/db';
import { refuseReadOnly } from '../accounts/read-only.ts';
import type { Actor } from '../context.ts';

export interface ShopFacts {
  id: string;
  agencyId: string;
  name: string;
  /** ISO 4217; the reporting currency. */
  currency: string;
  timezone: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be one of our row ids at all; asking the database for another one is an error there. */
export const isRowId = (text: string): boolean => UUID.test(text);

/**
 * The shop, if the actor may `read` it, `propose` actions in it or `manage` it. The system may everything; an agency owner all shops of
 * the agency; others the shops shared with them, and propose and manage only where they are its manager. An
 * API key does what its scopes say, within that.
 * @throws AppError `not_found` also when the shop exists but is none of the actor's; `forbidden` for a viewer
 * and for a key without the scope
 */
export async function requireShop(
  db: Db,
  actor: Actor,
  shopId: string,
  need: 'read' | 'propose' | 'manage',
): Promise<ShopFacts> {
  const shop = isRowId(shopId)
    ? await db
        .selectFrom('app_dashboard.shops as s')
        .leftJoin('app_dashboard.user_shops as us', (join) =>
          join
            .onRef('us.shop_id', '=', 's.id')
            .on('us.user_id', '=', actor.user?.id ?? '00000000-0000-0000-0000-000000000000'),
        )
        .select(['s.id', 's.agency_id', 's.name', 's.currency', 's.timezone', 'us.role'])
        .where('s.id', '=', shopId)
        .where('s.archived_at', 'is', null)
        .executeTakeFirst()
    : undefined;
  const { user } = actor;
  const owns = user === null || user.role === 'AGENCY_OWNER';
  const visible = shop && (!user || user.agencyId === shop.agency_id) && (owns || shop.role);
  if (!shop || !visible) {
    throw new AppError('not_found', 'There is no such shop among yours');
  }
  if (need !== 'read') {
    refuseReadOnly(actor, need === 'propose' ? 'propose' : 'write');
    if (!owns && shop.role !== 'manager') {
      throw new AppError(
        'forbidden',
        `You may look at ${shop.name} but not change it; ask its agency for the manager role`,
      );
    }
  }
  return {
    id: shop.id,
    agencyId: shop.agency_id,
    name: shop.name,
    currency: shop.currency,
    timezone: shop.timezone,
  };
}
