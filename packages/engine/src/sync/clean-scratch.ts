import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineContext } from '../context.ts';

const OURS = /^(slice|import)-/;
const KEPT_MS = 24 * 3600_000;

/** Removes downloads that killed processes left behind and nobody touched for a day. */
export async function cleanScratch(ctx: Pick<EngineContext, 'settings' | 'now'>): Promise<void> {
  const { scratchDir } = ctx.settings;
  const names = await readdir(scratchDir).catch(() => []);
  for (const name of names.filter((entry) => OURS.test(entry))) {
    const path = join(scratchDir, name);
    const touched = await stat(path).catch(() => null);
    if (!touched || ctx.now().getTime() - touched.mtimeMs < KEPT_MS) continue;
    await rm(path, { recursive: true, force: true });
  }
}
