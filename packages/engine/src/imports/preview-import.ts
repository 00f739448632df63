import type { FileReport } from '@commerce/platforms';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import type { UncoveredRows } from '@commerce/db';
import { examineFile } from './examine-file.ts';
import type { ImportFileInput } from './file-target.ts';
import { withScratchDir } from './scratch.ts';

export interface ImportPreview {
  report: FileReport;
  /** The account the rows would belong to; null when the import would make one for files. */
  connectorId: string | null;
  /** Its name, or what the import would call it where the file or the operator says whose file it is. */
  account: string | null;
  /** Stored rows of the file's days that it does not bring: the import would remove them. */
  removes: UncoveredRows;
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
  return await withScratchDir(ctx, async (scratchDir) => {
    const { proof, target, removes } = await examineFile(ctx, input, shop, scratchDir);
    const { connector, account } = target;
    return {
      report: proof.report,
      connectorId: connector?.id ?? null,
      account: connector?.name ?? account?.name ?? account?.id ?? null,
      removes,
    };
  });
}
