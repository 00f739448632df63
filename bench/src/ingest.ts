import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serverDatabase } from './bench-database.ts';
import { writeBulkFile } from './ingest/bulk-file.ts';
import { copyLimit } from './ingest/copy-limit.ts';
import { type IngestRun, runIngest } from './ingest/run-ingest.ts';
import { atLeast, atMost, type BenchOptions, median, type Result } from './result.ts';

const FULL = { orders: 200_000, rounds: 3 };
const QUICK = { orders: 8_000, rounds: 1 };

/**
 * A bulk result of whole orders through the Shopify connector's file reader and map into payloads,
 * warehouse, ledger and rollups; the limit is COPY of the very same final rows into the same tables.
 * Engines and limit take turns within a round, so that all see the same machine.
 */
export async function ingest(options: BenchOptions): Promise<Result[]> {
  const { orders, rounds } = options.quick ? QUICK : FULL;
  const file = join(options.scratchDir, 'orders.jsonl');
  options.onProgress(`writing a bulk result of ${orders} orders`);
  const bytesPerOrder = (await writeBulkFile(file, orders)) / orders;
  const embedded: IngestRun[] = [];
  const server: IngestRun[] = [];
  const limit: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    options.onProgress(`round ${round} of ${rounds}: embedded engine`);
    embedded.push(await runIngest({ file, scratchDir: options.scratchDir, serverUrl: null }));
    if (options.serverUrl === null) continue;
    const database = await serverDatabase(options.serverUrl);
    try {
      options.onProgress(`round ${round} of ${rounds}: Postgres`);
      server.push(
        await runIngest({ file, scratchDir: options.scratchDir, serverUrl: database.url }),
      );
      options.onProgress(`round ${round} of ${rounds}: COPY of the same rows`);
      limit.push(await copyLimit(database.url, options.scratchDir));
    } finally {
      await database.close();
    }
  }
  await rm(file);
  return report({ orders, bytesPerOrder, embedded, server, limit });
}

const processorTime = (runs: readonly IngestRun[], orders: number): number =>
  (1e6 * median(runs.map(({ cpuSeconds }) => cpuSeconds))) / orders;

function report(measured: {
  orders: number;
  bytesPerOrder: number;
  embedded: readonly IngestRun[];
  server: readonly IngestRun[];
  limit: readonly number[];
}): Result[] {
  const { orders, bytesPerOrder, embedded, server, limit } = measured;
  const benchmark = `ingest of ${orders.toLocaleString('en-US')} orders`;
  const rate = (runs: readonly number[]) => orders / median(runs);
  const line = (
    measure: string,
    value: number,
    unit: Result['unit'],
    goal: Result['goal'] = null,
  ): Result => ({ benchmark, measure, value, unit, goal });
  const seconds = (runs: readonly IngestRun[]) => runs.map((run) => run.seconds);
  const memoryOf = (runs: readonly IngestRun[]) => median(runs.map((run) => run.peakMb));
  const results = [
    line('bulk result per order', bytesPerOrder / 1000, 'kB'),
    line('embedded engine', rate(seconds(embedded)), '/s'),
  ];
  if (server.length > 0) {
    const ofLimit = (100 * median(limit)) / median(seconds(server));
    const ofServer = (100 * median(seconds(server))) / median(seconds(embedded));
    results.push(
      line('Postgres', rate(seconds(server)), '/s'),
      line('COPY of the same rows', rate(limit), '/s'),
      line('our process, processor time per order', processorTime(server, orders), 'µs'),
      line('Postgres / COPY', ofLimit, '%', atLeast(ofLimit, 50, '%')),
      line('embedded / Postgres', ofServer, '%', atLeast(ofServer, 60, '%')),
      line('peak memory', memoryOf(server), 'MB', atMost(memoryOf(server), 400, 'MB')),
    );
  }
  results.push(line('peak memory with the engine in it', memoryOf(embedded), 'MB'));
  return results;
}
