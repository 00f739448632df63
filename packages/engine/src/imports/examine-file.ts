import { type UncoveredRows, withSystem } from '@commerce/db';
import type { FileInput, FileProof } from '@commerce/platforms';
import type { ShopFacts } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import {
  fileInputFor,
  type FileTarget,
  findFileTarget,
  type ImportFileInput,
} from './file-target.ts';
import { scanFile } from './scan-file.ts';
import { settleTarget } from './settle-target.ts';

/** What an import of a file would do. */
export interface ExaminedFile {
  target: FileTarget;
  /** As it is to be read for that target. */
  file: FileInput;
  proof: FileProof;
  records: number;
  /** Stored rows of the file's days that it does not bring. */
  removes: UncoveredRows;
}

/**
 * Reads a whole file and decides whose it is; stores nothing.
 * @throws AppError `invalid_file` with line numbers, `invalid_input`, `conflict`, `not_found`
 */
export async function examineFile(
  ctx: EngineContext,
  input: ImportFileInput,
  shop: ShopFacts,
  scratchDir: string,
  onRecords: (records: number) => void = () => {},
): Promise<ExaminedFile> {
  const chosen = await findFileTarget(ctx, input, shop, scratchDir);
  const scanned = await scanFile(chosen, fileInputFor(input, chosen, shop, scratchDir), onRecords);
  const { target, removes } = await withSystem(ctx.db, (trx) => settleTarget(trx, chosen, scanned));
  const { proof, records } = scanned;
  return { target, file: fileInputFor(input, target, shop, scratchDir), proof, records, removes };
}
