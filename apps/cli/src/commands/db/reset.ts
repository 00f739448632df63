import { resetDatabase } from '@commerce/db';
import type { Invocation } from '../../command.ts';
import { wrongUsage } from '../../command-error.ts';
import { refuseBeside, withDatabase, withDirectPool } from '../../session/open-plain-database.ts';
import { canAsk, confirm } from '../../terminal/ask.ts';
import { forgetDemo } from '@commerce/server';

export async function reset(invocation: Invocation, options: { yes?: boolean }): Promise<void> {
  const { out } = invocation;
  if (!options.yes && !canAsk()) {
    throw wrongUsage('A reset erases everything. Nothing was changed; say --yes if that is meant');
  }
  await withDatabase(invocation, async (plain) => {
    refuseBeside(plain, 'a reset');
    if (!options.yes) {
      await confirm(
        'Erase all shops, orders, ad figures, people and credentials? There is no undo but a backup.',
        'Nothing was changed',
      );
    }
    const bar = out.progress('Erasing and building anew');
    const applied = await withDirectPool(plain, (pool) =>
      resetDatabase(pool, { onProgress: ({ done, total }) => bar.update(done, total, 'files') }),
    );
    forgetDemo(plain.config.dataDir);
    bar.end('empty');
    out.answer({ applied }, ['The database is empty and its schema up to date.']);
  });
}
