import { AppError } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import { refuseReadOnly } from '../accounts/read-only.ts';
import type { EngineContext } from '../context.ts';

/**
 * The agencies a stop of this scope belongs to: the shop's, the actor's own, or, for the system itself, all.
 * Stopping is easier than letting go: anybody who works for the agency may stop everything, only its owner
 * lets it go on.
 * @throws AppError `not_found`, `forbidden`, `unauthenticated`
 */
export async function stopScope(
  trx: Trx,
  ctx: EngineContext,
  input: { shopId: string | null; act: 'engage' | 'release' },
): Promise<string[]> {
  const { actor } = ctx;
  if (input.shopId !== null) {
    const shop = await requireShop(trx, actor, input.shopId, 'manage');
    return [shop.agencyId];
  }
  refuseReadOnly(actor);
  if (actor.user) {
    const { role, agencyId } = actor.user;
    const may = role === 'AGENCY_OWNER' || (role === 'AGENCY_STAFF' && input.act === 'engage');
    if (!may) {
      throw new AppError(
        'forbidden',
        input.act === 'engage'
          ? 'You may stop the shops you manage; name the shop'
          : 'Only the owner of the agency lets all writes go on',
      );
    }
    return [agencyId];
  }
  if (actor.type !== 'system' && actor.type !== 'cli') {
    throw new AppError('unauthenticated', 'Sign in first; nothing was changed');
  }
  const agencies = await trx.selectFrom('app_dashboard.agencies').select('id').execute();
  return agencies.map(({ id }) => id);
}
