/** How the objects of a bulk query nest. */
export interface Shape {
  /** Type of the root objects in their global ids. */
  root: string;
  /** Kinds of direct children that have no children of their own; `null`: none of them has. */
  leaves: ReadonlySet<string> | null;
}

export const ORDER_SHAPE: Shape = { root: 'Order', leaves: new Set(['LineItem', 'ShippingLine']) };
export const PRODUCT_SHAPE: Shape = { root: 'Product', leaves: null };
export const INVENTORY_SHAPE: Shape = { root: 'InventoryItem', leaves: null };

const LISTS: Readonly<Record<string, string>> = {
  LineItem: 'lineItems',
  ShippingLine: 'shippingLines',
  ProductVariant: 'variants',
  InventoryLevel: 'inventoryLevels',
  FulfillmentOrderLineItem: 'lineItems',
};

/** The array a child of this kind is put into; `ProductSale` and `GiftCardSale` are both `sales`. */
export function listOf(kind: string): string {
  const known = LISTS[kind];
  if (known !== undefined) return known;
  if (kind.endsWith('Agreement')) return 'agreements';
  if (kind.endsWith('Sale')) return 'sales';
  if (kind.endsWith('Application')) return 'discountApplications';
  return kind === '' ? 'children' : `${kind[0]?.toLowerCase()}${kind.slice(1)}s`;
}
