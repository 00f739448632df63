import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, createPool } from '@commerce/db';
import { embeddedDatabase } from '../bench-database.ts';
import { addShop } from './add-shop.ts';
import { ingestFile } from './ingest-file.ts';
import type { IngestRun, IngestTask } from './run-ingest.ts';

const task = JSON.parse(process.argv[2] as string) as IngestTask;
const database = task.serverUrl === null ? await embeddedDatabase(task.scratchDir) : null;
const connection = database?.connection ?? { connectionString: task.serverUrl as string };
const pool = createPool({ connection, max: 2 });
try {
  const db = createDatabase(pool);
  const shop = await addShop(db);
  const scratchDir = join(task.scratchDir, 'parts');
  await mkdir(scratchDir, { recursive: true });
  const start = performance.now();
  const cpu = process.cpuUsage();
  await ingestFile(db, shop, task.file, scratchDir);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = (user + system) / 1e6;
  const run: IngestRun = { seconds, cpuSeconds, peakMb: process.resourceUsage().maxRSS / 1024 };
  process.send?.(run);
} finally {
  await pool.end();
  await database?.close();
}
