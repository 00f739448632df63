import type { Shop } from '../api/types.ts';

/** What the inbox needs to know of a shop: its clock, and whether who looks may decide for it. */
export interface InboxShop {
  id: string;
  name: string;
  timezone: string;
  canManage: boolean;
}

export const inboxShop = (shop: Shop): InboxShop => ({
  id: shop.id,
  name: shop.name,
  timezone: shop.timezone,
  canManage: shop.role !== 'viewer',
});

/** The shop of a proposal; of one that is not listed only the name is known. */
export const shopOf = (
  shops: readonly InboxShop[],
  proposal: { shop_id: string; shop_name: string },
): InboxShop =>
  shops.find(({ id }) => id === proposal.shop_id) ?? {
    id: proposal.shop_id,
    name: proposal.shop_name,
    timezone: 'UTC',
    canManage: false,
  };
