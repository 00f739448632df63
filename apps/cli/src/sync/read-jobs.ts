import type { ConnectorStatus, JobKind, JobStatus } from '@commerce/core';
import type { EngineContext } from '@commerce/engine';
import { accountLabel } from '../shops/account-label.ts';

/** A job with the names an operator knows it by. */
export interface JobState {
  id: string;
  shop: string;
  account: string;
  platform: string;
  /** Shop and account as they are shown. */
  label: string;
  kind: JobKind;
  status: JobStatus;
  records: number;
  runAfter: Date;
  error: { code: string; message: string } | null;
  connectorStatus: ConnectorStatus;
}

/** How the given jobs stand, in their shops' order. */
export async function readJobs(ctx: EngineContext, ids: readonly string[]): Promise<JobState[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .selectFrom('app_dashboard.sync_jobs as j')
    .innerJoin('app_dashboard.connectors as c', (join) =>
      join.onRef('c.shop_id', '=', 'j.shop_id').onRef('c.id', '=', 'j.connector_id'),
    )
    .innerJoin('app_dashboard.shops as s', 's.id', 'j.shop_id')
    .select(['j.id', 'j.kind', 'j.status', 'j.records_synced', 'j.run_after'])
    .select(['j.error_code', 'j.error_message', 'c.platform', 'c.name as account'])
    .select(['c.status as connector_status', 's.name as shop'])
    .where('j.id', 'in', [...ids])
    .orderBy('s.name')
    .orderBy('c.kind', 'desc')
    .orderBy('c.name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    shop: row.shop,
    account: row.account,
    platform: row.platform,
    label: accountLabel(ctx, row),
    kind: row.kind,
    status: row.status,
    records: row.records_synced,
    runAfter: row.run_after,
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    connectorStatus: row.connector_status,
  }));
}
