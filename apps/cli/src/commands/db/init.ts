import { migrationStatus } from '@commerce/db';
import type { Invocation } from '../../command.ts';
import { withDatabase } from '../../session/open-plain-database.ts';

export async function init(invocation: Invocation): Promise<void> {
  await withDatabase(invocation, async ({ database }) => {
    const bar = invocation.out.progress('Bringing the schema up to date');
    const applied = await database.migrate(({ done, total }) => bar.update(done, total, 'files'));
    const { current } = await migrationStatus(database.pool);
    bar.end(`${applied.length} migrations applied`);
    invocation.out.answer({ applied, version: current }, [
      applied.length > 0
        ? `The database is ready: ${applied.length} migrations applied, now at ${current}.`
        : `The database was up to date already, at ${current}.`,
    ]);
  });
}
