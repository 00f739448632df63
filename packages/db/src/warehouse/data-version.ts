import type { Trx } from '../database.ts';
import { runStatement } from './run-statement.ts';

/** Tells everybody who caches this shop's reports that they changed. */
export async function bumpDataVersion(trx: Trx, { shopId }: { shopId: string }): Promise<void> {
  await runStatement(
    trx,
    'update app_dashboard.shops set data_version = data_version + 1 where id = $1',
    [shopId],
  );
}
