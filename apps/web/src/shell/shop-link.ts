import type { Shop } from '../api/types.ts';

/** What the shell knows of a shop: enough for the selector, the palette and the freshness dot. */
export interface ShopLink {
  id: string;
  name: string;
  currency: string;
  platforms: string[];
  freshness: Shop['freshness']['state'];
  syncing: boolean;
  canSync: boolean;
}

export function shopLink(shop: Shop): ShopLink {
  return {
    id: shop.id,
    name: shop.name,
    currency: shop.currency,
    platforms: [...new Set(shop.connectors.map((connector) => connector.platform))],
    freshness: shop.freshness.state,
    syncing: shop.freshness.syncing,
    canSync: shop.role !== 'viewer',
  };
}

/** The shop to open when none is named: the person's default, else the first. */
export function defaultShop<T extends { is_default: boolean }>(shops: readonly T[]): T | undefined {
  return shops.find((shop) => shop.is_default) ?? shops[0];
}
