import type { Stream } from '../platform/stream.ts';
import { inventoryStream, productsStream } from './stream-catalog.ts';
import { ordersStream } from './stream-orders.ts';

/** What is read from Shopify, in this order. */
export const streams: readonly Stream[] = [ordersStream, productsStream, inventoryStream];
