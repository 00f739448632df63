export { connectMeta, type ConnectMetaInput } from './connect-meta.ts';
export { connectShopify, type ConnectShopifyInput } from './connect-shopify.ts';
export { createShop, type CreateShopInput } from './create-shop.ts';
export { listShops, readShop, type ShopView } from './list-shops.ts';
export type { ShopifyInput } from './prove-shopify.ts';
export { requestSync, type RequestSyncInput } from './request-sync.ts';
export { setDefaultShop } from './set-default-shop.ts';
