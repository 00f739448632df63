import { noteTexts, type SyncNote, syncNote } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { groupBy } from './group-by.ts';
import type { EngineContext } from '../context.ts';
import { sql } from 'kysely';
import { readAsActor } from '../tenant.ts';
import { connectorView } from './connector-facts.ts';
import { freshnessView } from './freshness-view.ts';
import { loadShopHeader } from './shop-header.ts';

type JobRow = {
  id: string;
  connector_id: string;
  platform: string;
  connector_name: string;
  kind: 'HISTORICAL_INIT' | 'HISTORICAL_REBUILD' | 'INCREMENTAL';
  status: 'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  records_synced: number;
  attempts: number;
  error_code: string | null;
  error_message: string | null;
  error_task: string | null;
  requested_by: string;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
};
type SliceRow = {
  job_id: string;
  id: string;
  stream: string;
  range_from: string | null;
  range_to: string | null;
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  expected_count: number | null;
  received_count: number;
  attempts: number;
  /** Texts where they were stored before there were codes. */
  notes: (SyncNote | string)[];
  error_code: string | null;
  error_message: string | null;
  started_at: Date | null;
  finished_at: Date | null;
};

interface ConnectorNotes {
  status_code: string | null;
  status_notes: SyncNote[];
}

/** Connectors, freshness and the newest jobs of a shop with their slices. */
export async function syncStatus(ctx: EngineContext, input: { shopId: string; limit?: number }) {
  return await readAsActor(ctx, async (trx) => {
    const header = await loadShopHeader(ctx, trx, input.shopId);
    const { rows: jobs } = await sql<JobRow>`
      select j.id, j.connector_id, c.platform, c.name as connector_name, j.kind, j.status, j.records_synced, j.attempts, j.error_code,
        j.error_message, j.error_task, j.requested_by, j.created_at, j.started_at, j.finished_at
      from app_dashboard.sync_jobs j
      join app_dashboard.connectors c on c.shop_id = j.shop_id and c.id = j.connector_id
      where j.shop_id = ${header.id}::uuid
      order by j.created_at desc, j.id
      limit ${input.limit ?? 30}`.execute(trx);
    const { rows: slices } = await sql<SliceRow>`
      select job_id, id, stream, range_from, range_to, status, expected_count, received_count, attempts, notes, error_code, error_message,
        started_at, finished_at
      from app_dashboard.sync_slices
      where shop_id = ${header.id}::uuid and job_id = any (${jobs.map((job) => job.id)}::uuid[])
      order by position, stream, slice_key`.execute(trx);
    const notes = await connectorNotes(trx, header.id);
    const byJob = groupBy(slices, (slice) => slice.job_id);
    return {
      freshness: freshnessView(ctx, header.connectors),
      connectors: header.connectors.map((facts) => ({
        ...connectorView(ctx, facts),
        ...(notes.get(facts.id) ?? NOTHING_TO_SAY),
      })),
      jobs: jobs.map((job) => jobView(job, byJob.get(job.id) ?? [])),
    };
  });
}

const NOTHING_TO_SAY: ConnectorNotes = { status_code: null, status_notes: [] };

/** Why an account is not well, or what connecting it and subscribing to its changes had to say; by connector. */
async function connectorNotes(trx: Trx, shopId: string): Promise<Map<string, ConnectorNotes>> {
  const { rows } = await sql<ConnectorNotes & { id: string }>`
    select id, status_code, case when status = 'connected' and webhooks_note is not null
        then status_notes || webhooks_note else status_notes end as status_notes
    from app_dashboard.connectors where shop_id = ${shopId}::uuid`.execute(trx);
  return new Map(rows.map(({ id, ...notes }) => [id, notes]));
}

function jobView(
  { error_code, error_message, error_task, ...job }: JobRow,
  slices: readonly SliceRow[],
) {
  return {
    ...job,
    slices_total: slices.length,
    slices_done: slices.filter(({ status }) => status === 'SUCCEEDED').length,
    error:
      error_code === null
        ? null
        : { code: error_code, message: error_message ?? '', task: error_task },
    created_at: job.created_at.toISOString(),
    started_at: job.started_at?.toISOString() ?? null,
    finished_at: job.finished_at?.toISOString() ?? null,
    slices: slices.map(sliceView),
  };
}

function sliceView(row: SliceRow) {
  const notes = row.notes.map((note) =>
    typeof note === 'string' ? syncNote('other', note) : note,
  );
  return {
    id: row.id,
    stream: row.stream,
    from: row.range_from,
    to: row.range_to,
    status: row.status,
    expected: row.expected_count,
    received: row.received_count,
    attempts: row.attempts,
    notes: noteTexts(notes),
    coded_notes: notes,
    error_code: row.error_code,
    error_message: row.error_message,
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
