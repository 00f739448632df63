import type { InventoryLevelRow, ProductRow, ProductVariantRow } from '@commerce/core';
import type { TableShape } from './table-shape.ts';

export const productShape: TableShape<ProductRow> = {
  table: 'core_warehouse.products',
  key: ['external_id'],
  columns: {
    external_id: 'text',
    legacy_id: 'text',
    handle: 'text',
    title: 'text',
    vendor: 'text',
    product_type: 'text',
    category: 'text',
    status: 'text',
    tags: 'jsonb',
    is_gift_card: 'boolean',
    total_inventory: 'integer',
    image_url: 'text',
    online_store_url: 'text',
    created_at: 'timestamptz',
    published_at: 'timestamptz',
    source_updated_at: 'timestamptz',
    deleted_at: 'timestamptz',
  },
};

export const variantShape: TableShape<ProductVariantRow> = {
  table: 'core_warehouse.product_variants',
  key: ['external_id'],
  columns: {
    external_id: 'text',
    product_id: 'text',
    legacy_id: 'text',
    inventory_item_id: 'text',
    title: 'text',
    sku: 'text',
    barcode: 'text',
    position: 'integer',
    currency: 'text',
    price: 'numeric',
    compare_at_price: 'numeric',
    unit_cost: 'numeric',
    unit_cost_currency: 'text',
    taxable: 'boolean',
    available_for_sale: 'boolean',
    inventory_policy: 'text',
    inventory_quantity: 'integer',
    options: 'jsonb',
    source_updated_at: 'timestamptz',
  },
};

export const inventoryLevelShape: TableShape<InventoryLevelRow> = {
  table: 'core_warehouse.inventory_levels',
  key: ['inventory_item_id', 'location_id'],
  columns: {
    inventory_item_id: 'text',
    location_id: 'text',
    location_name: 'text',
    sku: 'text',
    available: 'integer',
    on_hand: 'integer',
    committed: 'integer',
    incoming: 'integer',
    reserved: 'integer',
    damaged: 'integer',
    safety_stock: 'integer',
    quality_control: 'integer',
    source_updated_at: 'timestamptz',
  },
};
