import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { pumpPages } from '../pages/pump-pages.ts';
import { checkProof } from './check-proof.ts';
import { jobOf, type JobRun, writeAsHolder } from './job-run.ts';
import { createPageWriter } from './page-writer.ts';
import type { SliceRecord } from './plan-job.ts';
import { settleSlice } from './settle-slice.ts';
import { failureUnder, type SyncFailure } from './sync-failure.ts';

/** null when the slice was read and proven. */
export type SliceFailure = SyncFailure | null;

/** Reads one slice, writes its pages, and settles it, whatever happens. */
export async function readSlice(
  ctx: EngineContext,
  run: JobRun,
  slice: SliceRecord,
): Promise<SliceFailure> {
  const scratchDir = join(ctx.settings.scratchDir, `slice-${slice.id}`);
  try {
    await startSlice(ctx, run, slice);
    await mkdir(scratchDir, { recursive: true });
    await transferSlice(ctx, run, slice, scratchDir);
    run.onProgress({
      ...jobOf(run),
      type: 'slice_ended',
      stream: slice.stream.name,
      status: 'succeeded',
    });
    return null;
  } catch (error) {
    return await settleSlice(ctx, run, slice, failureUnder(run.signal, error));
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

/** What an unfinished attempt counted is taken back: its records come again. */
async function startSlice(ctx: EngineContext, run: JobRun, slice: SliceRecord): Promise<void> {
  const now = ctx.now();
  await writeAsHolder(ctx, run.job, async (trx) => {
    const before = await trx
      .selectFrom('app_dashboard.sync_slices')
      .select('received_count')
      .where('shop_id', '=', run.job.shopId)
      .where('job_id', '=', run.job.id)
      .where('id', '=', slice.id)
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('app_dashboard.sync_jobs')
      .set((eb) => ({ records_synced: eb('records_synced', '-', before.received_count) }))
      .where('shop_id', '=', run.job.shopId)
      .where('id', '=', run.job.id)
      .execute();
    await trx
      .updateTable('app_dashboard.sync_slices')
      .set({ status: 'RUNNING', received_count: 0, started_at: now })
      .where('shop_id', '=', run.job.shopId)
      .where('job_id', '=', run.job.id)
      .where('id', '=', slice.id)
      .execute();
  });
  const { from, to } = slice.plan;
  run.onProgress({ ...jobOf(run), type: 'slice_started', stream: slice.stream.name, from, to });
}

/**
 * The last page is held back until the reader's proof is there, so that it, the slice's success and the
 * cursor are stored together.
 */
async function transferSlice(
  ctx: EngineContext,
  run: JobRun,
  slice: SliceRecord,
  scratchDir: string,
): Promise<void> {
  const writer = createPageWriter(ctx, run, slice);
  const pages = slice.stream.read(
    {
      connection: run.connection,
      signal: run.signal,
      state: slice.state,
      saveState: (state) => saveState(ctx, run, slice, state),
      scratchDir,
    },
    slice.plan,
  );
  try {
    const proof = await pumpPages(pages, writer, run.signal);
    checkProof(proof, slice);
    await writer.finish(proof);
  } finally {
    await writer.settled();
  }
}

async function saveState(ctx: EngineContext, run: JobRun, slice: SliceRecord, state: JsonObject) {
  await writeAsHolder(ctx, run.job, async (trx) => {
    await trx
      .updateTable('app_dashboard.sync_slices')
      .set({ state: JSON.stringify(state) })
      .where('shop_id', '=', run.job.shopId)
      .where('job_id', '=', run.job.id)
      .where('id', '=', slice.id)
      .execute();
  });
  slice.state = state;
}
