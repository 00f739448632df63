export * from './meta/index.ts';
export * from './shopify/index.ts';
export * from './telegram/index.ts';
export { SHOP_PROFILES, type ShopProfile } from './world/profiles.ts';
export { journalOf } from './world/journal-of.ts';
export { candleShop, type Story, type StoryEvent } from './world/story.ts';
export { type Random, random } from './world/random.ts';
