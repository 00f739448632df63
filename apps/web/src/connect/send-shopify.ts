import type { CallOptions, Client } from '@commerce/api/client';
import type { SyncNote } from '../api/types.ts';

/** A shop that exists already and is to be connected. */
export interface ShopifyTarget {
  id: string;
  name: string;
  /** Its Shopify address; null while it was never connected to any. */
  domain: string | null;
}

export interface ConnectedShop {
  id: string;
  name: string;
  /** Whether its history has yet to be read. */
  isFirst: boolean;
  warnings: SyncNote[];
}

type Credentials = Parameters<Client['shops']['connectShopify']>[1];

/** Connects a new shop, or `shop` again. */
export async function sendShopify(
  client: Client,
  shop: ShopifyTarget | undefined,
  shopify: Credentials,
  how: CallOptions,
): Promise<ConnectedShop> {
  if (shop) {
    const { coded_warnings: warnings } = await client.shops.connectShopify(shop.id, shopify, how);
    return { id: shop.id, name: shop.name, isFirst: shop.domain === null, warnings };
  }
  const made = await client.shops.create({ shopify }, how);
  const warnings = await warningsOf(client, made.id);
  return { id: made.id, name: made.name, isFirst: true, warnings };
}

/** What the new shop's account works without. The shop is made, whether or not this can be asked. */
async function warningsOf(client: Client, shopId: string): Promise<SyncNote[]> {
  const status = await client.shops.syncStatus(shopId).catch(() => null);
  return status?.connectors.flatMap(({ status_notes: notes }) => notes) ?? [];
}
