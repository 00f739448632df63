import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineContext } from '../context.ts';

/** Gives `work` an empty directory that is gone afterwards. */
export async function withScratchDir<T>(
  ctx: Pick<EngineContext, 'settings'>,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  await mkdir(ctx.settings.scratchDir, { recursive: true });
  const directory = await mkdtemp(join(ctx.settings.scratchDir, 'import-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
