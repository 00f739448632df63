export * from './meta/index.ts';
export * from './shopify/index.ts';
export { SHOP_PROFILES, type ShopProfile } from './world/profiles.ts';
