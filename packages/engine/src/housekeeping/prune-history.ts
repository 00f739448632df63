import { type RawBuilder, sql } from 'kysely';
import type { EngineContext } from '../context.ts';

const DAY_MS = 24 * 3600_000;

/** Days each kind of record is kept; increments come every few minutes, so those that succeeded go first. */
const KEPT_DAYS = {
  increments: 2,
  jobs: 90,
  deliveries: 35,
  rejected: 90,
  signIn: 2,
  notifications: 90,
} as const;

const BATCH = 5_000;
/** More than this is left for the next call. */
const MOST_BATCHES = 20;

/** Records removed, by kind. */
export type PruneReport = Record<
  | 'jobs'
  | 'deliveries'
  | 'rejected'
  | 'links'
  | 'attempts'
  | 'idempotencyKeys'
  | 'notifications'
  | 'pairings',
  number
>;

/**
 * Removes records of work that is long over: jobs with their slices, deliveries, payloads nobody could read,
 * messages that were sent, and what sign-in leaves behind. Orders, ads and the audit log are not touched, and the newest job of each
 * connector stays. Set-based, in short transactions, a bounded number of rows per call.
 */
export async function pruneHistory(ctx: Pick<EngineContext, 'db' | 'now'>): Promise<PruneReport> {
  const ago = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
  const prune = (table: string, old: RawBuilder<unknown>) => removeInBatches(ctx, table, old);
  const newer = sql`exists (
    select from app_dashboard.sync_jobs newer
    where newer.shop_id = old.shop_id and newer.connector_id = old.connector_id
      and newer.created_at > old.created_at)`;
  return {
    jobs:
      (await prune(
        'app_dashboard.sync_jobs',
        sql`old.status = 'SUCCEEDED' and old.kind = 'INCREMENTAL'
          and old.finished_at < ${ago(KEPT_DAYS.increments)}::timestamptz and ${newer}`,
      )) +
      (await prune(
        'app_dashboard.sync_jobs',
        sql`old.status in ('SUCCEEDED', 'FAILED')
          and old.finished_at < ${ago(KEPT_DAYS.jobs)}::timestamptz and ${newer}`,
      )),
    deliveries: await prune(
      'app_dashboard.webhook_events',
      sql`old.processed_at is not null and old.received_at < ${ago(KEPT_DAYS.deliveries)}::timestamptz`,
    ),
    rejected: await prune(
      'staging_ingest.rejected_payloads',
      sql`old.received_at < ${ago(KEPT_DAYS.rejected)}::timestamptz`,
    ),
    links: await prune(
      'app_dashboard.sign_in_links',
      sql`old.expires_at < ${ago(KEPT_DAYS.signIn)}::timestamptz`,
    ),
    attempts: await prune(
      'app_dashboard.sign_in_attempts',
      sql`old.attempted_at < ${ago(KEPT_DAYS.signIn)}::timestamptz`,
    ),
    idempotencyKeys: await prune(
      'app_dashboard.idempotency_keys',
      sql`old.created_at < ${ago(KEPT_DAYS.signIn)}::timestamptz`,
    ),
    notifications: await prune(
      'app_dashboard.notifications',
      sql`old.created_at < ${ago(KEPT_DAYS.notifications)}::timestamptz`,
    ),
    pairings: await prune(
      'app_dashboard.telegram_pairings',
      sql`old.expires_at < ${ago(KEPT_DAYS.signIn)}::timestamptz`,
    ),
  };
}

/** `old` speaks of the table's row by that name. */
async function removeInBatches(
  { db }: Pick<EngineContext, 'db'>,
  table: string,
  old: RawBuilder<unknown>,
): Promise<number> {
  let removed = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const result = await sql`
      delete from ${sql.table(table)} where ctid = any (array(
        select old.ctid from ${sql.table(table)} old where ${old} limit ${BATCH} for update skip locked
      ))`.execute(db);
    const rows = Number(result.numAffectedRows ?? 0n);
    removed += rows;
    if (rows < BATCH) break;
  }
  return removed;
}
