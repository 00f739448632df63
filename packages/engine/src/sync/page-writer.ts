import { removeUncovered, type Trx, writePage } from '@commerce/db';
import type { Page, SliceProof } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { jobOf, type JobRun, writeAsHolder } from './job-run.ts';
import { metricKeys } from './metric-keys.ts';
import type { SliceRecord } from './plan-job.ts';

export interface PageWriter<P = Page> {
  /** Resolves when the page before the previous one is written: at most two pages wait in memory. */
  push(page: P): Promise<void>;
  /** Writes what is held back together with the slice's success and the cursor. */
  finish(proof: SliceProof): Promise<void>;
  /** Resolves when no write is under way any more, however it ended. */
  settled(): Promise<void>;
}

/** Writes the pages of one slice in order, one short transaction each, the last one held back. */
export function createPageWriter(ctx: EngineContext, run: JobRun, slice: SliceRecord): PageWriter {
  let held: Page | null = null;
  let writing: Promise<void> = Promise.resolve();
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
      await writing;
      if (held) {
        writing = write(held);
        // Waited for at the next page; until then a failure must not count as unhandled.
        writing.catch(() => {});
      }
      held = page;
    },
    async finish(proof) {
      await writing;
      const page: Page = held ?? { records: [], rows: {} };
      await writeAsHolder(
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
          if (proof.cursor !== null) await moveCursor(trx, proof.cursor);
          await succeed(trx, proof);
        },
        page.records.length,
      );
    },
    settled: () => writing.catch(() => {}),
  };

  async function moveCursor(trx: Trx, cursor: string): Promise<void> {
    const row = { cursor, job_id: run.job.id, updated_at: ctx.now() };
    await trx
      .insertInto('app_dashboard.sync_cursors')
      .values({
        shop_id: run.job.shopId,
        connector_id: run.job.connectorId,
        stream: slice.stream.name,
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'connector_id', 'stream']).doUpdateSet(row),
      )
      .execute();
  }

  async function succeed(trx: Trx, proof: SliceProof): Promise<void> {
    await trx
      .updateTable('app_dashboard.sync_slices')
      .set({
        status: 'SUCCEEDED',
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
