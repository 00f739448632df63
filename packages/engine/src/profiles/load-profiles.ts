import { BUILT_IN_PROFILES, type KpiProfile, profileCatalog } from '@commerce/core';
import type { Db } from '@commerce/db';

/** A profile as a shop has it. */
export interface ShopProfile extends KpiProfile {
  /** Comes with the product. */
  builtIn: boolean;
  /** Stored by the shop: a profile of its own, or its own targets of a built-in one. */
  own: boolean;
}

/** By key, the built-in ones first. */
export type Profiles = ReadonlyMap<string, ShopProfile>;

export async function loadProfiles(db: Db, shopId: string): Promise<Profiles> {
  const rows = await db
    .selectFrom('app_dashboard.kpi_profiles')
    .select(['key', 'name', 'objective', 'targets'])
    .where('shop_id', '=', shopId)
    .orderBy('name')
    .orderBy('key')
    .execute();
  const stored = rows as unknown as Pick<KpiProfile, 'key' | 'name' | 'objective' | 'targets'>[];
  const own = new Set(stored.map(({ key }) => key));
  const builtIn = new Set(BUILT_IN_PROFILES.map(({ key }) => key));
  return new Map(
    [...profileCatalog(stored)].map(([key, profile]) => [
      key,
      { ...profile, builtIn: builtIn.has(key), own: own.has(key) },
    ]),
  );
}
