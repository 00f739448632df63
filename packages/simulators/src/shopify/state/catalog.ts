import { instantAt } from '../../world/calendar.ts';
import type { ShopProfile } from '../../world/profiles.ts';
import { random } from '../../world/random.ts';
import { toMinor } from '../amounts/format.ts';
import { gid } from './ids.ts';

export interface Product {
  __typename: 'Product';
  id: string;
  title: string;
  handle: string;
  productType: string;
  vendor: string;
  isGiftCard: boolean;
  createdAt: number;
  updatedAt: number;
  variants: Variant[];
}

export interface Variant {
  __typename: 'ProductVariant';
  id: string;
  product: Product;
  title: string;
  sku: string;
  barcode: string | null;
  position: number;
  /** Shop currency, minor units. */
  price: number;
  compareAtPrice: number | null;
  grams: number;
  updatedAt: number;
  item: InventoryItem;
}

export interface InventoryItem {
  __typename: 'InventoryItem';
  id: string;
  variant: Variant;
  tracked: boolean;
  /** Shop currency, minor units; null where the merchant never entered one. */
  unitCost: number | null;
  updatedAt: number;
  available: number;
  committed: number;
}

const GIFT_CARD = /gift ?card/i;

/** The products of a profile with stable ids; later variants of a product cost a little more. */
export function buildCatalog(profile: ShopProfile, seed: string, prefix: string): Product[] {
  return profile.products.map((entry, index) => {
    const source = random(seed, profile.key, 'product', index);
    const createdAt = instantAt('2024-01-15', 36_000 + index * 60, profile.timezone);
    const product: Product = {
      __typename: 'Product',
      id: gid('Product', `${prefix}80${String(index + 1).padStart(6, '0')}`),
      title: entry.title,
      handle: handleOf(entry.title, index),
      productType: entry.productType,
      vendor: profile.name,
      isGiftCard: GIFT_CARD.test(entry.productType),
      createdAt,
      updatedAt: createdAt,
      variants: [],
    };
    entry.variants.forEach((title, position) => {
      const price = scaled(toMinor(entry.price, profile.currency), position);
      const unitCost = entry.unitCost === null ? null : toMinor(entry.unitCost, profile.currency);
      const key = `${String(index + 1).padStart(3, '0')}${String(position + 1).padStart(3, '0')}`;
      const variant = {
        __typename: 'ProductVariant',
        id: gid('ProductVariant', `${prefix}81${key}`),
        product,
        title,
        sku: `${profile.key.slice(0, 2).toUpperCase()}-${key.slice(1, 3)}-${key.slice(4)}`,
        barcode: source.chance(0.6) ? `880${prefix}${key}` : null,
        position: position + 1,
        price,
        compareAtPrice: source.chance(0.2) ? price + Math.round(price / 5) : null,
        grams: product.isGiftCard ? 0 : source.int(6, 90) * 10,
        updatedAt: createdAt,
      } as Variant;
      variant.item = {
        __typename: 'InventoryItem',
        id: gid('InventoryItem', `${prefix}82${key}`),
        variant,
        tracked: !product.isGiftCard,
        unitCost: unitCost === null ? null : scaled(unitCost, position),
        updatedAt: createdAt,
        available: product.isGiftCard ? 0 : source.int(2_000, 9_000),
        committed: 0,
      };
      product.variants.push(variant);
    });
    return product;
  });
}

function scaled(minor: number, position: number): number {
  return minor + Math.round((minor * position) / 10);
}

function handleOf(title: string, index: number): string {
  const ascii = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return ascii || `product-${index + 1}`;
}
