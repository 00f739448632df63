import type { JobKind, JobStatus } from '@commerce/core';
import type { AppDashboardSyncJobs } from '@commerce/db';
import type { Selectable } from 'kysely';

/** A sync job as callers see it. */
export interface JobRecord {
  id: string;
  shopId: string;
  connectorId: string;
  kind: JobKind;
  status: JobStatus;
  /** Inclusive days the operator asked for, or null for what the platform allows. */
  range: { from: string; to: string | null } | null;
  attempts: number;
  runAfter: Date;
  createdAt: Date;
}

export function toJob(row: Selectable<AppDashboardSyncJobs>): JobRecord {
  return {
    id: row.id,
    shopId: row.shop_id,
    connectorId: row.connector_id,
    kind: row.kind,
    status: row.status,
    range: row.range_from === null ? null : { from: row.range_from, to: row.range_to },
    attempts: row.attempts,
    runAfter: row.run_after,
    createdAt: row.created_at,
  };
}
