import type { FileReport } from '@commerce/platforms';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { fileInputFor, findFileTarget, type ImportFileInput } from './file-target.ts';
import { scanFile } from './scan-file.ts';
import { withScratchDir } from './scratch.ts';

export interface ImportPreview {
  report: FileReport;
  /** The account the rows would belong to; null when the import would make one for files. */
  connectorId: string | null;
}

/**
 * Reads a whole file and says what an import would do; stores nothing.
 * @throws AppError `invalid_file` with line numbers, `invalid_input`, `conflict`, `not_found`, `forbidden`
 */
export async function previewImport(
  ctx: EngineContext,
  input: ImportFileInput,
): Promise<ImportPreview> {
  const shop = await requireShop(ctx.db, ctx.actor, input.shopId, 'manage');
  const target = await findFileTarget(ctx.db, ctx, input);
  return await withScratchDir(ctx, async (scratchDir) => {
    const { proof } = await scanFile(target, fileInputFor(input, target, shop, scratchDir));
    return { report: proof.report, connectorId: target.connector?.id ?? null };
  });
}
