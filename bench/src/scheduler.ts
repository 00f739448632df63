import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, createPool } from '@commerce/db';
import { scheduleDue } from '@commerce/engine';
import { embeddedDatabase, serverDatabase } from './bench-database.ts';
import { benchContext } from './bench-context.ts';
import { addAgency, addShops } from './business/people.ts';
import { atMost, type BenchOptions, median, type Result } from './result.ts';

const CONNECTORS = 2_000;
const ROUNDS = 5;

/** One pass of the scheduler when every one of 2,000 connectors is due, on each engine. */
export async function scheduler(options: BenchOptions): Promise<Result[]> {
  const embeddedDir = join(options.scratchDir, randomUUID());
  const embedded = await embeddedDatabase(embeddedDir);
  const results = [await onEngine('embedded engine', embedded.connection, options)];
  await embedded.close();
  await rm(embeddedDir, { recursive: true, force: true });
  if (options.serverUrl === null) return results;
  const server = await serverDatabase(options.serverUrl);
  try {
    results.push(await onEngine('Postgres', { connectionString: server.url }, options));
  } finally {
    await server.close();
  }
  return results;
}

async function onEngine(
  name: string,
  connection: Parameters<typeof createPool>[0]['connection'],
  options: BenchOptions,
): Promise<Result> {
  options.onProgress(`${CONNECTORS} connectors, ${name}`);
  const pool = createPool({ connection, max: 2 });
  try {
    const { agencyId } = await addAgency(pool);
    await addShops(pool, agencyId, CONNECTORS / 2);
    const ctx = benchContext(createDatabase(pool), options.scratchDir);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await pool.query('delete from app_dashboard.sync_jobs');
      await pool.query(
        `update app_dashboard.connectors set next_sync_at = now() - interval '1 minute'`,
      );
      const start = performance.now();
      const { scheduled } = await scheduleDue(ctx);
      times.push(performance.now() - start);
      if (scheduled !== CONNECTORS) throw new Error(`${scheduled} jobs were queued`);
    }
    const value = median(times);
    const benchmark = `tick over ${CONNECTORS.toLocaleString('en-US')} connectors`;
    return { benchmark, measure: name, value, unit: 'ms', goal: atMost(value, 1000, 'ms') };
  } finally {
    await pool.end();
  }
}
