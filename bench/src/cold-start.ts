import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { programArgs } from '../../tools/build-programs.mjs';
import { createClient } from './product/ask.ts';
import { runProduct } from './product/run-product.ts';
import { atMost, type BenchOptions, median, type Result } from './result.ts';

/**
 * `start` on a directory that does not exist, installed and built before: until it says that it runs, with
 * the whole demo read in, and until its first page has come.
 */
export async function coldStart(options: BenchOptions): Promise<Result[]> {
  const ready: number[] = [];
  const page: number[] = [];
  const rounds = options.quick ? 1 : 3;
  const program = await programArgs('server');
  for (let round = 1; round <= rounds; round += 1) {
    options.onProgress(`round ${round} of ${rounds}`);
    const dataDir = join(options.scratchDir, randomUUID());
    const start = performance.now();
    const product = await runProduct(program, { COMMERCE_DATA_DIR: dataDir });
    try {
      ready.push((performance.now() - start) / 1000);
      const client = createClient({ accept: 'text/html' });
      await client.get(`${product.origin}/sign-in`);
      client.close();
      page.push((performance.now() - start) / 1000);
    } finally {
      await product.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  const benchmark = 'cold start with the demo';
  const first = median(page);
  return [
    { benchmark, measure: 'until it runs', value: median(ready), unit: 's', goal: null },
    {
      benchmark,
      measure: 'until the first page',
      value: first,
      unit: 's',
      goal: atMost(first, 30, 's'),
    },
  ];
}
