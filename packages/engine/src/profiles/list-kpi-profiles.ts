import type { KpiProfile } from '@commerce/core';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { loadProfiles } from './load-profiles.ts';

export interface KpiProfileView extends KpiProfile {
  /** Comes with the product; a shop may give it its own targets. */
  built_in: boolean;
}

/**
 * The KPI profiles of a shop: the built-in ones, with the shop's targets where it has set them, then its own.
 * @throws AppError `not_found`
 */
export async function listKpiProfiles(
  ctx: EngineContext,
  input: { shopId: string },
): Promise<KpiProfileView[]> {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  const profiles = await readAsActor(ctx, (trx) => loadProfiles(trx, input.shopId));
  return [...profiles.values()].map(({ builtIn, own: _own, ...profile }) => ({
    ...profile,
    built_in: builtIn,
  }));
}
