import { literal } from './fields.ts';

/** Stock states of a level, named as Shopify's quantities and as columns of the warehouse. */
export const STOCK_STATES = [
  'available',
  'on_hand',
  'committed',
  'incoming',
  'reserved',
  'damaged',
  'safety_stock',
  'quality_control',
] as const;

/** The bulk query of all inventory items a filter finds, with a level per location; null means all. */
export function inventoryBulkQuery(filter: string | null, withLocationNames: boolean): string {
  const args = filter === null ? '' : `(query: ${literal(filter)})`;
  const location = withLocationNames ? 'location { id name }' : 'location { id }';
  const names = STOCK_STATES.map((name) => JSON.stringify(name)).join(', ');
  return `{ inventoryItems${args} { edges { node { __typename id sku tracked updatedAt inventoryLevels { edges { node { __typename id updatedAt ${location} quantities(names: [${names}]) { name quantity } } } } } } } }`;
}
