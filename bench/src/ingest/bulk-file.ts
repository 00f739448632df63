import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { writeBulkOrders } from '@commerce/simulators/shopify';

/** A file as a bulk operation over whole orders would leave it. */
export async function writeBulkFile(path: string, orders: number): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  await writeBulkOrders(file, { count: orders, seed: 'bench' });
  file.end();
  await finished(file);
}
