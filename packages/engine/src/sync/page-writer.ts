import { removeUncovered, type Trx, writePage } from '@commerce/db';
import type { Page, SliceProof } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { type PageSink, writeBehind } from '../pages/write-behind.ts';
import { jobOf, type JobRun, writeAsHolder } from './job-run.ts';
import { metricKeys } from './metric-keys.ts';
import type { SliceRecord } from './plan-job.ts';
import { recordStreamRead } from './stream-history.ts';

export interface PageWriter extends PageSink<Page> {
  /** Writes what is held back together with the slice's success and the cursor. */
  finish(proof: SliceProof): Promise<void>;
}

/** Writes the pages of one slice in order, one short transaction each, the last one held back. */
export function createPageWriter(ctx: EngineContext, run: JobRun, slice: SliceRecord): PageWriter {
  let held: Page | null = null;
  const behind = writeBehind(write);
  const seen = metricKeys();

  async function write(page: Page): Promise<void> {
    const records = page.records.length;
    const { recordsSynced } = await writeAsHolder(
      ctx,
      run.job,
      async (trx) => {
        await storePage(trx, page);
        await trx
          .updateTable('app_dashboard.sync_slices')
          .set((eb) => ({ received_count: eb('received_count', '+', records) }))
          .where('shop_id', '=', run.job.shopId)
          .where('job_id', '=', run.job.id)
          .where('id', '=', slice.id)
          .execute();
      },
      records,
    );
    tell(records, recordsSynced);
  }

  function tell(records: number, recordsSynced: number): void {
    const stream = slice.stream.name;
    run.onProgress({ ...jobOf(run), type: 'page_written', stream, records, recordsSynced });
  }

  const storePage = (trx: Trx, page: Page) =>
    writePage(trx, {
      shopId: run.job.shopId,
      connectorId: run.job.connectorId,
      jobId: run.job.id,
      stream: slice.stream.name,
      source: 'api',
      receivedAt: ctx.now(),
      page,
    });

  return {
    async push(page) {
      seen.add(page.rows);
      if (held) await behind.push(held);
      held = page;
    },
    async finish(proof) {
      await behind.flush();
      const page: Page = held ?? { records: [], rows: {} };
      const { recordsSynced } = await writeAsHolder(
        ctx,
        run.job,
        async (trx) => {
          await storePage(trx, page);
          if (proof.covers) {
            await removeUncovered(trx, {
              shopId: run.job.shopId,
              connectorId: run.job.connectorId,
              ...proof.covers,
              seen: seen.of(proof.covers.level),
              source: 'api',
              observedAt: ctx.now(),
            });
          }
          await succeed(trx, proof);
          await recordStreamRead(trx, run.job, {
            stream: slice.stream.name,
            cursor: proof.cursor,
            at: ctx.now(),
          });
        },
        page.records.length,
      );
      if (page.records.length > 0) tell(page.records.length, recordsSynced);
    },
    settled: () => behind.settled(),
  };

  async function succeed(trx: Trx, proof: SliceProof): Promise<void> {
    await trx
      .updateTable('app_dashboard.sync_slices')
      .set({
        status: 'SUCCEEDED',
        ...(proof.collectedFrom !== undefined && { range_from: proof.collectedFrom }),
        expected_count: proof.expected,
        received_count: proof.received,
        notes: JSON.stringify(proof.notes ?? []),
        error_code: null,
        error_message: null,
        finished_at: ctx.now(),
      })
      .where('shop_id', '=', run.job.shopId)
      .where('job_id', '=', run.job.id)
      .where('id', '=', slice.id)
      .execute();
  }
}
