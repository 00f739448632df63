import { AppError, type JobKind } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { type JobRecord, toJob } from './job-record.ts';

export interface JobWish {
  kind: JobKind;
  range: { from: string; to: string | null } | null;
  /** Not to start before; default now. */
  runAfter?: Date;
}

/**
 * Queues a job for a connector unless one is in flight, which is returned instead and, when it waits for
 * nothing but its turn, moved up. A connector that was never read is read whole, whatever was asked for: an
 * increment alone would leave a hole before it.
 */
export async function insertJob(
  trx: Trx,
  ctx: Pick<EngineContext, 'now' | 'newId' | 'actor'>,
  connector: Pick<ConnectorRecord, 'shopId' | 'id' | 'lastSyncedAt'>,
  wish: JobWish,
): Promise<{ job: JobRecord; created: boolean }> {
  const runAfter = wish.runAfter ?? ctx.now();
  // Between the two statements the job in flight may end; then there is room for a new one.
  for (let attempt = 0; attempt < 3; attempt++) {
    const inserted = await insertUnlessInFlight(trx, ctx, connector, { ...wish, runAfter });
    if (inserted) return { job: toJob(inserted), created: true };
    const inFlight = await moveUpInFlight(trx, connector, runAfter);
    if (inFlight) return { job: toJob(inFlight), created: false };
  }
  throw new AppError('conflict', 'Jobs of this account end and begin just now; ask again');
}

async function insertUnlessInFlight(
  trx: Trx,
  ctx: Pick<EngineContext, 'now' | 'newId' | 'actor'>,
  connector: Pick<ConnectorRecord, 'shopId' | 'id' | 'lastSyncedAt'>,
  wish: JobWish & { runAfter: Date },
) {
  const first = connector.lastSyncedAt === null;
  return await trx
    .insertInto('app_dashboard.sync_jobs')
    .values({
      shop_id: connector.shopId,
      id: ctx.newId(),
      connector_id: connector.id,
      kind: first ? 'HISTORICAL_INIT' : wish.kind,
      range_from: first ? null : (wish.range?.from ?? null),
      range_to: first ? null : (wish.range?.to ?? null),
      run_after: wish.runAfter,
      requested_by: `${ctx.actor.type}:${ctx.actor.id}`,
      created_at: ctx.now(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'connector_id'])
        .where(sql<boolean>`status in ('QUEUED', 'IN_PROGRESS')`)
        .doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
}

/** Waiting that the platform asked for is kept; other waiting ends at `runAfter`. */
async function moveUpInFlight(
  trx: Trx,
  connector: Pick<ConnectorRecord, 'shopId' | 'id'>,
  runAfter: Date,
) {
  return await trx
    .updateTable('app_dashboard.sync_jobs')
    .set({
      run_after: sql<Date>`case when status = 'QUEUED' and error_code is distinct from 'rate_limited'
        then least(run_after, ${runAfter}::timestamptz) else run_after end`,
    })
    .where('shop_id', '=', connector.shopId)
    .where('connector_id', '=', connector.id)
    .where('status', 'in', ['QUEUED', 'IN_PROGRESS'])
    .returningAll()
    .executeTakeFirst();
}
