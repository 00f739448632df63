import { removeUncovered, type UncoveredRows, withSystem, writePage } from '@commerce/db';
import type { FileInput, FileProof, FileReport, Page } from '@commerce/platforms';
import { requireShop, type ShopFacts } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { loadConnector } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { pumpPages } from '../pages/pump-pages.ts';
import { writeBehind } from '../pages/write-behind.ts';
import { metricKeys } from '../sync/metric-keys.ts';
import { hashFile } from './hash-file.ts';
import { importConnector, markImported } from './import-connector.ts';
import { examineFile } from './examine-file.ts';
import type { FileTarget, ImportFileInput } from './file-target.ts';
import { withScratchDir } from './scratch.ts';
import { NOTHING_REMOVED, uncoveredRows } from './uncovered-rows.ts';
import { writtenAt } from './written-at.ts';

export interface ImportProgress {
  phase: 'checking' | 'writing';
  records: number;
  /** Known while writing. */
  total: number | null;
}

export interface ImportedFile {
  importId: string;
  connectorId: string;
  report: FileReport;
  /** Rows the file does not bring that were stored for the days it replaces. */
  removed: UncoveredRows;
  /** Rows of the file whose place the platform's own answer holds; that answer stays. */
  keptBack: number;
  /** Orders of the file that are older than what is stored; that stays. */
  staleOrders: number;
}

/**
 * Imports an exported file: a first pass reads all of it and stores nothing, a second one writes page by
 * page while it reads on. The same file, or a newer one of the same days, replaces and never doubles; after a crash in between,
 * importing again completes it.
 * @throws AppError `invalid_file` with line numbers, `invalid_input`, `conflict`, `not_found`, `forbidden`
 */
export async function runImport(
  ctx: EngineContext,
  input: ImportFileInput,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportedFile> {
  const shop = await requireShop(ctx.db, ctx.actor, input.shopId, 'manage');
  return await withScratchDir(ctx, async (scratchDir) => {
    const sha256 = await hashFile(input.filePath);
    const {
      target,
      file,
      proof,
      records: total,
    } = await examineFile(ctx, input, shop, scratchDir, (records) =>
      onProgress({ phase: 'checking', records, total: null }),
    );
    const connectorId = await withSystem(ctx.db, (trx) =>
      importConnector(trx, ctx, { shop, target, proof }),
    );
    const place = { shopId: shop.id, connectorId };
    const written = await writeFile(ctx, target, file, place, (records) =>
      onProgress({ phase: 'writing', records, total }),
    );
    return await finishImport(ctx, input, { ...written, ...place, shop, sha256 });
  });
}

type Place = { shopId: string; connectorId: string };
type Written = Pick<ImportedFile, 'keptBack' | 'staleOrders'> & {
  proof: FileProof;
  seen: ReturnType<typeof metricKeys>;
};

async function writeFile(
  ctx: EngineContext,
  target: FileTarget,
  file: FileInput,
  place: Place,
  onRecords: (records: number) => void,
): Promise<Written> {
  const seen = metricKeys();
  let records = 0;
  let keptBack = 0;
  let staleOrders = 0;
  const behind = writeBehind<Page & { stream: string }>(async ({ stream, ...page }) => {
    const receivedAt = ctx.now();
    const source = 'file' as const;
    const result = await withSystem(ctx.db, (trx) =>
      writePage(trx, { ...place, jobId: null, stream, source, receivedAt, page }),
    );
    seen.add(page.rows);
    keptBack += result.keptBack;
    staleOrders += result.staleOrders;
    records += page.records.length;
    onRecords(records);
  });
  try {
    const proof = await pumpPages(target.files.read(file), behind);
    await behind.flush();
    return { proof, seen, keptBack, staleOrders };
  } finally {
    await behind.settled();
  }
}

async function finishImport(
  ctx: EngineContext,
  input: ImportFileInput,
  done: Written & Place & { shop: ShopFacts; sha256: string },
): Promise<ImportedFile> {
  const { report } = done.proof;
  const importId = ctx.newId();
  const importedAt = ctx.now();
  return await withSystem(ctx.db, async (trx) => {
    const { timezone, shopTimezone } = await loadConnector(trx, done);
    const made = { range: report.range, timezone: timezone ?? shopTimezone, importedAt };
    const uncovered = uncoveredRows(done, done.proof, done.seen);
    const removed = uncovered
      ? await removeUncovered(trx, { ...uncovered, observedAt: importedAt })
      : NOTHING_REMOVED;
    const from = report.range?.from ?? null;
    await markImported(trx, ctx, { shopId: done.shopId, connectorId: done.connectorId, from });
    await trx
      .insertInto('app_dashboard.imports')
      .values({
        shop_id: done.shopId,
        id: importId,
        connector_id: done.connectorId,
        file_name: input.fileName,
        file_sha256: done.sha256,
        format: report.format,
        rows_read: report.rows_read,
        rows_kept: report.rows_kept,
        skipped: JSON.stringify(report.skipped),
        range_from: report.range?.from ?? null,
        range_to: report.range?.to ?? null,
        report: JSON.stringify(report),
        imported_by: `${ctx.actor.type}:${ctx.actor.id}`,
        imported_at: importedAt,
        file_written_at: await writtenAt(input.filePath, made),
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'import.run',
      shopId: done.shopId,
      targetType: 'import',
      targetId: importId,
      after: {
        connector: done.connectorId,
        file: input.fileName,
        sha256: done.sha256,
        rows_kept: report.rows_kept,
        range: report.range ? { ...report.range } : null,
        removed: { ...removed },
      },
    });
    const { connectorId, keptBack, staleOrders } = done;
    return { importId, connectorId, report, removed, keptBack, staleOrders };
  });
}
