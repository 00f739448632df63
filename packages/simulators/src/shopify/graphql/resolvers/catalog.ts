import { priceText } from '../../amounts/format.ts';
import type { InventoryItem, Product, Variant } from '../../state/catalog.ts';
import type { Customer, PostalAddress } from '../../state/customer.ts';
import { gid, legacyId } from '../../state/ids.ts';
import type { TypeResolvers } from '../resolver-types.ts';
import { money } from './money.ts';

const ProductType: TypeResolvers<Product> = {
  legacyResourceId: ({ id }) => legacyId(id),
  status: () => 'ACTIVE',
  publishedAt: ({ createdAt }) => createdAt,
  totalInventory: ({ variants }) => variants.reduce((sum, { item }) => sum + item.available, 0),
  tracksInventory: ({ isGiftCard }) => !isGiftCard,
  hasOnlyDefaultVariant: ({ variants }) => variants.length === 1,
  onlineStoreUrl: ({ handle }, _, { session }) =>
    `https://${session.shop.profile.domain}/products/${handle}`,
  seo: ({ title }) => ({ title, description: null }),
  options: ({ id, variants }) => [
    {
      __typename: 'ProductOption',
      id: gid('ProductOption', legacyId(id)),
      name: 'Option',
      position: 1,
      optionValues: variants.map((variant) => ({
        __typename: 'ProductOptionValue',
        id: gid('ProductOptionValue', legacyId(variant.id)),
        name: variant.title,
      })),
    },
  ],
  priceRangeV2: ({ variants }, _, { session }) => {
    const prices = variants.map((variant) => variant.price);
    const { currency } = session.shop.profile;
    return {
      minVariantPrice: money(Math.min(...prices), currency),
      maxVariantPrice: money(Math.max(...prices), currency),
    };
  },
  variants: (product) => product.variants,
  variantsCount: ({ variants }) => ({ count: variants.length, precision: 'EXACT' }),
};

const ProductVariant: TypeResolvers<Variant> = {
  legacyResourceId: ({ id }) => legacyId(id),
  displayName: ({ product, title }) => `${product.title} - ${title}`,
  price: ({ price }, _, { session }) => priceText(price, session.shop.profile.currency),
  compareAtPrice: ({ compareAtPrice }, _, { session }) =>
    compareAtPrice === null ? null : priceText(compareAtPrice, session.shop.profile.currency),
  taxable: ({ product }) => !product.isGiftCard,
  availableForSale: () => true,
  inventoryPolicy: () => 'DENY',
  inventoryQuantity: ({ item }) => item.available,
  selectedOptions: ({ title }) => [{ name: 'Option', value: title }],
  createdAt: ({ product }) => product.createdAt,
  inventoryItem: ({ item }) => item,
};

const InventoryItemType: TypeResolvers<InventoryItem> = {
  legacyResourceId: ({ id }) => legacyId(id),
  sku: ({ variant }) => variant.sku,
  createdAt: ({ variant }) => variant.product.createdAt,
  requiresShipping: ({ variant }) => !variant.product.isGiftCard,
  unitCost: ({ unitCost }, _, { session }) =>
    unitCost === null ? null : money(unitCost, session.shop.profile.currency),
  countryCodeOfOrigin: (_, __, { session }) => session.shop.profile.country,
  measurement: ({ id, variant }) => ({
    id: gid('InventoryItemMeasurement', legacyId(id)),
    weight: { unit: 'GRAMS', value: variant.grams },
  }),
  inventoryLevels: (item) => [{ __typename: 'InventoryLevel', id: levelId(item), item }],
  inventoryLevel: (item) => ({ __typename: 'InventoryLevel', id: levelId(item), item }),
  variants: ({ variant }) => [variant],
};

function levelId(item: InventoryItem): string {
  return gid('InventoryLevel', legacyId(item.id));
}

const InventoryLevel: TypeResolvers<{ id: string; item: InventoryItem }> = {
  location: (_, __, { session }) => session.location,
  createdAt: ({ item }) => item.variant.product.createdAt,
  updatedAt: ({ item }) => item.updatedAt,
  quantities: ({ id, item }, { names }) =>
    (names as string[]).map((name) => ({
      __typename: 'InventoryQuantity',
      id: `${id.replace('InventoryLevel', 'InventoryQuantity')}?name=${name}`,
      name,
      quantity: quantityOf(item, name),
      updatedAt: item.updatedAt,
    })),
};

function quantityOf(item: InventoryItem, name: string): number {
  if (name === 'available') return item.available;
  if (name === 'committed') return item.committed;
  return name === 'on_hand' ? item.available + item.committed : 0;
}

const CustomerType: TypeResolvers<Customer> = {
  legacyResourceId: ({ id }) => legacyId(id),
  displayName: ({ firstName, lastName }) => `${firstName} ${lastName}`,
  numberOfOrders: ({ orders }) => orders,
  amountSpent: ({ spent }, _, { session }) => money(spent, session.shop.profile.currency),
  state: () => 'DISABLED',
  verifiedEmail: () => true,
  lifetimeDuration: () => 'over 1 year',
  defaultEmailAddress: ({ email, acceptsMarketing }) => ({
    emailAddress: email,
    marketingState: acceptsMarketing ? 'SUBSCRIBED' : 'NOT_SUBSCRIBED',
    marketingOptInLevel: acceptsMarketing ? 'SINGLE_OPT_IN' : null,
    marketingUpdatedAt: null,
    validFormat: true,
  }),
  defaultPhoneNumber: ({ phone }) => phone && { phoneNumber: phone },
  defaultAddress: ({ address }) => address,
  statistics: () => ({ predictedSpendTier: null, rfmGroup: null }),
};

const MailingAddress: TypeResolvers<PostalAddress> = {
  name: ({ firstName, lastName }) => `${firstName} ${lastName}`,
  countryCodeV2: ({ countryCode }) => countryCode,
  address2: () => null,
  company: () => null,
  timeZone: () => null,
};

export const CATALOG_RESOLVERS = {
  Product: ProductType,
  ProductVariant,
  InventoryItem: InventoryItemType,
  InventoryLevel,
  Customer: CustomerType,
  MailingAddress,
};
