import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ImportedFile, runImport } from '@commerce/engine';
import type { Runtime } from '@commerce/server';
import { CommandError, wrongUsage } from '../command-error.ts';
import type { Invocation } from '../command.ts';
import { fromCallersFolder } from '../config.ts';
import { CLI_EXIT, type ExitCode } from '../exit-codes.ts';
import { grouped } from '../output/progress.ts';
import { canAsk, confirm } from '../terminal/ask.ts';
import type { ImportOptions } from './import-options.ts';
import { findImportTarget, makeTarget } from './import-target.ts';
import { type FileToImport, fileToImport, previewFile } from './preview-file.ts';
import { reportLines, rowsOnDays, totalsDiffer } from './report-lines.ts';

/** Previews a file and, unless only that was wanted, stores it. */
export async function importFile(
  invocation: Invocation,
  { ctx }: Runtime,
  platform: 'shopify' | 'meta',
  options: ImportOptions,
): Promise<ExitCode> {
  const { out } = invocation;
  const path = await existingFile(options.file);
  const target = await findImportTarget(ctx, options);
  const file = fileToImport(platform, path, platformOptions(options), options.account);
  const checking = out.progress(`Checking ${file.fileName}`);
  const preview = await previewFile(ctx, target, file);
  const { report, removes } = preview;
  checking.end(`${grouped(report.rows_kept)} of ${grouped(report.rows_read)} rows can be used`);
  const shopName = target.kind === 'new' ? `${target.name} (will be made)` : target.shop.name;
  const lines = reportLines(preview, file.fileName, shopName);
  const code = totalsDiffer(report) ? CLI_EXIT.attention : CLI_EXIT.ok;
  if (options.dryRun) {
    const shop = target.kind === 'new' ? null : { id: target.shop.id, name: target.shop.name };
    const { connectorId: connector_id, account } = preview;
    out.answer({ dry_run: true, shop, connector_id, account, removes, report }, [
      ...lines,
      '',
      'Nothing was stored (dry run).',
    ]);
    return code;
  }
  if (!options.yes && canAsk()) {
    for (const line of lines) out.note(line);
    await confirm(`\nStore this in ${shopName}?`, 'Nothing was stored');
  } else if (!out.json) {
    for (const line of lines) out.note(line);
  }
  const shop = await makeTarget(ctx, target, report.currency);
  await store(invocation, ctx, { file, shop });
  return code;
}

async function existingFile(given: string): Promise<string> {
  const path = fromCallersFolder(given);
  const info = await stat(path).catch((cause: unknown) => {
    throw new CommandError(
      'invalid_file',
      `There is no file ${path}. Nothing was stored`,
      CLI_EXIT.badData,
      { cause },
    );
  });
  if (info.isFile()) return path;
  throw wrongUsage(`${path} is no file. Nothing was stored`);
}

function platformOptions({ level, purchaseAction }: ImportOptions) {
  return {
    ...(level === undefined ? {} : { level }),
    ...(purchaseAction === undefined ? {} : { purchase_action: purchaseAction }),
  };
}

async function store(
  { out, signal }: Invocation,
  ctx: Runtime['ctx'],
  { file, shop }: { file: FileToImport; shop: { shopId: string; name: string; created: boolean } },
): Promise<void> {
  const storing = out.progress(`Storing ${basename(file.filePath)}`);
  const done = await runImport(ctx, { ...file, shopId: shop.shopId }, (progress) => {
    if (signal.aborted) throw interrupted();
    if (progress.phase === 'writing') storing.update(progress.records, progress.total, 'records');
  });
  storing.end(`${grouped(done.report.rows_kept)} rows stored`);
  const { report, importId, connectorId, removed, keptBack, staleOrders } = done;
  out.answer(
    {
      dry_run: false,
      shop: { id: shop.shopId, name: shop.name, created: shop.created },
      import_id: importId,
      connector_id: connectorId,
      removed: removed.rows,
      removed_days: removed.days,
      kept_back: keptBack,
      stale_orders: staleOrders,
      report,
    },
    storedLines(done, shop),
  );
}

const interrupted = () =>
  new CommandError(
    'interrupted',
    'Interrupted. The part that was stored is kept; importing the same file again completes it',
    CLI_EXIT.forced,
  );

function storedLines(
  { report, removed, keptBack, staleOrders }: ImportedFile,
  shop: { shopId: string; name: string; created: boolean },
): string[] {
  const days = report.range ? `, ${report.range.from} to ${report.range.to}` : '';
  return [
    `Stored ${grouped(report.rows_kept)} rows in ${shop.name}${shop.created ? ' (new shop)' : ''}${days}.`,
    ...(removed.rows > 0 ? [`Removed what the file does not have: ${rowsOnDays(removed)}.`] : []),
    ...(keptBack > 0
      ? [`${grouped(keptBack)} rows were left as the platform itself reported them.`]
      : []),
    ...(staleOrders > 0
      ? [
          `${grouped(staleOrders)} orders were left as they are: the file holds an older state of them.`,
        ]
      : []),
  ];
}
