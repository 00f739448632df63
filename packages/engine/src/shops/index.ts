export { connectMeta, type ConnectMetaInput } from './connect-meta.ts';
export { createShop, type CreateShopInput, type ShopifyInput } from './create-shop.ts';
export { listShops, readShop, type ShopView } from './list-shops.ts';
export { requestSync, type RequestSyncInput } from './request-sync.ts';
export { setDefaultShop } from './set-default-shop.ts';
