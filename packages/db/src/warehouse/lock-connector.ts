import { AppError } from '@commerce/core';
import type { Trx } from '../database.ts';
import { runStatement, type Tenant } from './run-statement.ts';

/**
 * Lets one transaction at a time write the facts of a connector, until it ends. Overlapping writers
 * (a webhook during a history read) then neither deadlock nor count an order twice. The isolation must
 * be read committed: an older snapshot would not show what the previous holder wrote.
 * @param observedAt when the platform told what is about to be written; kept with every change of an ad object
 */
export async function lockConnector(trx: Trx, tenant: Tenant, observedAt?: Date): Promise<void> {
  const { rows } = await runStatement<{ isolation: string }>(
    trx,
    `select current_setting('transaction_isolation') as isolation,
       pg_advisory_xact_lock(hashtextextended('commerce.warehouse.' || $1, 0)),
       set_config('commerce.observed_at', $2, true)`,
    [tenant.connectorId, observedAt?.toISOString() ?? ''],
  );
  if (rows[0]?.isolation !== 'read committed') {
    throw new AppError('internal', 'Facts are written in read committed transactions only');
  }
}
