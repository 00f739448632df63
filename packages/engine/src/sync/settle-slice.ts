import type { SliceStatus } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { MAX_SLICE_ATTEMPTS, sliceBackOffMs } from './back-off.ts';
import { logFault } from './log-fault.ts';
import { jobOf, type JobRun, writeAsHolder } from './job-run.ts';
import type { SliceRecord } from './plan-job.ts';
import { LeaseLostError, type SyncFailure, toFailure } from './sync-failure.ts';

/** Stores how an unfinished slice stands, and says what follows for the job. */
export async function settleSlice(
  ctx: EngineContext,
  run: JobRun,
  slice: SliceRecord,
  failure: SyncFailure,
): Promise<SyncFailure> {
  if (failure.consequence === 'lost') return failure;
  logFault(ctx, run.job, failure);
  const verdict = judge(slice, failure);
  try {
    await writeAsHolder(ctx, run.job, async (trx) => {
      await trx
        .updateTable('app_dashboard.sync_slices')
        .set({
          status: verdict.status,
          attempts: verdict.attempts,
          error_code: failure.code,
          error_message: verdict.failure.message,
          finished_at: verdict.status === 'FAILED' ? ctx.now() : null,
        })
        .where('shop_id', '=', run.job.shopId)
        .where('job_id', '=', run.job.id)
        .where('id', '=', slice.id)
        .execute();
      if (failure.rejected) await keepRejected(trx, ctx, run, slice, failure);
    });
  } catch (error) {
    if (error instanceof LeaseLostError) return toFailure(error);
    throw error;
  }
  run.onProgress({
    ...jobOf(run),
    type: 'slice_ended',
    stream: slice.stream.name,
    status: verdict.status === 'FAILED' ? 'failed' : 'put_off',
  });
  return verdict.failure;
}

function judge(
  slice: SliceRecord,
  failure: SyncFailure,
): { status: SliceStatus; attempts: number; failure: SyncFailure } {
  const { attempts } = slice;
  switch (failure.consequence) {
    case 'give_back':
    case 'wait':
      return { status: 'PENDING', attempts, failure };
    case 'try_again': {
      const spent = attempts + 1;
      if (spent >= MAX_SLICE_ATTEMPTS) {
        const message = `${failure.message}. Given up after ${spent} attempts; the next job begins here`;
        return { status: 'FAILED', attempts: spent, failure: { ...failure, message } };
      }
      const waitMs = sliceBackOffMs(spent);
      return {
        status: 'PENDING',
        attempts: spent,
        failure: { ...failure, consequence: 'wait', waitMs },
      };
    }
    default:
      return { status: 'FAILED', attempts: attempts + 1, failure };
  }
}

const MAX_REJECTED_BYTES = 1024 * 1024;

/** The bytes nobody could read, up to a megabyte, for whoever finds out why. */
async function keepRejected(
  trx: Trx,
  ctx: EngineContext,
  run: JobRun,
  slice: SliceRecord,
  failure: SyncFailure,
): Promise<void> {
  const body = Buffer.from(failure.rejected?.body ?? '');
  await trx
    .insertInto('staging_ingest.rejected_payloads')
    .values({
      shop_id: run.job.shopId,
      id: ctx.newId(),
      connector_id: run.job.connectorId,
      stream: slice.stream.name,
      job_id: run.job.id,
      slice_id: slice.id,
      error_code: failure.code,
      error_message: failure.message,
      body: sql<string>`${body.subarray(0, MAX_REJECTED_BYTES)}`,
      truncated: body.byteLength > MAX_REJECTED_BYTES,
      received_at: ctx.now(),
    })
    .execute();
}
