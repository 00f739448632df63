import type { Trx } from '@commerce/db';
import { sql } from 'kysely';

/**
 * Puts the kill switch and the writes it stops in an order: until the transaction ends, a write on its way holds
 * switches back and a switch holds writes back, so that each sees the other or comes first.
 */
export async function holdStops(
  trx: Trx,
  agencyIds: readonly string[],
  as: 'writing' | 'stopping',
): Promise<void> {
  const lock = sql.ref(as === 'writing' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  for (const id of [...agencyIds].sort()) {
    await sql`select ${lock}(hashtextextended('commerce.stops.' || ${id}::text, 0))`.execute(trx);
  }
}
