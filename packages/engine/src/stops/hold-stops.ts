import { holdLock, type Trx } from '@commerce/db';

/**
 * Puts the kill switch and the writes it stops in an order: until the transaction ends, a write on its way holds
 * switches back and a switch holds writes back, so that each sees the other or comes first.
 */
export async function holdStops(
  trx: Trx,
  agencyIds: readonly string[],
  as: 'writing' | 'stopping',
): Promise<void> {
  for (const id of [...agencyIds].sort()) {
    await holdLock(trx, `commerce.stops.${id}`, as === 'writing' ? 'shared' : 'alone');
  }
}
