import { backupDatabase, type BackupSummary } from '@commerce/db';
import type { Invocation } from '../../command.ts';
import { fromCallersFolder } from '../../config.ts';
import { grouped } from '../../output/progress.ts';
import { withDatabase, withDirectPool } from '../../session/open-plain-database.ts';
import { refuseUnwritable } from '../../terminal/refuse-path.ts';

export async function backup(
  invocation: Invocation,
  _options: object,
  [given]: string[],
): Promise<void> {
  const { out, signal } = invocation;
  const time = new Date().toISOString().slice(0, 19).replaceAll(/[:-]/g, '');
  const file = fromCallersFolder(given ?? `commerce-${time}.backup.gz`);
  refuseUnwritable(file);
  await withDatabase(invocation, async (plain) => {
    const bar = out.progress('Writing the backup');
    let before = 0;
    let last = { table: '', rows: 0 };
    const summary = await withDirectPool(plain, (pool) =>
      backupDatabase(pool, file, {
        onProgress: (progress) => {
          signal.throwIfAborted();
          if (progress.table !== last.table) before += last.rows;
          last = progress;
          bar.update(before + progress.rows, null, 'rows');
        },
      }),
    );
    const rows = rowsOf(summary);
    bar.end(`${grouped(rows)} rows`);
    const key = 'file' in plain.config.masterKeys ? plain.config.masterKeys.file : null;
    out.answer({ file, rows, ...summaryFacts(summary) }, [
      `Backed up ${grouped(rows)} rows to ${file}.`,
      `It does not hold the master key, without which stored credentials cannot be read: keep ${key ?? 'COMMERCE_MASTER_KEYS'} safe too, apart from it.`,
    ]);
  });
}

export const rowsOf = ({ rows }: BackupSummary): number =>
  Object.values(rows).reduce((sum, count) => sum + count, 0);

export const summaryFacts = ({ schemaVersion, createdAt, rows }: BackupSummary) => ({
  schema_version: schemaVersion,
  created_at: createdAt,
  tables: rows,
});
