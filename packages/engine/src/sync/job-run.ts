import type { Trx } from '@commerce/db';
import { withSystem } from '@commerce/db';
import { sql } from 'kysely';
import type { OpenConnection } from '../connectors/open-connection.ts';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';
import { LeaseLostError } from './sync-failure.ts';
import type { OnProgress } from './sync-progress.ts';

/** Everything the steps of one run share. */
export interface JobRun extends OpenConnection {
  job: ClaimedJob;
  /** Fires when the process stops or the lease is lost. */
  signal: AbortSignal;
  onProgress: OnProgress;
}

const RETRIES = 3;
const RETRYABLE_SQLSTATES = new Set(['40001', '40P01']);

/**
 * Runs a short transaction that only the holder of the job's lease may make: it adds `records` to the job's
 * count and locks the job's row first, so that a worker that was given up writes nothing. Returns the count.
 * @throws LeaseLostError
 */
export async function writeAsHolder<T>(
  ctx: EngineContext,
  job: ClaimedJob,
  fn: (trx: Trx) => Promise<T>,
  records = 0,
): Promise<{ result: T; recordsSynced: number }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withSystem(ctx.db, async (trx) => {
        const recordsSynced = await touchJob(trx, ctx, job, records);
        return { result: await fn(trx), recordsSynced };
      });
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt >= RETRIES || !RETRYABLE_SQLSTATES.has(code ?? '')) throw error;
    }
  }
}

async function touchJob(
  trx: Trx,
  ctx: EngineContext,
  job: ClaimedJob,
  records: number,
): Promise<number> {
  const now = ctx.now();
  const row = await trx
    .updateTable('app_dashboard.sync_jobs')
    .set({
      records_synced: sql<number>`records_synced + ${records}`,
      heartbeat_at: now,
      lease_expires_at: new Date(now.getTime() + ctx.settings.leaseMs),
    })
    .where('shop_id', '=', job.shopId)
    .where('id', '=', job.id)
    .where('status', '=', 'IN_PROGRESS')
    .where('lease_owner', '=', job.leaseOwner)
    .returning('records_synced')
    .executeTakeFirst();
  if (!row) throw new LeaseLostError();
  return row.records_synced;
}

/** The parts of a progress event that name the job. */
export const jobOf = ({ job, connector }: Pick<JobRun, 'job' | 'connector'>) => ({
  jobId: job.id,
  shopId: job.shopId,
  connectorId: connector.id,
  connectorName: connector.name,
});
