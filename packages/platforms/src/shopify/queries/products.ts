import { type Field, literal, selectionOf } from './fields.ts';

const PRODUCT =
  'legacyResourceId handle title vendor productType category { id fullName } status tags totalInventory tracksInventory isGiftCard onlineStoreUrl createdAt updatedAt publishedAt featuredMedia { id alt preview { image { url } } }';

const VARIANT_FIELDS: readonly Field[] = [
  {
    text: 'legacyResourceId title sku barcode position price compareAtPrice taxable availableForSale inventoryPolicy inventoryQuantity selectedOptions { name value } createdAt updatedAt',
  },
  {
    text: 'inventoryItem { id tracked requiresShipping unitCost { amount currencyCode } }',
    scopes: ['read_inventory'],
  },
];

/** The bulk query of all products a filter finds, with their variants; null means all. */
export function productsBulkQuery(filter: string | null, granted: readonly string[]): string {
  const args = filter === null ? '' : `(query: ${literal(filter)})`;
  const variant = `__typename id ${selectionOf(VARIANT_FIELDS, granted)}`;
  return `{ products${args} { edges { node { __typename id ${PRODUCT} variants { edges { node { ${variant} } } } } } } }`;
}
