import { type Db, withSystem, writePage } from '@commerce/db';
import { writeBehind } from '@commerce/engine';
import { shopify } from '@commerce/platforms/shopify';
import type { Page } from '@commerce/platforms';
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
  const writer = writeBehind(async ({ stream, ...page }: Page & { stream: string }) => {
    const receivedAt = new Date();
    await withSystem(db, (trx) =>
      writePage(trx, { ...shop, jobId: null, stream, source: 'file', receivedAt, page }),
    );
  });
  for await (const page of pages) await writer.push(page);
  await writer.flush();
}
