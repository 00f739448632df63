import type { Db } from '@commerce/db';
import { sql } from 'kysely';
import type { ConnectorRecord } from '../connectors/connector-record.ts';

/** What earlier jobs read of one stream. */
export interface StreamHistory {
  cursor: string | null;
  /** When a slice of it last succeeded. */
  lastReadAt: Date | null;
  /** Whether its whole history was read once: every slice of one historical job, or the account has succeeded since. */
  historyRead: boolean;
}

/** By stream name; a stream that was never read is absent. */
export async function readStreamHistory(
  db: Db,
  connector: Pick<ConnectorRecord, 'shopId' | 'id' | 'lastSyncedAt'>,
): Promise<Map<string, StreamHistory>> {
  const result = await sql<{
    stream: string;
    cursor: string | null;
    last_read_at: Date | null;
    history_read: boolean;
  }>`
    with per_job as (
      select s.stream, j.kind, max(s.finished_at) filter (where s.status = 'SUCCEEDED') as read_at,
        bool_and(s.status = 'SUCCEEDED') as whole
      from app_dashboard.sync_jobs j
      join app_dashboard.sync_slices s on s.shop_id = j.shop_id and s.job_id = j.id
      where j.shop_id = ${connector.shopId} and j.connector_id = ${connector.id}
      group by j.id, j.kind, s.stream
    ),
    read as (
      select stream, max(read_at) as read_at, bool_or(whole and kind = 'HISTORICAL_INIT') as whole
      from per_job group by stream
    ),
    cursors as (
      select stream, cursor, updated_at from app_dashboard.sync_cursors
      where shop_id = ${connector.shopId} and connector_id = ${connector.id}
    )
    select coalesce(r.stream, c.stream) as stream, c.cursor,
      greatest(r.read_at, c.updated_at) as last_read_at,
      coalesce(r.whole, false) or (c.cursor is not null and ${connector.lastSyncedAt !== null}) as history_read
    from read r full join cursors c on c.stream = r.stream
  `.execute(db);
  return new Map(
    result.rows.map((row) => [
      row.stream,
      { cursor: row.cursor, lastReadAt: row.last_read_at, historyRead: row.history_read },
    ]),
  );
}
