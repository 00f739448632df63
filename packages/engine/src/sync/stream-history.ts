import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { ClaimedJob } from './claim-job.ts';

/** What earlier jobs read of one stream. */
export interface StreamHistory {
  cursor: string | null;
  /** When all its slices of one job had succeeded, last time. */
  lastReadAt: Date | null;
  /** Whether its whole history was read once. */
  historyRead: boolean;
}

/** By stream name; a stream that was never read is absent. */
export async function readStreamHistory(
  trx: Trx,
  connector: { shopId: string; id: string },
): Promise<Map<string, StreamHistory>> {
  const rows = await trx
    .selectFrom('app_dashboard.sync_cursors')
    .select(['stream', 'cursor', 'last_read_at', 'history_read'])
    .where('shop_id', '=', connector.shopId)
    .where('connector_id', '=', connector.id)
    .execute();
  return new Map(
    rows.map((row) => [
      row.stream,
      { cursor: row.cursor, lastReadAt: row.last_read_at, historyRead: row.history_read },
    ]),
  );
}

/**
 * Writes what a slice's success means for its stream, after the slice itself in the same transaction. The
 * slice that completes its stream's part of the job makes the stream read; outside a rebuild, which reads
 * only what it was asked for, a stream without history was planned with all of it.
 */
export async function recordStreamRead(
  trx: Trx,
  job: ClaimedJob,
  read: { stream: string; cursor: string | null; at: Date },
): Promise<void> {
  const rebuild = job.kind === 'HISTORICAL_REBUILD';
  await sql`
    with part as (
      select not exists (
        select from app_dashboard.sync_slices
        where shop_id = ${job.shopId} and job_id = ${job.id} and stream = ${read.stream} and status <> 'SUCCEEDED'
      ) as complete
    )
    insert into app_dashboard.sync_cursors as known
      (shop_id, connector_id, stream, cursor, last_read_at, history_read, job_id, updated_at)
    select ${job.shopId}::uuid, ${job.connectorId}::uuid, ${read.stream}, ${read.cursor},
      case when complete and not ${rebuild}::boolean then ${read.at}::timestamptz end,
      complete and not ${rebuild}::boolean, ${job.id}::uuid, ${read.at}::timestamptz
    from part
    on conflict (shop_id, connector_id, stream) do update set
      cursor = coalesce(excluded.cursor, known.cursor),
      last_read_at = coalesce(excluded.last_read_at, known.last_read_at),
      history_read = known.history_read or excluded.history_read,
      job_id = excluded.job_id, updated_at = excluded.updated_at
  `.execute(trx);
}
