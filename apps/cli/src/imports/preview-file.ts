import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, type JsonObject } from '@commerce/core';
import {
  type EngineContext,
  type ImportFileInput,
  type ImportPreview,
  previewImport,
} from '@commerce/engine';
import type { ImportTarget } from './import-target.ts';

export type FileToImport = Omit<ImportFileInput, 'shopId'>;

export const fileToImport = (
  platform: string,
  filePath: string,
  options: JsonObject,
  account: string | undefined,
): FileToImport => ({
  platform,
  filePath,
  fileName: basename(filePath),
  options,
  ...(account === undefined ? {} : { account }),
});

/** What an import of the file would do; nothing is stored, not even a shop. */
export async function previewFile(
  ctx: EngineContext,
  target: ImportTarget,
  file: FileToImport,
): Promise<ImportPreview> {
  if (target.kind === 'shop') {
    return await previewImport(ctx, { ...file, shopId: target.shop.id });
  }
  const files = ctx.platforms.get(file.platform)?.files;
  if (!files) throw new AppError('invalid_input', `${file.platform} files cannot be imported`);
  await mkdir(ctx.settings.scratchDir, { recursive: true });
  const scratchDir = await mkdtemp(join(ctx.settings.scratchDir, 'preview-'));
  try {
    const { accounts } = files;
    const named = file.account === undefined ? null : (accounts?.idOf(file.account) ?? null);
    const input = {
      path: file.filePath,
      fileName: file.fileName,
      // As the import into the new shop will read it: a connector for files knows no currency yet.
      currency: null,
      timezone: target.timezone,
      options: { ...(named !== null && { account_id: named }), ...file.options },
      scratchDir,
    };
    const stated = await accounts?.stated(input);
    const account = named ?? stated?.name ?? stated?.id ?? null;
    const pages = files.read(input);
    for (;;) {
      const next = await pages.next();
      if (next.done) {
        const { report } = next.value;
        return { report, connectorId: null, account, removes: { rows: 0, days: 0 } };
      }
    }
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}
