import type { CanonicalBatch, ProductRow, ProductVariantRow, RawRecord } from '@commerce/core';
import { z } from 'zod';
import { amountText, moneyAmount } from './amounts.ts';
import { drift } from './errors.ts';
import { parseWire } from './parse-wire.ts';

const money = z.object({ amount: z.string(), currencyCode: z.string() });
const legacyId = z.union([z.string(), z.number()]).nullish();

const variantSchema = z.object({
  id: z.string(),
  legacyResourceId: legacyId,
  title: z.string().nullish(),
  sku: z.string().nullish(),
  barcode: z.string().nullish(),
  position: z.int().nullish(),
  price: z.string().nullish(),
  compareAtPrice: z.string().nullish(),
  taxable: z.boolean().nullish(),
  availableForSale: z.boolean().nullish(),
  inventoryPolicy: z.string().nullish(),
  inventoryQuantity: z.int().nullish(),
  selectedOptions: z.json().nullish(),
  updatedAt: z.string().nullish(),
  inventoryItem: z.object({ id: z.string(), unitCost: money.nullish() }).nullish(),
});

const productSchema = z.object({
  id: z.string(),
  legacyResourceId: legacyId,
  handle: z.string().nullish(),
  title: z.string(),
  vendor: z.string().nullish(),
  productType: z.string().nullish(),
  category: z.object({ fullName: z.string().nullish() }).nullish(),
  status: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  totalInventory: z.int().nullish(),
  isGiftCard: z.boolean().nullish(),
  onlineStoreUrl: z.string().nullish(),
  createdAt: z.string().nullish(),
  updatedAt: z.string().nullish(),
  publishedAt: z.string().nullish(),
  featuredMedia: z
    .object({ preview: z.object({ image: z.object({ url: z.string() }).nullish() }).nullish() })
    .nullish(),
  variants: z.array(variantSchema).default([]),
});

type WireProduct = z.infer<typeof productSchema>;
type WireVariant = z.infer<typeof variantSchema>;

const text = (value: string | number | null | undefined): string | null =>
  value == null ? null : String(value);

function toProductRow(product: WireProduct): ProductRow {
  return {
    external_id: product.id,
    legacy_id: text(product.legacyResourceId),
    handle: product.handle ?? null,
    title: product.title,
    vendor: product.vendor ?? null,
    product_type: product.productType || null,
    category: product.category?.fullName ?? null,
    status: product.status ?? null,
    tags: product.tags ?? null,
    is_gift_card: product.isGiftCard ?? null,
    total_inventory: product.totalInventory ?? null,
    image_url: product.featuredMedia?.preview?.image?.url ?? null,
    online_store_url: product.onlineStoreUrl ?? null,
    created_at: product.createdAt ?? null,
    published_at: product.publishedAt ?? null,
    source_updated_at: product.updatedAt ?? null,
    deleted_at: null,
  };
}

function toVariantRow(
  productId: string,
  variant: WireVariant,
  currency: string,
): ProductVariantRow {
  const unitCost = variant.inventoryItem?.unitCost;
  const price = (amount: string | null | undefined): string | null =>
    amount == null ? null : amountText(amount);
  return {
    external_id: variant.id,
    product_id: productId,
    legacy_id: text(variant.legacyResourceId),
    inventory_item_id: variant.inventoryItem?.id ?? null,
    title: variant.title ?? null,
    sku: variant.sku ?? null,
    barcode: variant.barcode ?? null,
    position: variant.position ?? null,
    currency,
    price: price(variant.price),
    compare_at_price: price(variant.compareAtPrice),
    unit_cost: moneyAmount(unitCost),
    unit_cost_currency: unitCost?.currencyCode ?? null,
    taxable: variant.taxable ?? null,
    available_for_sale: variant.availableForSale ?? null,
    inventory_policy: variant.inventoryPolicy ?? null,
    inventory_quantity: variant.inventoryQuantity ?? null,
    options: variant.selectedOptions ?? null,
    source_updated_at: variant.updatedAt ?? null,
  };
}

/**
 * Whole products as JSON text → raw records and canonical rows.
 * @param currency the shop's, in which all prices are
 * @throws PlatformError `schema_drift` with the first product that cannot be read
 */
export function mapProducts(
  texts: readonly string[],
  currency: string,
): { records: RawRecord[]; rows: CanonicalBatch } {
  const records: RawRecord[] = [];
  const products: ProductRow[] = [];
  const variants: ProductVariantRow[] = [];
  for (const payload of texts) {
    try {
      const product = productSchema.parse(parseWire(payload));
      products.push(toProductRow(product));
      for (const variant of product.variants) {
        variants.push(toVariantRow(product.id, variant, currency));
      }
      records.push({ external_id: product.id, payload });
    } catch (cause) {
      throw drift('A product cannot be read', payload, { cause });
    }
  }
  return { records, rows: { products, variants } };
}
