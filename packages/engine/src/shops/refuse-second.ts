import { AppError } from '@commerce/core';
import { holdLock, type Trx } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import type { ProvenAccount } from '../connectors/prove-account.ts';
import type { Actor } from '../context.ts';

/**
 * The same Shopify shop in two shops would count every order twice for whoever looks at both. Holds a lock on
 * the account within the agency, so that two at once are told apart.
 * @param actor who is told of it
 * @param own the shop it is connected to now; null for one that is being made
 * @throws AppError `conflict`
 */
export async function refuseSecond(
  trx: Trx,
  actor: Actor,
  agencyId: string,
  { platform, account }: ProvenAccount,
  own: string | null,
): Promise<void> {
  const id = account.external_account_id;
  await holdLock(trx, `${agencyId}:${platform.id}:${id}`);
  const other = await trx
    .selectFrom('app_dashboard.connectors as c')
    .innerJoin('app_dashboard.shops as s', 's.id', 'c.shop_id')
    .select('s.id')
    .where('s.agency_id', '=', agencyId)
    .where('s.archived_at', 'is', null)
    .where('c.platform', '=', platform.id)
    .where('c.external_account_id', '=', id)
    .$if(own !== null, (query) => query.where('c.shop_id', '<>', own ?? ''))
    .executeTakeFirst();
  if (!other) return;
  const shop = await visibleName(trx, actor, other.id);
  throw new AppError(
    'conflict',
    `${account.name} is connected already, to ${shop === null ? 'another shop of the agency' : `the shop ${shop}`}; nothing was stored`,
    {
      details:
        shop === null
          ? { reason: 'connected_unseen' }
          : { reason: 'connected_elsewhere', values: { shop } },
    },
  );
}

/** Shops one may not see are not told by name. */
async function visibleName(trx: Trx, actor: Actor, shopId: string): Promise<string | null> {
  try {
    return (await requireShop(trx, actor, shopId, 'read')).name;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
