import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { ordersBulkQuery } from '@commerce/platforms/shopify';
import { writeBulkOrders } from '@commerce/simulators/shopify';

/** Everything the connector selects conditionally, so that the file is as rich as a real one can be. */
const SCOPES = [
  'read_orders',
  'read_products',
  'read_inventory',
  'read_locations',
  'read_customers',
  'read_fulfillments',
  'read_returns',
  'read_publications',
  'read_payment_terms',
  'read_shopify_payments_disputes',
];

/** A file as the connector's own bulk operation would leave it; returns its size in bytes. */
export async function writeBulkFile(path: string, orders: number): Promise<number> {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  const query = ordersBulkQuery(null, SCOPES);
  await writeBulkOrders(file, { count: orders, seed: 'bench', query });
  file.end();
  await finished(file);
  return (await stat(path)).size;
}
