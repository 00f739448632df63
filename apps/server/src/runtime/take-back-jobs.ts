import type { Db } from '@commerce/db';

const PAST_MS = 1_000;

/**
 * Ends the leases of a run that did not stop cleanly, so that its jobs go on at once. Only for the owner of
 * an embedded database that has just opened it: whoever worked on it before is gone.
 */
export async function endOldLeases(db: Db, now: Date): Promise<void> {
  await db
    .updateTable('app_dashboard.sync_jobs')
    .set({ lease_expires_at: new Date(now.getTime() - PAST_MS) })
    .where('status', '=', 'IN_PROGRESS')
    .where('lease_expires_at', '>', now)
    .execute();
}
