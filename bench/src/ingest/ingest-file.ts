import { setImmediate as turn } from 'node:timers/promises';
import { type Db, withSystem, writePage } from '@commerce/db';
import { shopify } from '@commerce/platforms/shopify';
import type { BenchShop } from './add-shop.ts';

/** Reads a file as an import does and writes each page while the next one is being read. */
export async function ingestFile(
  db: Db,
  shop: BenchShop,
  path: string,
  scratchDir: string,
): Promise<void> {
  if (!shopify.files) throw new Error('The Shopify connector reads no files');
  const pages = shopify.files.read({
    path,
    fileName: 'orders.jsonl',
    currency: 'KRW',
    timezone: 'Asia/Seoul',
    options: {},
    scratchDir,
  });
  let writing: Promise<unknown> = Promise.resolve();
  for await (const { stream, ...page } of pages) {
    await writing;
    const receivedAt = new Date();
    writing = withSystem(db, (trx) =>
      writePage(trx, { ...shop, jobId: null, stream, source: 'file', receivedAt, page }),
    );
    writing.catch(() => {});
    await turn();
  }
  await writing;
}
