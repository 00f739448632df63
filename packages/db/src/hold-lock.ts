import { sql } from 'kysely';
import type { Trx } from './database.ts';

/**
 * Waits until nobody else holds the lock of this name, and holds it until the transaction ends. Holders of a
 * `shared` one hold only those back who want it for themselves.
 */
export async function holdLock(
  trx: Trx,
  name: string,
  as: 'alone' | 'shared' = 'alone',
): Promise<void> {
  const lock = sql.ref(as === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended(${name}, 0))`.execute(trx);
}
