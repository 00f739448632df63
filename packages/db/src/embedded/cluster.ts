import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flushToDisk } from '../flush-to-disk.ts';
import { runWorker } from './engine-worker.ts';

const clusterName = 'pgdata';
const draftPrefix = `${clusterName}.draft-`;

export function clusterDir(dataDir: string): string {
  return join(dataDir, clusterName);
}

/**
 * Makes sure the data directory holds a complete cluster. It is created beside its final place,
 * flushed to disk and renamed, so a kill at any moment leaves either nothing or all of it.
 * Only the owner of the lock may call this.
 */
export async function ensureCluster(
  dataDir: string,
  options: { durable: boolean; onInitialise: () => void },
): Promise<void> {
  await removeDrafts(dataDir);
  if (existsSync(clusterDir(dataDir))) return;
  options.onInitialise();
  const draft = join(dataDir, `${draftPrefix}${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  await runWorker({ task: 'initialise', clusterDir: draft });
  if (options.durable) await flushTree(draft);
  await rename(draft, clusterDir(dataDir));
  if (options.durable) await flushToDisk(dataDir);
}

async function removeDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(draftPrefix) && !name.endsWith('.draft')) continue;
    await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

async function flushTree(dir: string): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await flushTree(path);
    else await flushToDisk(path);
  }
  await flushToDisk(dir);
}
