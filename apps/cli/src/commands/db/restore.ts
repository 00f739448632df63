import { restoreDatabase } from '@commerce/db';
import type { Invocation } from '../../command.ts';
import { wrongUsage } from '../../command-error.ts';
import { fromCallersFolder } from '../../config.ts';
import { grouped } from '../../output/progress.ts';
import { refuseBeside, withDatabase, withDirectPool } from '../../session/open-plain-database.ts';
import { canAsk, confirm } from '../../terminal/ask.ts';
import { refuseUnreadable } from '../../terminal/refuse-path.ts';
import { rowsOf, summaryFacts } from './backup.ts';

export async function restore(
  invocation: Invocation,
  options: { overwrite?: boolean; yes?: boolean },
  [given = '']: string[],
): Promise<void> {
  const { out } = invocation;
  const file = fromCallersFolder(given);
  const overwrite = options.overwrite ?? false;
  if (overwrite && !options.yes && !canAsk()) {
    throw wrongUsage(
      'Restoring over data erases it. Nothing was changed; say --yes if that is meant',
    );
  }
  refuseUnreadable(file);
  await withDatabase(invocation, async (plain) => {
    refuseBeside(plain, 'a restore');
    if (overwrite && !options.yes) {
      await confirm('Replace everything in the database by the backup?', 'Nothing was changed');
    }
    const bar = out.progress('Restoring');
    const summary = await withDirectPool(plain, (pool) =>
      restoreDatabase(pool, file, {
        overwrite,
        onProgress: ({ table, rows }) => bar.update(rows, null, `rows of ${table}`),
      }),
    );
    const rows = rowsOf(summary);
    bar.end(`${grouped(rows)} rows`);
    out.answer({ file, rows, ...summaryFacts(summary) }, [
      `Restored ${grouped(rows)} rows from the backup of ${summary.createdAt}.`,
      'Put the master key of that time back too, then run: commerce doctor',
    ]);
  });
}
