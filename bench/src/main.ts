import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { backtest } from './backtest.ts';
import { coldStart } from './cold-start.ts';
import { ingest } from './ingest.ts';
import { metrics } from './metrics.ts';
import type { BenchOptions, Result } from './result.ts';
import { scheduler } from './scheduler.ts';
import { table } from './table.ts';

const benchmarks: Readonly<Record<string, (options: BenchOptions) => Promise<Result[]>>> = {
  ingest,
  metrics,
  scheduler,
  backtest,
  start: coldStart,
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: Object.keys(benchmarks) },
  },
});

const scratchDir = await mkdtemp(join(tmpdir(), 'commerce-bench-'));
try {
  const results: Result[] = [];
  for (const name of values.only) {
    const run = benchmarks[name];
    if (!run) throw new Error(`There is no benchmark "${name}"; known: ${Object.keys(benchmarks)}`);
    results.push(
      ...(await run({
        quick: values.quick,
        serverUrl: process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL ?? null,
        scratchDir,
        onProgress: (message) => console.error(`${name}: ${message}`),
      })),
    );
  }
  console.log(`\n${table(results)}`);
  if (results.some(({ goal }) => goal?.holds === false)) process.exitCode = 1;
} finally {
  await rm(scratchDir, { recursive: true, force: true });
}
