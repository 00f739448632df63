import type { CanonicalBatch, RawRecord } from '@commerce/core';
import type { Trx } from '../database.ts';
import { bothSettled } from './both-settled.ts';
import { bumpDataVersion } from './data-version.ts';
import { lockConnector } from './lock-connector.ts';
import { writeMetrics } from './write-metrics.ts';
import { writeOrders } from './write-orders.ts';
import { type RawOrigin, writeRaw } from './write-raw.ts';
import { writeSnapshots } from './write-snapshots.ts';

export interface WritePageInput extends RawOrigin {
  page: {
    records: RawRecord[];
    rows: CanonicalBatch;
    /** True where `source_updated_at` of orders is a guess: they replace what a file said, whatever times are stored. */
    undated?: boolean;
  };
}

export interface PageWritten {
  /** Payloads received with the page, also those that were known. */
  records: number;
  /** Warehouse rows that were added, changed or removed. */
  rows: number;
  /** Whether reports of the shop changed, and with them its data_version. */
  changed: boolean;
  /** Orders that came older than what is stored; what is stored stays. */
  staleOrders: number;
  /** Orders and metrics of a file whose place the platform's own answer holds; that answer stays. */
  keptBack: number;
}

/**
 * Writes a page of a platform inside the caller's read committed transaction: payloads, warehouse rows,
 * and the rollups of exactly the days they touch. Writing the same page again changes nothing. One
 * transaction should write for one connector only: its lock is held until the transaction ends.
 * @throws AppError `invalid_input` when a value cannot be stored; the transaction is then lost
 */
export async function writePage(trx: Trx, input: WritePageInput): Promise<PageWritten> {
  const { records, rows: batch } = input.page;
  const source = input.source === 'file' ? 'file' : 'api';
  await lockConnector(trx, input, input.receivedAt);
  // What is stored is looked up first: while the server keeps the payloads, the rows are made ready.
  const [orders] = await bothSettled(
    writeOrders(trx, input, source, input.page),
    writeRaw(trx, input, records),
  );
  const snapshots = await writeSnapshots(trx, input, source, batch);
  const origin = { source, receivedAt: input.receivedAt } as const;
  const metrics = await writeMetrics(trx, input, origin, batch.metrics ?? []);
  const rows = orders.rows + snapshots + metrics.rows;
  if (rows > 0) await bumpDataVersion(trx, input);
  return {
    records: records.length,
    rows,
    changed: rows > 0,
    staleOrders: orders.stale,
    keptBack: orders.keptBack + metrics.keptBack,
  };
}
